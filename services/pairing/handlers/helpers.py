"""Helpers: application, record check, approval, refusal, and what a check that ran out does."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from services.pairing.domain import helpers as rules
from services.pairing.domain import persons
from services.pairing.handlers.coverage import recount
from services.pairing.handlers.pairings import close_pairing
from services.pairing.models import Bond, Helper, Pairing
from services.pairing.ports import UnitOfWork
from services.pairing.views import helper_view
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.clock import midnight
from shared.contracts.pairing.codes import (
    BondKind,
    Category,
    Condition,
    EndReason,
    HelperStatus,
    PairingStatus,
    Record,
)
from shared.contracts.pairing.events import (
    HelperApplied,
    HelperApproved,
    HelperRefused,
    HelperReinstated,
    HelperSuspended,
)

CHECK_TIMER = "record_check_expiry"


def register_helper(
    uow: UnitOfWork,
    grant: Grant,
    *,
    category: str,
    name: str,
    id_number: str,
    phone: str,
    area_code: str,
    school_id: str | None,
    child_sex: str,
    capacity: int | None,
    bonds: Sequence[Mapping[str, str]],
    declared_records: Sequence[str],
    today: date,
) -> dict[str, Any]:
    """Take an application. One who declares a record is on file as refused, at once and for good.

    Raises WrongIdNumber, WrongPhone, HelperNotAdult, PeerNotMinor or HelperAlreadyRegistered.
    """
    grant.require(area=area_code, school_id=school_id)
    kind, policy = Category(category), uow.rules.in_force(area_code, today)
    number = persons.read_id_number(id_number, today)
    rules.check_age(kind, number, policy, today)
    identity = {"name": name.strip(), "id_number": number.text, "phone": persons.read_phone(phone)}
    declared = [Record(code) for code in declared_records]
    helper = Helper(
        category=kind,
        area_code=area_code,
        school_id=school_id,
        sex=number.sex,
        child_sex=child_sex,
        capacity=policy.capacity(kind, capacity),
        **_standing(declared),
        **_sealed(uow, identity),
    )
    uow.helpers.add(helper, _bonds(helper.id, bonds))
    _record(uow, grant, helper, {**identity, "category": kind, "records": declared})
    _tell_of_application(uow, helper)
    return _view(uow, grant, helper)


def _tell_of_application(uow: UnitOfWork, helper: Helper) -> None:
    uow.emit(HelperApplied(**_whereabouts(helper)))
    if helper.disqualified:
        uow.emit(HelperRefused(**_whereabouts(helper)))


def _standing(declared: Sequence[Record]) -> dict[str, Any]:
    """Of one who has just applied."""
    return {
        "status": rules.status_of_application(declared),
        "disqualified": bool(declared),
        "conditions": [],
        "load": 0,
        "version": 1,
    }


def _sealed(uow: UnitOfWork, identity: dict[str, str]) -> dict[str, str]:
    """What is kept of who somebody is, under a new id."""
    helper_id = str(uuid4())
    return {
        "id": helper_id,
        "id_index": uow.vault.blind_index("id_number", identity["id_number"]),
        "phone_index": uow.vault.blind_index("phone", identity["phone"]),
        "sealed": uow.vault.seal(helper_id, identity),
    }


def _bonds(helper_id: str, bonds: Iterable[Mapping[str, str]]) -> list[Bond]:
    kinds = {bond["child_id"]: BondKind(bond["kind"]) for bond in bonds}
    return [Bond(helper_id=helper_id, child_id=child, kind=kind) for child, kind in kinds.items()]


def record_check(
    uow: UnitOfWork,
    grant: Grant,
    *,
    helper_id: str,
    checked_on: date,
    records: Sequence[str],
    reference: str | None,
    today: date,
) -> dict[str, Any]:
    """File the police's answer. A record ends everything; a clear answer is good for 12 months.

    Raises CheckInTheFuture, CheckOutdated, RecordCheckExpired, HelperDisqualified, OwnApplication.
    """
    helper, pairings = _with_pairings(uow, grant, helper_id)
    policy = uow.rules.in_force(helper.area_code, today)
    found = [Record(code) for code in records]
    good_until = rules.good_until(checked_on, policy)
    before = helper.status
    helper.status = rules.status_after_check(
        before,
        records=found,
        checked_on=checked_on,
        last=helper.checked_on,
        expires=good_until,
        today=today,
    )
    helper.version += 1
    if found:
        _exclude(uow, grant, helper, pairings, today)
    else:
        helper.checked_on, helper.check_good_until = checked_on, good_until
        # One timer per check: the date keeps a repeated check from reusing a timer that has fired.
        due_at = midnight(good_until + timedelta(days=1))
        uow.set_timer(CHECK_TIMER, f"{helper.id}/{checked_on.isoformat()}", due_at)
    if before is HelperStatus.SUSPENDED and helper.status is HelperStatus.APPROVED:
        _reinstate(uow, grant, helper, pairings)
    changes = {"status": [before, helper.status], "records": found, "reference": reference}
    _record(uow, grant, helper, {**changes, "checked_on": checked_on.isoformat()})
    return _view(uow, grant, helper)


def approve_helper(
    uow: UnitOfWork, grant: Grant, *, helper_id: str, conditions: Sequence[str], today: date
) -> dict[str, Any]:
    """Raises HelperDisqualified, HelperNotApplied, RecordCheckMissing, RecordCheckExpired,
    ConditionsNotConfirmed or OwnApplication."""
    helper = _decided_on(uow, grant, helper_id)
    confirmed = [condition for condition in Condition if condition in conditions]
    helper.status = rules.approve(
        helper.status,
        disqualified=helper.disqualified,
        check_good_until=helper.check_good_until,
        conditions=confirmed,
        today=today,
    )
    helper.conditions = [str(condition) for condition in confirmed]
    helper.version += 1
    _record(uow, grant, helper, {"status": ["applied", "approved"], "conditions": confirmed})
    uow.emit(HelperApproved(**_whereabouts(helper)))
    return _view(uow, grant, helper)


def refuse_helper(uow: UnitOfWork, grant: Grant, *, helper_id: str, why: str) -> dict[str, Any]:
    """Raises HelperNotApplied or OwnApplication."""
    helper = _decided_on(uow, grant, helper_id)
    helper.status = rules.refuse(helper.status)
    helper.sealed_why = uow.vault.seal(helper.id, {"why": why})
    helper.version += 1
    _record(uow, grant, helper, {"status": ["applied", "refused"], "why": why})
    uow.emit(HelperRefused(**_whereabouts(helper)))
    return _view(uow, grant, helper)


def suspend_if_expired(uow: UnitOfWork, grant: Grant, *, helper_id: str, today: date) -> None:
    """On the day after the last good day, unless a newer check is on file by then."""
    helper, pairings = _with_pairings(uow, grant, helper_id)
    good_until = helper.check_good_until
    if helper.status is not HelperStatus.APPROVED or good_until is None or good_until >= today:
        return
    helper.status = HelperStatus.SUSPENDED
    helper.version += 1
    children = _move(uow, grant, pairings, PairingStatus.ACTIVE, PairingStatus.SUSPENDED)
    _record(uow, grant, helper, {"status": ["approved", "suspended"]})
    uow.emit(HelperSuspended(**_whereabouts(helper), child_ids=children))


def _reinstate(uow: UnitOfWork, grant: Grant, helper: Helper, pairings: list[Pairing]) -> None:
    children = _move(uow, grant, pairings, PairingStatus.SUSPENDED, PairingStatus.ACTIVE)
    uow.emit(HelperReinstated(**_whereabouts(helper), child_ids=children))


def _exclude(
    uow: UnitOfWork, grant: Grant, helper: Helper, pairings: list[Pairing], today: date
) -> None:
    """A record was found: every pairing ends now, and nothing brings the helper back."""
    helper.disqualified = True
    for pairing in pairings:
        close_pairing(uow, grant, pairing, EndReason.HELPER_DISMISSED, today=today)
        recount(uow, uow.children.get(pairing.child_id))
    uow.emit(HelperRefused(**_whereabouts(helper)))


def _move(
    uow: UnitOfWork,
    grant: Grant,
    pairings: list[Pairing],
    before: PairingStatus,
    after: PairingStatus,
) -> list[str]:
    """The children whose pairings went from one status to the other, sorted."""
    moved = [pairing for pairing in pairings if pairing.status is before]
    for pairing in moved:
        pairing.status = after
        pairing.version += 1
        uow.record(
            subject=f"pairing/{pairing.id}",
            version=pairing.version,
            operation=grant.operation,
            by=grant.viewer.account_id,
            changes={"status": [before, after]},
            key_of=pairing.child_id,
        )
        recount(uow, uow.children.get(pairing.child_id))
    return sorted(pairing.child_id for pairing in moved)


def _decided_on(uow: UnitOfWork, grant: Grant, helper_id: str) -> Helper:
    helper = uow.helpers.get(helper_id, locked=True)
    grant.require(area=helper.area_code)
    rules.check_somebody_else(grant.viewer.person_id, helper.id)
    return helper


def _with_pairings(uow: UnitOfWork, grant: Grant, helper_id: str) -> tuple[Helper, list[Pairing]]:
    """The helper and the live pairings, children locked first."""
    uow.children.lock(pairing.child_id for pairing in uow.pairings.live_of_helper(helper_id))
    helper = _decided_on(uow, grant, helper_id)
    return helper, uow.pairings.live_of_helper(helper_id)


def _view(uow: UnitOfWork, grant: Grant, helper: Helper) -> dict[str, Any]:
    why = uow.vault.open(helper.id, helper.sealed_why)["why"] if helper.sealed_why else None
    identity = uow.vault.open(helper.id, helper.sealed)
    groups = grant.groups_for(area=helper.area_code, school_id=helper.school_id)
    return helper_view(helper, identity, named=Group.IDENTITY in groups, why=why)


def _record(uow: UnitOfWork, grant: Grant, helper: Helper, changes: dict[str, Any]) -> None:
    uow.record(
        subject=f"helper/{helper.id}",
        version=helper.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes=changes,
        key_of=helper.id,
    )


def _whereabouts(helper: Helper) -> dict[str, Any]:
    return {
        "helper_id": helper.id,
        "area_code": helper.area_code,
        "category": helper.category.value,
        "version": helper.version,
    }
