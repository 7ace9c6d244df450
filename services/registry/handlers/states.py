"""What a child is before a change and after it: history, events and counts follow from both."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.registry.domain.record import ChildRecord
from services.registry.handlers.booking import keep_books
from services.registry.handlers.watching import watch
from services.registry.ports import UnitOfWork
from shared.contracts.registry.events import ChildChanged, ChildJudged


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
        "merged_into": record.merged_into,
    }


class State:
    """What a child was before a change."""

    def __init__(self, record: ChildRecord) -> None:
        self.public = public(record)
        self.status, self.reasons, self.level = record.status, record.reasons, record.level
        self.area_code, self.pack_hash = record.area_code, record.pack_hash
        self.standing = record.standing()

    def announce(self, uow: UnitOfWork, record: ChildRecord, today: date) -> None:
        """Tell what others may hold and what is another one now; call after `save`."""
        self.recount(uow, record, today)
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

    def recount(self, uow: UnitOfWork, record: ChildRecord, today: date) -> None:
        keep_books(uow, record, self.standing, today)
        watch(uow, record, today)
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
        now = decided(record)
        return now | {
            "status": [self.status.value, record.status.value],
            "reasons": [list(self.reasons), list(record.reasons)],
        }


def decided(record: ChildRecord) -> dict[str, Any]:
    return {
        "status": [None, record.status.value],
        "reasons": [None, list(record.reasons)],
        "pack": [None, record.pack],
        "pack_version": [None, record.pack_version],
        "pack_hash": [None, record.pack_hash],
        "judged_on": [None, record.judged_on.isoformat()],
    }


def first_entry(record: ChildRecord) -> dict[str, Any]:
    """What the history says of a child that comes on file."""
    return {name: [None, value] for name, value in record.facts.items()} | decided(record)


def write_history(
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
