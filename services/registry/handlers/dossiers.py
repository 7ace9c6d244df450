"""How a dossier comes to be and changes: facts, judgement, history, events, deadlines, together.

Every use case that touches a child ends here, so that none of them is forgotten.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain.arriving import arrived, count_under
from services.registry.domain.record import Changes, ChildRecord, differences
from services.registry.domain.sameness import likenesses
from services.registry.handlers.booking import come_into_books
from services.registry.handlers.cases.opening import follow_child, open_from_dossier
from services.registry.handlers.handovers import overtake_moves
from services.registry.handlers.states import State, first_entry, public, write_history
from services.registry.handlers.verdicts import age_of, ages_reached, judge_now, judge_on
from services.registry.handlers.watching import watch
from services.registry.ports import UnitOfWork
from shared.contracts.registry.events import (
    ChildAged,
    ChildGraded,
    ChildRegistered,
)

LOOKS = frozenset({"name", "birth_date", "area_code", "guardian_phone"})  # what likenesses rest on


def come_on_file(
    uow: UnitOfWork,
    facts: Mapping[str, Any],
    *,
    by: str,
    operation: str,
    today: date,
    reason: str | None = None,
) -> tuple[ChildRecord, set[str]]:
    """The new dossier, and the children that may be the same one. `facts` are normalised."""
    pack = uow.rules.in_force(facts["area_code"], today)
    record, again_on = arrived(str(uuid4()), facts, pack, today)
    twins = alike(uow, record)
    judge_on(uow, record, again_on)
    uow.children.add(record)
    uow.children.count(record.area_code, record.status, record.level, 1)
    come_into_books(uow, record, today)
    watch(uow, record, today, fresh=True)
    write_history(uow, record, first_entry(record), by, operation, reason)
    uow.emit(ChildRegistered(**public(record), version=record.version))
    _note_duplicates(uow, record, twins, today)
    open_from_dossier(uow, record, today)
    return record, set(twins)


def change(
    uow: UnitOfWork,
    record: ChildRecord,
    facts: Mapping[str, Any],
    *,
    by: str,
    operation: str,
    today: date,
    reason: str | None = None,
) -> Changes:
    """Take over what differs, judge again and say so; returns {field: (old, new)}, empty if
    nothing differed: then nothing is written and nobody is told. `facts` are normalised."""
    changes = differences(record.facts, facts)
    if not changes:
        return changes
    old = State(record)
    record.take(changes)
    record.version += 1
    judge_now(uow, record, today, before=record.status)
    if "birth_date" in changes:  # a slip put right is no birthday
        record.age_told = age_of(uow, record, today)
    uow.children.save(record)
    old.announce(uow, record, today)
    overtake_moves(uow, record.id, changes.keys())
    listed = {name: list(both) for name, both in changes.items()}
    write_history(uow, record, listed | old.decision(record), by, operation, reason)
    if LOOKS & set(changes):
        _note_duplicates(uow, record, alike(uow, record), today)
    if "area_code" in changes:
        follow_child(uow, record)
    if {"care", "improper_care", "birth_date"} & set(changes):
        open_from_dossier(uow, record, today)
    return changes


def judge_again(uow: UnitOfWork, record: ChildRecord, *, by: str, today: date) -> bool:
    """True if the answer is another one now; an equal one leaves the dossier as it is. Ages that
    the child has reached since it was judged last are told, each once."""
    old = State(record)
    judge_now(uow, record, today, before=record.status)
    reached = ages_reached(uow, record, today)
    if reached or (record.status, record.reasons) != (old.status, old.reasons):
        record.version += 1
        for age, day in reached:
            now, on = public(record), day.isoformat()
            uow.emit(ChildAged(**now, version=record.version, age=age, reached_on=on))
        old.announce(uow, record, today)
        ages = {"age": [None, reached[-1][0]]} if reached else {}
        write_history(uow, record, ages | old.decision(record), by, "judge_child", None)
    else:
        old.recount(uow, record, today)
    uow.children.save(record)
    return record.status != old.status


def set_level(uow: UnitOfWork, record: ChildRecord, level: int, *, by: str, today: date) -> None:
    """After an assessment. The same level again tells nobody."""
    old = State(record)
    record.level = level
    record.version += 1
    count_under(record, uow.rules.in_force(record.area_code, today), today)
    uow.children.save(record)
    old.recount(uow, record, today)
    if level != old.level:
        event = ChildGraded(**public(record), version=record.version, previous_level=old.level)
        uow.emit(event)
    write_history(uow, record, {"level": [old.level, level]}, by, "assess_child", None)


def alike(uow: UnitOfWork, record: ChildRecord) -> dict[str, str]:
    """Other children that may be the same one -> what is the same."""
    found: dict[str, str] = {}
    for (kind, _), children in uow.children.alike(likenesses(record.facts)).items():
        for other in children - {record.id}:
            found.setdefault(other, kind)
    return found


def _note_duplicates(
    uow: UnitOfWork, record: ChildRecord, twins: Mapping[str, str], today: date
) -> None:
    for other, kind in twins.items():
        uow.children.note_duplicate(record.id, other, kind, record.area_code, today)
