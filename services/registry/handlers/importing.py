"""Importing a roster: taken in by a request, carried out by a job that can be resumed.

The file is read and checked in a child process; that is repeatable, so a job that was killed reads
it again and goes on behind the last row that is stored.
"""

import json
import logging
import time
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.handlers.import_rows import store_rows
from services.registry.models import Import
from services.registry.ports import UnitOfWork
from services.registry.roster import payload
from services.registry.roster.kinds import MOST_BYTES, check_kind
from shared.access.grant import Grant
from shared.child_process import ChildFailed, run_in_child
from shared.clock import now
from shared.contracts.registry.errors import (
    FileNotReadable,
    FileTooLarge,
    ImportKindUnknown,
)
from shared.contracts.registry.events import RosterImported
from shared.errors import DomainError
from shared.messaging.crash_points import crash_point

IMPORT = "import"  # kind of its job
KINDS = ("children",)
COUNTY, TOWNSHIP = 6, 9  # digits of a code
READ_SECONDS, READ_MB = 120.0, 1024
# A portion is stored in about so many seconds: while it is written, SQLite lets nobody else write.
PORTION_SECONDS = 0.08
FIRST_PORTION, LEAST_PORTION, MOST_PORTION = 10, 4, 60
OPENED_AT_ONCE = 100
ENDED = ("done", "failed")

Transaction = Callable[[], AbstractContextManager[UnitOfWork]]
Child = Callable[..., bytes]
log = logging.getLogger(__name__)


def start_import(
    uow: UnitOfWork,
    grant: Grant,
    *,
    filename: str,
    content: str,
    kind: str,
    area: str | None,
    school_id: str | None,
    today: date,
) -> Import:
    """Take in a file (base64) and start its job. `area` and `school_id` say where rows belong that
    name no place.

    Raises ImportKindUnknown, FileTooLarge, FileEmpty, FileNotReadable, AreaNotFound,
    SchoolNotFound, AccessDenied.
    """
    return take_in(
        uow,
        grant,
        filename=filename,
        content=_decoded(content),
        kind=kind,
        area=area,
        school_id=school_id,
        today=today,
    )


def take_in(
    uow: UnitOfWork,
    grant: Grant,
    *,
    filename: str,
    content: bytes,
    kind: str = "children",
    area: str | None = None,
    school_id: str | None = None,
    today: date,
) -> Import:
    """As `start_import`, with the file's bytes."""
    if kind not in KINDS:
        raise ImportKindUnknown(kind)
    check_kind(content)
    school = _own_school(grant, school_id)
    place = _place(uow, grant, area, school)
    roster = Import(
        id=str(uuid4()),
        kind=kind,
        account_id=grant.viewer.account_id,
        area_code=place,
        school_id=school,
        reach=_reach(grant),
        status="queued",
        problem_args=[],
        **dict.fromkeys(("total", "done", "accepted", "merged", "rejected", "changed"), 0),
        judged_on=today,
        started_at=now(),
    )
    told = {"filename": filename, "area": area or ""}
    roster.sealed = uow.vault.seal(roster.id, told)
    roster.content = uow.vault.seal(roster.id, {"content": b64encode(content).decode()})
    uow.imports.add(roster)
    uow.start_job(IMPORT, roster.id)
    uow.record(
        subject=f"import/{roster.id}",
        version=1,
        operation="start_import",
        by=roster.account_id,
        changes={"kind": kind, "area": place},
    )
    return roster


def _decoded(content: str) -> bytes:
    if len(content) > MOST_BYTES * 4 // 3 + 4:
        raise FileTooLarge(str(MOST_BYTES // 2**20))
    try:
        return b64decode(content, validate=True)
    except (NotBase64, ValueError):
        raise FileNotReadable() from None


def _own_school(grant: Grant, school_id: str | None) -> str | None:
    """Whoever answers for one school alone imports for that school."""
    own = grant.school_ids()
    if school_id is None and own and not grant.area_prefixes():
        return own[0]
    return str(school_id) if school_id else None


def _place(uow: UnitOfWork, grant: Grant, area: str | None, school_id: str | None) -> str:
    """Whose roster it is: the area named, the uploader's, or the school's township."""
    if area is not None:
        uow.places.area(area)
    school = uow.places.school(school_id) if school_id else None
    place = area or grant.viewer.area or (school.township_code if school else "")
    if not grant.everything:
        grant.require(area=place or None, school_id=school_id)
    return place


def _reach(grant: Grant) -> dict[str, Any]:
    return {
        "everything": grant.everything,
        "areas": list(grant.area_prefixes()),
        "schools": list(grant.school_ids()),
    }


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
    except ChildFailed:
        log.exception("roster %s cannot be read", import_id)
        _fail(transaction, import_id, FileNotReadable())
        return
    except DomainError as refusal:
        _fail(transaction, import_id, refusal)
        return
    crash_point("after_roster_read")
    head, *lines = answer.split(b"\n")
    layout = json.loads(head)
    _store(transaction, import_id, layout, lines, told)
    crash_point("after_last_row")
    _finish(transaction, import_id, layout, child)


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
    with transaction() as uow:
        roster = uow.imports.get(import_id)
        roster.status, roster.total = "storing", len(lines)
        roster.layout = uow.vault.seal(roster.id, layout)
        done = roster.done
    size = FIRST_PORTION
    while done < len(lines):
        portion = [json.loads(line) for line in lines[done : done + size]]
        began = time.monotonic()
        with transaction() as uow:
            roster = uow.imports.get(import_id)
            if roster.done == done:  # else another worker stored it meanwhile
                store_rows(uow, roster, portion, layout)
            done = roster.done
        crash_point("after_rows_stored")
        told(done, len(lines))
        size = _next_size(size, time.monotonic() - began)
        time.sleep(0.002)  # others' turn, also on the event loop


def _next_size(size: int, seconds: float) -> int:
    wanted = size * PORTION_SECONDS / max(seconds, 0.001)
    return max(LEAST_PORTION, min(MOST_PORTION, size * 2, int(wanted)))


def _fail(transaction: Transaction, import_id: str, refusal: DomainError) -> None:
    """The file as a whole is refused; its content is not kept."""
    with transaction() as uow:
        roster = uow.imports.get(import_id)
        if roster.status not in ENDED:
            roster.status, roster.content, roster.finished_at = "failed", None, now()
            roster.problem = type(refusal).__name__
            roster.problem_args = [str(argument) for argument in refusal.args]


def _finish(transaction: Transaction, import_id: str, layout: dict[str, Any], child: Child) -> None:
    rejected = list(_rejected(transaction, import_id))
    book = child(payload.WRITE, payload.lines([layout, *rejected])) if rejected else None
    with transaction() as uow:
        roster = uow.imports.get(import_id)
        if roster.status in ENDED:
            return
        if book:
            kept = {"content": b64encode(book).decode()}
            roster.correction = uow.vault.seal(import_id, kept)
        roster.status, roster.content, roster.finished_at = "done", None, now()
        _announce(uow, roster)


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
