"""A term's health check of a class, and what follows from it (DOMAIN section 3)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain import health
from services.registry.domain.ages import age_on
from services.registry.domain.dropout import check_day
from services.registry.domain.record import ChildRecord
from services.registry.models import HealthCheck, HealthFollowUp
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.schooling.errors import (
    HealthCheckNotFollowed,
    HealthCheckNothing,
    NotAPupil,
)
from shared.contracts.registry.schooling.events import HealthCheckAbnormal
from shared.errors import InvalidRequest
from shared.packs import Pack
from shared.terms import Term, running_term, seasons_of
from shared.texts.school_words import HEALTH_RANGE, HEALTH_UNITS

Row = Mapping[str, Any]


def term_now(pack: Pack, today: date) -> Term:
    return running_term(seasons_of(pack["terms"]), today)


def record_health_checks(
    uow: UnitOfWork,
    grant: Grant,
    *,
    school_id: str,
    checked_on: date,
    rows: Sequence[Row],
    today: date,
) -> tuple[int, int]:
    """How many children were written down, and of how many something is to be looked into. A row
    without a value is a child that was not there; a second sheet of the term puts the first right.
    Raises SchoolNotFound, AccessDenied, NotAPupil, DayOutOfRange, HealthCheckNothing, and
    InvalidRequest with the range at each value that cannot be."""
    school = uow.places.school(school_id)
    grant.require(area=school.township_code, school_id=school.id)
    pack = uow.rules.in_force(school.township_code, today)
    term = term_now(pack, today)
    check_day(checked_on, term.first, min(term.last, today))
    given = {str(row["child_id"]): _values(row) for row in rows}
    _check_ranges(rows, pack)
    measured = {child: values for child, values in given.items() if values}
    if not measured:
        raise HealthCheckNothing()
    records = uow.children.read(measured, lock=True)
    if any(c not in records or records[c].school_id != school.id for c in measured):
        raise NotAPupil()
    for record in records.values():
        grant.seen(record.id, area=record.area_code)
    checking = Checking(uow, term, checked_on, pack, grant.viewer.account_id)
    checking.keep(measured, records)
    return len(measured), checking.to_follow


def _values(row: Row) -> dict[str, Any]:
    known = {name: row.get(name) for name in health.FIELDS}
    return {name: value for name, value in known.items() if value not in (None, "")}


def _check_ranges(rows: Sequence[Row], pack: Pack) -> None:
    ranges = pack["health_check"]["ranges"]
    wrong = {
        f"rows.{number}.{name}": [
            HEALTH_RANGE.format(low=f"{low:g}", high=f"{high:g}", unit=HEALTH_UNITS[name])
        ]
        for number, row in enumerate(rows)
        for name, (low, high) in health.impossible(row, ranges).items()
    }
    if wrong:
        raise InvalidRequest(json.dumps(wrong, ensure_ascii=False))


class Checking:
    """Keeps what was measured on a day of the term, whoever brings it (`by`)."""

    def __init__(self, uow: UnitOfWork, term: Term, checked_on: date, pack: Pack, by: str) -> None:
        self._uow, self._term, self._day, self._pack = uow, term, checked_on, pack
        self._by, self.to_follow = by, 0

    def keep(
        self,
        measured: Mapping[str, dict[str, Any]],
        records: Mapping[str, ChildRecord] | None = None,
    ) -> set[str]:
        """Child -> values; those of whom this says something new. `records` are locked."""
        if records is None:
            records = self._uow.children.read(measured, lock=True)
        earlier = self._uow.health_checks.of_term(measured, self._term.text)
        kept = (
            (child, self._one(records[child], values, earlier.get(child)))
            for child, values in measured.items()
        )
        return {child for child, changed in kept if changed}

    def _one(self, record: ChildRecord, values: dict[str, Any], check: HealthCheck | None) -> bool:
        uow = self._uow
        bands = self._pack["health_check"]["bands"]
        found = health.abnormal(values, health.band_of(age_on(record.birth_date, self._day), bands))
        was = uow.vault.open(record.id, check.found) if check else {}
        if check and was["values"] == values and check.checked_on == self._day:
            self.to_follow += check.state == "follow"
            return False
        same = was.get("abnormal") == found
        state = health.state_after(found, check.state if check else None, same)
        self.to_follow += state == "follow"
        sealed = uow.vault.seal(record.id, {"values": values, "abnormal": found})
        if check is None:
            check = HealthCheck(
                id=str(uuid4()), child_id=record.id, term=self._term.text, version=0
            )
        check.checked_on, check.state, check.found = self._day, state, sealed
        check.version += 1
        if check.version == 1:
            uow.health_checks.add(check)
        changes = {"found": [was.get("values"), values], "checked_on": self._day.isoformat()}
        _note(uow, check, "record_health_checks", self._by, changes)
        if state == "follow" and not same:  # the parents are told once
            _tell(uow, check, record)
        return True


def _tell(uow: UnitOfWork, check: HealthCheck, record: ChildRecord) -> None:
    uow.emit(
        HealthCheckAbnormal(
            check_id=check.id,
            child_id=record.id,
            area_code=record.area_code,
            school_id=record.school_id,
            term=check.term,
            version=check.version,
        )
    )


def follow_health_check(
    uow: UnitOfWork, grant: Grant, *, check_id: str, on: date, note: str, treated: bool, today: date
) -> str:
    """What was done about it; with `treated` it is over. Answers the child. Raises
    HealthCheckNotFound, AccessDenied, HealthCheckNotFollowed, DayOutOfRange."""
    record = uow.children.get(uow.health_checks.child_of(check_id))
    grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id)
    check = uow.health_checks.get(check_id)
    if check.state != "follow":
        raise HealthCheckNotFollowed()
    check_day(on, check.checked_on, today)
    step = HealthFollowUp(
        check_id=check.id,
        on_day=on,
        note=note,
        treated=treated,
        by=grant.viewer.account_id,
        at=now(),
    )
    uow.health_checks.add_follow_up(step)
    check.state = "treated" if treated else check.state
    check.version += 1
    by = grant.viewer.account_id
    _note(uow, check, "follow_health_check", by, {"treated": treated}, note)
    return record.id


def _note(
    uow: UnitOfWork,
    check: HealthCheck,
    operation: str,
    by: str,
    changes: Mapping[str, Any],
    reason: str | None = None,
) -> None:
    uow.record(
        subject=f"health_check/{check.id}",
        version=check.version,
        operation=operation,
        by=by,
        changes={"child_id": check.child_id, "term": check.term, **changes},
        reason=reason,
        key_of=check.child_id,
    )
