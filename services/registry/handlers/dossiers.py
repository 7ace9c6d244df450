"""How a dossier comes to be and changes: facts, judgement, history, events, deadlines, together.

Every use case that touches a child ends here, so that none of them is forgotten.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain.judgement import judge
from services.registry.domain.record import Changes, ChildRecord, differences
from services.registry.domain.sameness import likenesses
from services.registry.domain.situation import Status
from services.registry.ports import UnitOfWork
from shared.clock import midnight
from shared.contracts.registry.events import (
    ChildChanged,
    ChildGraded,
    ChildJudged,
    ChildRegistered,
)

AGE_TIMER = "child_age"
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
    known = {name: value for name, value in facts.items() if value is not None}
    known = {"stage": "none", "hardships": [], **known}
    record = ChildRecord(id=str(uuid4()), version=1, facts=known, registered_on=today)
    twins = alike(uow, record)
    _judge(uow, record, today, before=None)
    uow.children.add(record)
    uow.children.count(record.area_code, record.status, record.level, 1)
    changes = {name: [None, value] for name, value in known.items()}
    _write_history(uow, record, changes | _decision(record), by, operation, reason)
    uow.emit(ChildRegistered(**public(record), version=record.version))
    _note_duplicates(uow, record, twins, today)
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
    old = _State(record)
    record.take(changes)
    record.version += 1
    _judge(uow, record, today, before=record.status)
    uow.children.save(record)
    old.announce(uow, record)
    listed = {name: list(both) for name, both in changes.items()}
    _write_history(uow, record, listed | old.decision(record), by, operation, reason)
    if LOOKS & set(changes):
        _note_duplicates(uow, record, alike(uow, record), today)
    return changes


def judge_again(uow: UnitOfWork, record: ChildRecord, *, by: str, today: date) -> bool:
    """True if the answer is another one now; an equal one leaves the dossier as it is."""
    old = _State(record)
    _judge(uow, record, today, before=record.status)
    if (record.status, record.reasons) != (old.status, old.reasons):
        record.version += 1
        old.announce(uow, record)
        _write_history(uow, record, old.decision(record), by, "judge_child", None)
    uow.children.save(record)
    return record.status != old.status


def set_level(uow: UnitOfWork, record: ChildRecord, level: int, *, by: str) -> None:
    """After an assessment. The same level again tells nobody."""
    old = _State(record)
    record.level = level
    record.version += 1
    uow.children.save(record)
    if level != old.level:
        old.recount(uow, record)
        event = ChildGraded(**public(record), version=record.version, previous_level=old.level)
        uow.emit(event)
    _write_history(uow, record, {"level": [old.level, level]}, by, "assess_child", None)


def public(record: ChildRecord) -> dict[str, Any]:
    """What other services may hold of the child: the fields of ChildFacts."""
    return {
        "child_id": record.id,
        "area_code": record.area_code,
        "school_id": record.school_id,
        "class_name": record.facts.get("class_name"),
        "sex": record.facts["sex"],
        "birth_date": record.facts["birth_date"],
        "status": record.status.value,
        "level": record.level,
        "stage": record.facts["stage"],
        "boarder": record.facts.get("boarder"),
        "hardships": list(record.facts.get("hardships") or []),
        "kin_marks": list(record.kin_marks),
        "reasons": list(record.reasons),
    }


def alike(uow: UnitOfWork, record: ChildRecord) -> dict[str, str]:
    """Other children that may be the same one -> what is the same."""
    found: dict[str, str] = {}
    for (kind, _), children in uow.children.alike(likenesses(record.facts)).items():
        for other in children - {record.id}:
            found.setdefault(other, kind)
    return found


class _State:
    """What a child was before a change."""

    def __init__(self, record: ChildRecord) -> None:
        self.public = public(record)
        self.status, self.reasons, self.level = record.status, record.reasons, record.level
        self.area_code, self.pack_hash = record.area_code, record.pack_hash

    def announce(self, uow: UnitOfWork, record: ChildRecord) -> None:
        """Tell what others may hold and what is another one now; call after `save`."""
        self.recount(uow, record)
        now = public(record)
        if record.status != self.status:
            uow.emit(
                ChildJudged(
                    **now,
                    version=record.version,
                    previous_status=self.status.value,
                    pack=record.pack,
                    pack_version=record.pack_version,
                    pack_hash=record.pack_hash,
                )
            )
        judged = {"status", "reasons"} if record.status != self.status else set()
        if any(now[name] != self.public[name] for name in now.keys() - judged):
            uow.emit(ChildChanged(**now, version=record.version))

    def recount(self, uow: UnitOfWork, record: ChildRecord) -> None:
        uow.children.count(self.area_code, self.status, self.level, -1)
        uow.children.count(record.area_code, record.status, record.level, 1)

    def decision(self, record: ChildRecord) -> dict[str, Any]:
        """The judgement as a change, if it is another one."""
        if (record.status, record.reasons, record.pack_hash) == (
            self.status,
            self.reasons,
            self.pack_hash,
        ):
            return {}
        now = _decision(record)
        return now | {
            "status": [self.status.value, record.status.value],
            "reasons": [list(self.reasons), list(record.reasons)],
        }


def _judge(uow: UnitOfWork, record: ChildRecord, today: date, before: Status | None) -> None:
    pack = uow.rules.in_force(record.area_code, today)
    judgement = judge(record.life(), pack, today, before)
    record.decide(judgement, pack, today)
    if judgement.again_on is not None:
        # The day is part of the subject: a deadline that has fired is not set a second time.
        subject = f"{record.id}@{judgement.again_on.isoformat()}"
        uow.set_timer(AGE_TIMER, subject, midnight(judgement.again_on))


def _decision(record: ChildRecord) -> dict[str, Any]:
    return {
        "status": [None, record.status.value],
        "reasons": [None, list(record.reasons)],
        "pack": [None, record.pack],
        "pack_version": [None, record.pack_version],
        "pack_hash": [None, record.pack_hash],
        "judged_on": [None, record.judged_on.isoformat()],
    }


def _note_duplicates(
    uow: UnitOfWork, record: ChildRecord, twins: Mapping[str, str], today: date
) -> None:
    for other, kind in twins.items():
        uow.children.note_duplicate(record.id, other, kind, record.area_code, today)


def _write_history(
    uow: UnitOfWork,
    record: ChildRecord,
    changes: Mapping[str, Any],
    by: str,
    operation: str,
    reason: str | None,
) -> None:
    uow.record(
        subject=f"child/{record.id}",
        version=record.version,
        operation=operation,
        by=by,
        changes=changes,
        reason=reason,
        key_of=record.id,
    )
