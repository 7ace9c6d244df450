"""Storing checked rows of a roster: a portion per transaction, each row to its end."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from services.registry.handlers.children import Kept, keep_rows
from services.registry.handlers.places import school_for
from services.registry.handlers.roster_rows import (
    Reach,
    Row,
    check_reach,
    content_of,
    place_school,
    row_of,
    stray,
)
from services.registry.models import Import
from services.registry.ports import UnitOfWork
from services.registry.ports.newcomers import Newcomer
from services.registry.ports.prepared import Prepared

# What tells who a child is; an earlier row of the same file keeps saying it.
IDENTITY = frozenset({"id_number", "name", "sex", "birth_date", "father_name", "mother_name"})
Schools = dict[tuple[str, str], str]  # township, name as in the file -> id
Columns = Sequence[Mapping[str, int]]  # of each sheet, field -> column


class Line(NamedTuple):
    """A row as the reader gave it (JSON), and what was prepared of it."""

    read: bytes
    prepared: Prepared


class End(NamedTuple):
    """How a row ended, as it is kept."""

    sheet: int
    row: int
    kept: Kept
    sealed: str


def store_rows(
    uow: UnitOfWork, roster: Import, lines: Sequence[Line], columns: Columns, *, schools: Schools
) -> None:
    """Take over the next `lines` of the roster, keep them all, and count them. `schools` are those
    that earlier lines have named; it learns the others."""
    news = _certainly_new(uow, roster, lines)
    uow.take_newcomers(
        list(news.values()), by=roster.account_id, operation="import_child", today=roster.judged_on
    )
    asked = [
        at
        for at, line in enumerate(lines)
        if at not in news and line.prepared.outcome != "rejected"
    ]
    rows = [row_of(json.loads(lines[at].read), columns) for at in asked]
    _keep(uow, roster, rows, schools)
    ends = {at: _end(uow, roster, row) for at, row in zip(asked, rows, strict=True)}
    write_ends(
        uow,
        roster,
        [ends.get(at) or _prepared_end(line, news.get(at)) for at, line in enumerate(lines)],
    )


def learn_schools(
    uow: UnitOfWork, roster: Import, named: Sequence[Sequence[str]], schools: Schools
) -> None:
    """Register the schools that a roster names (township, name, and a village of a child there)
    where the uploader answers for both places, as `place_school` asks for them."""
    reach = Reach.of(roster.reach)
    for township, name, village in named:
        if reach.covers(township, None) and reach.covers(village, None):
            _school_id(uow, roster, schools, township, name)


def refuse_rows(uow: UnitOfWork, roster: Import, lines: Sequence[Line], columns: Columns) -> None:
    """Send the next `lines` back since storing them fails, for whatever reason."""
    rows = [row_of(json.loads(line.read), columns) for line in lines]
    for row in rows:
        row.refuse("RowNotStored", "name")
    write_ends(uow, roster, [_end(uow, roster, row) for row in rows])


def _certainly_new(uow: UnitOfWork, roster: Import, lines: Sequence[Line]) -> dict[int, Newcomer]:
    """Position -> newcomer, of those whom nothing links to a child on file or to another row of
    the portion: what becomes of them depends on no order. One look-up for all."""
    rows = [line.prepared for line in lines]
    times = Counter(mark for row in rows for mark in {row.id_mark, *row.marks})
    known = uow.children.known_marks(
        [row.id_mark for row in rows if row.id_mark], [mark for row in rows for mark in row.marks]
    )
    found = {}
    for at, row in enumerate(rows):
        marks = {row.id_mark, *row.marks} - {None}
        if row.newcomer and not marks & known and all(times[mark] == 1 for mark in marks):
            pack = uow.rules.in_force(row.newcomer.area_code, roster.judged_on)
            if pack.hash == row.newcomer.pack_hash:  # else another one was adopted meanwhile
                found[at] = row.newcomer
    return found


def _prepared_end(line: Line, new: Newcomer | None) -> End:
    row = line.prepared
    kept = Kept("accepted", new.id, row.left_behind) if new else Kept("rejected")
    return End(row.sheet, row.row, kept, row.sealed)


def _keep(uow: UnitOfWork, roster: Import, rows: Sequence[Row], schools: Schools) -> None:
    """Rows of which only the database can tell what becomes of them, in their order."""
    reach = Reach.of(roster.reach)
    for row in rows:
        if not row.problems:
            place_school(row, reach, partial(_school_id, uow, roster, schools))
            check_reach(row, reach)
    sound = [row for row in rows if not row.problems]
    kept = keep_rows(
        uow,
        _facts(uow, roster, sound),
        by=roster.account_id,
        covers=reach.covers,
        strays=partial(stray, reach, cache(partial(_township, uow))),
        today=roster.judged_on,
    )
    for row, end in zip(sound, kept, strict=True):
        _note_end(row, end)


def _school_id(uow: UnitOfWork, roster: Import, schools: Schools, township: str, name: str) -> str:
    if (township, name) not in schools:
        by, today = roster.account_id, roster.judged_on
        school, _ = school_for(uow, name=name, township_code=township, by=by, today=today)
        schools[township, name] = school.id
    return schools[township, name]


def _township(uow: UnitOfWork, school_id: str) -> str:
    return uow.places.school(school_id).township_code


def _facts(uow: UnitOfWork, roster: Import, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What each row shall change. Of a child that was on file before this roster, an earlier row
    changes nothing that a later one of the same roster says too."""
    repeated = [row.values["id_number"] for row in rows if row.read["later"]]
    on_file = uow.children.by_id_numbers(repeated) if repeated else {}
    ours = uow.imports.accepted_of(roster.id, on_file.values()) if on_file else set()
    return [_without_stale(row, on_file, ours) for row in rows]


def _without_stale(row: Row, on_file: Mapping[str, str], ours: set[str]) -> dict[str, Any]:
    later, child_id = row.read["later"], on_file.get(row.values["id_number"])
    if not later or child_id is None or child_id in ours:
        return row.values
    stale = set(later) - IDENTITY - {"area_code"}
    kept = {name: value for name, value in row.values.items() if name not in stale}
    return {**kept, "area_code": later.get("area_code", row.values["area_code"])}


def _note_end(row: Row, end: Kept) -> None:
    row.kept = end
    if end.conflict == "identity":
        row.refuse("OtherChildWithThisId", "id_number")
    elif end.conflict == "elsewhere":
        row.refuse("OnFileElsewhere", "id_number")
    elif end.conflict == "area_code":
        row.refuse("VillageOutsideYourArea", "village", row.read["village"])
    elif end.conflict == "school_id":
        row.refuse("SchoolOfAnotherPlace", "school_name")
    for name in end.changed:
        row.warn("FieldChanged", name)
    if end.twins:
        row.warn("SuspectedDuplicate", "name")


def _end(uow: UnitOfWork, roster: Import, row: Row) -> End:
    sealed = uow.vault.seal(roster.id, content_of(row))
    return End(row.read["sheet"], row.read["row"], row.kept, sealed)


def write_ends(uow: UnitOfWork, roster: Import, ends: Sequence[End]) -> None:
    """Keep and count the ends of the next rows."""
    uow.imports.add_rows(roster.id, roster.done, ends)
    outcomes = Counter(end.kept.outcome for end in ends)
    roster.done += len(ends)
    roster.accepted += outcomes["accepted"]
    roster.merged += outcomes["merged"]
    roster.rejected += outcomes["rejected"]
    roster.changed += sum(end.kept.outcome == "merged" and bool(end.kept.changed) for end in ends)
