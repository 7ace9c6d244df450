"""Register, correct, and take over the rows of a roster."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from services.registry.domain import id_number
from services.registry.domain.areas import VILLAGE
from services.registry.domain.course import settled
from services.registry.domain.judgement import Rules
from services.registry.domain.record import ChildRecord, normalised
from services.registry.domain.sameness import family_known, likenesses, same_family, same_name
from services.registry.domain.situation import Status
from services.registry.domain.validity import DAYS, Limits, problems
from services.registry.handlers.dossiers import change, come_on_file
from services.registry.handlers.exits import COMES_BACK, come_back
from services.registry.handlers.reach import PLACES, check_reach
from services.registry.handlers.verifying import confirm_by_change
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.registry.errors import (
    AreaClosed,
    AreaNotAVillage,
    BirthDateInvalid,
    ChildChangedMeanwhile,
    FieldOfAnotherSection,
    IdNumberInvalid,
    IdNumberTaken,
    NothingChanged,
)
from shared.contracts.registry.fields import SECTIONS
from shared.errors import InvalidRequest
from shared.texts.registry import FIELD_PROBLEMS

SAID = {Status.LEFT_BEHIND: "yes", Status.TO_VERIFY: "verify"}  # of a row; else "no"
Covers = Callable[[str, str | None], bool]  # village, school
# Of the facts, and of the places among them that are set anew: the one that is out of reach.
Strays = Callable[[Mapping[str, Any], Collection[str]], str | None]


@dataclass(frozen=True)
class Kept:
    """The end of one sound row of a roster.

    `conflict` names why it was rejected: "identity" (the ID number belongs to another child or
    family), "elsewhere" (the child is on file where the uploader does not answer for it), or the
    one of `PLACES` that the row sets and the uploader does not answer for.
    """

    outcome: str  # accepted, merged, rejected
    child_id: str | None = None
    left_behind: str | None = None  # yes, no, verify
    changed: tuple[str, ...] = ()  # fields that have another value now
    twins: tuple[str, ...] = ()  # children that may be the same one
    conflict: str | None = None


def keep_rows(
    uow: UnitOfWork,
    rows: Sequence[Mapping[str, Any]],
    *,
    by: str,
    covers: Covers,
    strays: Strays = lambda _facts, _moved: None,
    today: date,
    reason: str | None = None,
) -> list[Kept]:
    """Take over checked rows of facts (fields of ChildFacts) in one go, in their order.

    A field that is absent or None says nothing. Later rows see what earlier ones did. Rows are not
    checked again: ID number, places and scope are the caller's business, except that a child on
    file elsewhere is not changed (`covers`).
    """
    sound = [normalised({k: v for k, v in row.items() if v is not None}) for row in rows]
    uow.children.alike([likeness for row in sound for likeness in likenesses(row)])
    found = uow.children.by_id_numbers([row["id_number"] for row in sound if row.get("id_number")])
    uow.children.read(found.values(), lock=True)
    keep = partial(_keep, uow, by=by, covers=covers, strays=strays, today=today, reason=reason)
    return [keep(row) for row in sound]


def _keep(
    uow: UnitOfWork,
    row: Mapping[str, Any],
    *,
    by: str,
    covers: Covers,
    strays: Strays,
    today: date,
    reason: str | None,
) -> Kept:
    on_file = _on_file(uow, row)
    if on_file is None:
        if stray := strays(row, PLACES):
            return Kept("rejected", conflict=stray)
        known = settled({}, row)
        record, twins = come_on_file(
            uow, known, by=by, operation="import_child", today=today, reason=reason
        )
        return Kept("accepted", record.id, said_of(record), twins=tuple(sorted(twins)))
    if not (same_name(on_file.facts, row) and same_family(on_file.facts, row)):
        return Kept("rejected", conflict="identity")
    if not covers(on_file.area_code, on_file.school_id):
        return Kept("rejected", conflict="elsewhere")
    moved = {name for name in PLACES if row.get(name) not in (None, on_file.facts.get(name))}
    if stray := strays(row, moved):
        return Kept("rejected", conflict=stray)
    if on_file.exit_reason in COMES_BACK:
        come_back(uow, on_file, by=by, today=today)
    if _another_number(on_file, row):
        row = {name: value for name, value in row.items() if name != "id_number"}
    row = settled(on_file.facts, _possible(uow, on_file, row, today))
    changes = change(uow, on_file, row, by=by, operation="import_child", today=today, reason=reason)
    return Kept("merged", on_file.id, said_of(on_file), changed=tuple(changes))


def _possible(
    uow: UnitOfWork, on_file: ChildRecord, row: Mapping[str, Any], today: date
) -> Mapping[str, Any]:
    """A roster's day of a parent that what is on file speaks against is left away."""
    told = {day for day in DAYS & row.keys() if row[day] != on_file.facts.get(day)}
    if not told:
        return row
    after = {**on_file.facts, **settled(on_file.facts, row)}
    limits = Limits.of(uow.rules.in_force(on_file.area_code, today)["validity"])
    parents = tuple({field.split("_")[0] for field, _ in problems(after, today, told, limits)})
    wrong = {day for day in told if day.startswith(parents)} if parents else set()
    return {name: value for name, value in row.items() if name not in wrong}


def _another_number(on_file: ChildRecord, row: Mapping[str, Any]) -> bool:
    """The roster has the number that a person decided against when two files were merged."""
    number, own = row.get("id_number"), on_file.facts.get("id_number")
    return bool(number and own and number != own)


