"""Importing a roster that was taken in: a job that can be resumed.

The file is read and checked in a child process; that is repeatable, so a job that was killed reads
it again and goes on behind the last row that is stored.
"""

import json
import logging
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from services.registry.domain.areas import COUNTY
from services.registry.handlers.import_rows import (
    Columns,
    Line,
    Schools,
    refuse_rows,
    store_rows,
)
from services.registry.handlers.import_stream import Transaction, Waiting, prepared, schools_of
from services.registry.handlers.roster_rows import columns_of
from services.registry.models import Import
from services.registry.ports import UnitOfWork
from services.registry.roster import payload
from shared.child_process import ChildExhausted, ChildFailed, ChildKilled, run_in_child
from shared.clock import now
from shared.contracts.registry.errors import FileNotReadable, FileTooDemanding
from shared.contracts.registry.events import RosterImported
from shared.db import is_outage
from shared.errors import DomainError
from shared.leases import LeaseLost
from shared.messaging.crash_points import crash_point

IMPORT = "import"  # kind of its job
READ_SECONDS, READ_MB = 120.0, 1024
# A portion is stored in about so many seconds: while it is written, SQLite lets nobody else write.
PORTION_SECONDS = 0.05
FIRST_PORTION, LEAST_PORTION, MOST_PORTION = 10, 8, 400
OPENED_AT_ONCE = 100
ENDED = ("done", "failed")

Child = Callable[..., bytes]
log = logging.getLogger(__name__)


