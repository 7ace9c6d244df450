"""Rows of a roster on their way into the database: prepared ahead, in a process of their own."""

import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from itertools import islice

from services.registry.domain.areas import COUNTY
from services.registry.handlers.import_rows import Line, Schools, learn_schools
from services.registry.ports import UnitOfWork
from services.registry.ports.prepared import Prepared
from services.registry.roster import payload
from services.registry.roster.pieces import rows_of
from shared.child_process import ChildKilled, stream_from_child, stream_from_here
from shared.crypto import key_ring
from shared.pacing import slices

FEW = 300  # rows that are not worth a process of their own
SCHOOLS_AT_ONCE = 20
MEMORY_MB = 1024

Transaction = Callable[[], AbstractContextManager[UnitOfWork]]


class Waiting:
    """Rows that are not stored yet, as they come out of the process that prepares them."""

    def __init__(
        self, lines: Sequence[bytes], done: int, pieces: Generator[bytes, None, None]
    ) -> None:
        self._lines, self.done, self._pieces = lines, done, pieces
        self._coming = rows_of(pieces)
        self._there: deque[Prepared] = deque()

    def next(self, size: int) -> list[Line]:
        """At most so many; waits for them. Raises ChildFailed, ChildKilled."""
        self._there.extend(islice(self._coming, max(0, size - len(self._there))))
        lines = list(map(Line, self._lines[self.done : self.done + size], self._there))
        if not lines:
            raise ChildKilled("fewer rows were prepared than there are")
        return lines

    def forget(self, done: int) -> None:
        """The rows before `done` are stored, by whomever."""
        for _ in range(done - self.done):
            if self._there:
                self._there.popleft()
            else:
                next(self._coming, None)
        self.done = done

    def close(self) -> None:
        self._pieces.close()


def schools_of(transaction: Transaction, import_id: str, named: Sequence[list[str]]) -> Schools:
    """The schools that the roster names and that the uploader answers for, registered."""
    known = Schools()
    for some in slices(named, SCHOOLS_AT_ONCE):
        with transaction() as uow:
            learn_schools(uow, uow.imports.get(import_id), some, known)
        time.sleep(0)
    return known


def prepared(
    transaction: Transaction,
    import_id: str,
    lines: Sequence[bytes],
    columns: list[dict[str, int]],
    schools: Schools,
    counties: Sequence[str],
) -> Generator[bytes, None, None]:
    """Few rows are prepared here, one portion after the other; many in a process of their own."""
    few = len(lines) <= FEW
    with transaction() as uow:
        roster = uow.imports.get(import_id)
        everywhere = uow.places.schools_under(roster.area_code[:COUNTY])
        task = payload.prepare(
            lines,
            import_id=import_id,
            wrapped=uow.vault.wrapped(import_id),
            ring=None if few else key_ring().dump(),
            reach=roster.reach,
            columns=columns,
            schools=[(*named, school) for named, school in schools.items()],
            townships={school.id: school.township_code for school in everywhere},
            packs={at: uow.rules.in_force(at, roster.judged_on).id for at in counties},
            today=roster.judged_on,
        )
    if few:
        return stream_from_here(payload.PREPARE, task)
    return stream_from_child(payload.PREPARE, task, memory_mb=MEMORY_MB)