def _on_file(uow: UnitOfWork, row: Mapping[str, Any]) -> ChildRecord | None:
    """The child that the row speaks of: by ID number; or, where row or dossier has none, by name,
    birth date and village with a parent in common."""
    number = row.get("id_number")
    if number:
        child_id = uow.children.by_id_numbers([number]).get(number)
        if child_id is not None:
            return uow.children.get(child_id)
    likeness = next(iter(likenesses(row)))
    for other in sorted(uow.children.alike([likeness])[likeness]):
        record = uow.children.get(other)
        nameless = not number or not record.facts.get("id_number")
        if nameless and family_known(record.facts, row) and same_family(record.facts, row):
            return record
    return None


def said_of(record: ChildRecord) -> str:
    return said_of_status(record.status)


def said_of_status(status: Status) -> str:
    return SAID.get(status, "no")


def register_child(
    uow: UnitOfWork, grant: Grant, *, facts: Mapping[str, Any], today: date
) -> ChildRecord:
    """Raises IdNumberTaken, IdNumberInvalid, BirthDateInvalid, AreaNotFound, AreaNotAVillage,
    AreaClosed, SchoolNotFound, VillageOutOfReach, SchoolOutOfReach, AccessDenied."""
    known = settled({}, normalised(facts))
    grant.require(area=known["area_code"], school_id=known.get("school_id"))
    check_reach(uow, grant, known, PLACES)
    check_place(uow, known, today)
    pack = uow.rules.in_force(known["area_code"], today)
    check_people(pack, known, today, known.keys())
    check_facts(uow, known, today)
    record, _ = come_on_file(
        uow, known, by=grant.viewer.account_id, operation="register_child", today=today
    )
    grant.seen(record.id)
    return record


def correct_child(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    changes: Mapping[str, Any],
    why: str,
    version: int | None,
    section: str | None = None,
    today: date,
) -> ChildRecord:
    """With a section only its fields, and only their changes since `version` stand in the way.

    Raises ChildNotFound, ChildChangedMeanwhile, FieldOfAnotherSection, NothingChanged, and as
    `register_child`."""
    record = uow.children.get(child_id)
    grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id)
    _check_section(uow, record, changes, version, section)
    new = settled(record.facts, normalised(changes))
    after = {**record.facts, **new}
    moved = {name for name in PLACES if after.get(name) != record.facts.get(name)}
    check_reach(uow, grant, after, moved)
    if moved:
        check_place(uow, after, today)
    check_people(uow.rules.in_force(after["area_code"], today), after, today, new.keys())
    check_facts(uow, after, today, but={record.id})
    if not change(
        uow,
        record,
        new,
        by=grant.viewer.account_id,
        operation="correct_child",
        today=today,
        reason=why,
    ):
        raise NothingChanged()
    if grant.covers(area=record.area_code):  # the village's side looked at the child
        confirm_by_change(uow, record, by=grant.viewer.account_id, today=today)
    return record


def _check_section(
    uow: UnitOfWork,
    record: ChildRecord,
    changes: Mapping[str, Any],
    version: int | None,
    section: str | None,
) -> None:
    names = frozenset(SECTIONS[section]) if section else frozenset()
    if section and not changes.keys() <= names:
        raise FieldOfAnotherSection()
    if version is None or version == record.version:
        return
    if section is None or uow.changes.since(record.id, version) & names:
        raise ChildChangedMeanwhile(str(record.version))


def check_place(uow: UnitOfWork, facts: Mapping[str, Any], today: date) -> None:
    """A child whose village was closed stays on file there, but none comes to it. Raises
    AreaNotAVillage, AreaNotFound, AreaClosed, SchoolNotFound."""
    if len(facts["area_code"]) != VILLAGE:
        raise AreaNotAVillage(facts["area_code"])
    village = uow.places.area(facts["area_code"])
    if village.closed_from is not None and village.closed_from <= today:
        raise AreaClosed(village.closed_from.isoformat())
    if facts.get("school_id"):
        uow.places.school(facts["school_id"])


def check_people(
    pack: Rules, facts: Mapping[str, Any], today: date, touched: Collection[str]
) -> None:
    """Raises InvalidRequest with what is wrong of each field."""
    wrong = problems(facts, today, touched, Limits.of(pack["validity"]))
    if wrong:
        said = {field: [FIELD_PROBLEMS[code]] for field, code in reversed(wrong)}
        raise InvalidRequest(json.dumps(said, ensure_ascii=False))


def check_facts(
    uow: UnitOfWork, facts: Mapping[str, Any], today: date, but: Collection[str] = ()
) -> None:
    """`but` are the dossiers that may have the number already. Raises BirthDateInvalid,
    IdNumberInvalid, IdNumberTaken."""
    if date.fromisoformat(facts["birth_date"]) > today:
        raise BirthDateInvalid(facts["birth_date"])
    number = facts.get("id_number")
    if not number:
        return
    read = id_number.parse(number, today=today)
    if isinstance(read, id_number.Broken):
        raise IdNumberInvalid(read.code)
    if (read.sex, read.birth_date.isoformat()) != (facts["sex"], facts["birth_date"]):
        raise IdNumberInvalid("IdNumberAgainstFacts")
    owner = uow.children.by_id_numbers([number]).get(number)
    if owner is not None and owner not in but:
        raise IdNumberTaken()