def run_import(
    transaction: Transaction,
    import_id: str,
    *,
    child: Child = run_in_child,
    told: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Carry an import to its end. Safe to run again, whatever it was killed at; `told` hears how
    many rows are done, of how many."""
    with transaction() as uow:
        roster = uow.imports.get(import_id)
        if roster.status in ENDED:
            return
        if roster.status == "queued":
            roster.status = "reading"
        task = _task(uow, roster)
    try:
        answer = child(payload.READ, task, seconds=READ_SECONDS, memory_mb=READ_MB)
    except (ChildFailed, DomainError) as failure:  # not ChildKilled: that is not the file's fault
        fail_import(transaction, import_id, refusal_of(import_id, failure))
        return
    crash_point("after_roster_read")
    head, *lines = answer.split(b"\n")
    layout = json.loads(head)
    try:
        _store(transaction, import_id, layout, lines, told)
    except ChildFailed as failure:  # a row that cannot be prepared; what was stored stays
        fail_import(transaction, import_id, refusal_of(import_id, failure))
        return
    crash_point("after_last_row")
    end_import(transaction, import_id, layout, child)


def refusal_of(import_id: str, failure: ChildFailed | DomainError) -> DomainError:
    if isinstance(failure, DomainError):
        return failure
    log.error("roster %s cannot be read", import_id, exc_info=failure)
    return FileTooDemanding() if isinstance(failure, ChildExhausted) else FileNotReadable()


def _task(uow: UnitOfWork, roster: Import) -> bytes:
    """What the child process needs: the file, and the places that its rows may name."""
    told = uow.vault.open(roster.id, roster.sealed)
    content = b64decode(uow.vault.open(roster.id, roster.content or "")["content"])
    county = roster.area_code[:COUNTY]
    areas = {area.code: area.name for area in uow.places.path(county)} if county else {}
    areas |= {area.code: area.name for area in uow.places.all_under(county, roster.judged_on)}
    schools = uow.places.schools_under(county)
    return payload.pack(
        content,
        filename=told["filename"],
        areas=areas.items(),
        schools=[(school.id, school.name, school.township_code) for school in schools],
        today=roster.judged_on,
        validity=uow.rules.in_force(county, roster.judged_on)["validity"],
        place=told["area"],
        county=county,
        school_id=roster.school_id,
    )


def _store(
    transaction: Transaction,
    import_id: str,
    layout: dict[str, Any],
    lines: Sequence[bytes],
    told: Callable[[int, int], None],
) -> None:
    """Portion by portion, so that nobody else waits long for the database."""
    named, counties = layout.pop("schools"), layout.pop("counties")
    with transaction() as uow:
        roster = uow.imports.get(import_id)
        roster.status, roster.total = "storing", len(lines)
        roster.layout = uow.vault.seal(roster.id, layout)
        done = roster.done
    if done == len(lines):
        return
    columns = columns_of(layout)
    schools = schools_of(transaction, import_id, named)
    coming = prepared(transaction, import_id, lines[done:], columns, schools, counties)
    waiting = Waiting(lines, done, coming)
    size = FIRST_PORTION
    try:
        while waiting.done < len(lines):
            portion = waiting.next(size)
            worked = time.process_time()
            stored = _store_portion(transaction, import_id, waiting, portion, columns, schools)
            crash_point("after_rows_stored")
            told(waiting.done, len(lines))
            # Of the processor: neither a slow disk nor a busy machine is a reason for smaller
            # portions, since each has the same look-ups and one commit, whatever its size.
            spent = time.process_time() - worked
            size = _next_size(stored, spent)
            # Others' turn, on the event loop too, and for as long: a request takes many turns, and
            # with a portion before each of them it would wait for seconds.
            time.sleep(min(spent, PORTION_SECONDS))
    finally:
        waiting.close()


def _store_portion(
    transaction: Transaction,
    import_id: str,
    waiting: Waiting,
    lines: Sequence[Line],
    columns: Columns,
    schools: Schools,
) -> int:
    """Store the next rows, and say how many. A row that nothing can be done with is sent back,
    alone: it must not hold up the others, so after a fault there are half as many, down to it."""
    store = partial(_in_one_go, transaction, import_id, waiting, columns=columns)
    while True:
        try:
            seen = Schools(schools)
            stored = store(lines, partial(store_rows, schools=seen))
            schools.update(seen)  # only now: what was registered in vain is not there
            return stored
        except Exception as failure:
            if is_outage(failure) or isinstance(failure, LeaseLost | ChildFailed | ChildKilled):
                raise
            name = type(failure).__name__
            log.error("rows of roster %s from %s: %s", import_id, waiting.done, name)
        if len(lines) == 1:
            return store(lines, refuse_rows)
        lines = lines[: len(lines) // 2]


def _in_one_go(
    transaction: Transaction,
    import_id: str,
    waiting: Waiting,
    lines: Sequence[Line],
    end: Callable[[UnitOfWork, Import, Sequence[Line], Columns], None],
    *,
    columns: Columns,
) -> int:
    with transaction() as uow:
        roster = uow.imports.get(import_id)
        if roster.done == waiting.done:  # else another worker stored it meanwhile
            end(uow, roster, lines, columns)
        done = roster.done
    waiting.forget(done)
    return len(lines)


def _next_size(size: int, seconds: float) -> int:
    wanted = size * PORTION_SECONDS / max(seconds, 0.001)
    return max(LEAST_PORTION, min(MOST_PORTION, size * 2, int(wanted)))


def fail_import(transaction: Transaction, import_id: str, refusal: DomainError) -> None:
    """The file as a whole is refused; its content is not kept."""
    with transaction() as uow:
        roster = uow.imports.get(import_id)
        if roster.status not in ENDED:
            roster.status, roster.content, roster.finished_at = "failed", None, now()
            roster.problem = type(refusal).__name__
            roster.problem_args = [str(argument) for argument in refusal.args]


def end_import(
    transaction: Transaction,
    import_id: str,
    layout: dict[str, Any],
    child: Child,
    *,
    told: bool = True,
) -> None:
    """Every row has its outcome: make the correction workbook and forget the file; `told`, if the
    uploader is to hear of it."""
    rejected = list(_rejected(transaction, import_id))
    book = _correction(payload.lines([layout, *rejected]), child) if rejected else None
    with transaction() as uow:
        roster = uow.imports.get(import_id)
        if roster.status in ENDED:
            return
        if book:
            kept = {"content": b64encode(book).decode()}
            roster.correction = uow.vault.seal(import_id, kept)
        roster.status, roster.content, roster.finished_at = "done", None, now()
        if told:
            _announce(uow, roster)


def _correction(task: bytes, child: Child) -> bytes | None:
    """None if it could not be made: the import has ended all the same."""
    try:
        return child(payload.WRITE, task, seconds=READ_SECONDS, memory_mb=READ_MB)
    except ChildFailed:
        log.exception("a correction workbook cannot be made")
        return None


def _rejected(transaction: Transaction, import_id: str) -> Iterator[dict[str, Any]]:
    """Portion by portion too: a roster of another county may be rejected whole."""
    after = -1
    while True:
        with transaction() as uow:
            found = uow.imports.rejected_rows(import_id, after, OPENED_AT_ONCE)
            opened = [uow.vault.open(import_id, row.sealed) for row in found]
        for row, content in zip(found, opened, strict=True):
            yield {"sheet": row.sheet, "row": row.row, **content}
        if len(found) < OPENED_AT_ONCE:
            return
        after = found[-1].position
        time.sleep(0.002)


def _announce(uow: UnitOfWork, roster: Import) -> None:
    """A roster that brought nothing new is no news."""
    if roster.accepted + roster.changed == 0:
        return
    uow.emit(
        RosterImported(
            import_id=roster.id,
            area_code=roster.area_code,
            account_id=roster.account_id,
            accepted=roster.accepted,
            merged=roster.merged,
            rejected=roster.rejected,
            version=1,
        )
    )
