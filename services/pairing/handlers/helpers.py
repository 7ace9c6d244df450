"""Helpers: application, record check, approval, refusal, and what a check that ran out does."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from services.pairing.domain import helpers as rules
from services.pairing.domain import persons
from services.pairing.handlers import promises, rematching
from services.pairing.handlers.coverage import recount
from services.pairing.handlers.enrolling import PEER_TIMER
from services.pairing.handlers.helper_files import (
    declaration,
    record,
    undecided,
    view,
    whereabouts,
)
from services.pairing.handlers.pairings import close_pairing
from services.pairing.models import Helper, Pairing
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import midnight
from shared.contracts.pairing.codes import (
    Category,
    Condition,
    EndReason,
    HelperStatus,
    PairingStatus,
    Record,
)
from shared.contracts.pairing.errors import CheckBeforeMajority, NothingDeclared
from shared.contracts.pairing.events import (
    HelperApproved,
    HelperRefused,
    HelperReinstated,
    HelperSuspended,
    RecordCheckExpiring,
)

CHECK_TIMER, REMINDER_TIMER = "record_check_expiry", "record_check_reminder"


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

    Raises CheckInTheFuture, CheckOutdated, CheckBeforeMajority, RecordCheckExpired,
    HelperDisqualified or OwnApplication.
    """
    helper, pairings = _with_pairings(uow, grant, helper_id)
    policy = uow.rules.in_force(helper.area_code, today)
    found = [Record(code) for code in records]
    _check_of_an_adult(uow, helper, None if found else checked_on, today)
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
        _expect_end(uow, helper, checked_on, good_until, policy.check_remind_days, today)
    if before is HelperStatus.SUSPENDED and helper.status is HelperStatus.APPROVED:
        _reinstate(uow, grant, helper, pairings, today)
    changes = {"status": [before, helper.status], "records": found, "reference": reference}
    record(uow, grant, helper, {**changes, "checked_on": checked_on.isoformat()})
    return view(uow, grant, helper)


def approve_helper(
    uow: UnitOfWork, grant: Grant, *, helper_id: str, conditions: Sequence[str], today: date
) -> dict[str, Any]:
    """Raises HelperDisqualified, HelperNotApplied, RecordCheckMissing, RecordCheckExpired,
    DeclarationUndecided, ConditionsNotConfirmed or OwnApplication."""
    helper = _decided_on(uow, grant, helper_id)
    _check_of_an_adult(uow, helper, helper.checked_on, today)
    confirmed = [condition for condition in Condition if condition in conditions]
    helper.status = rules.approve(
        helper.status,
        disqualified=helper.disqualified,
        check_good_until=helper.check_good_until,
        conditions=confirmed,
        undecided=undecided(declaration(uow, helper)),
        today=today,
    )
    helper.conditions = [str(condition) for condition in confirmed]
    helper.version += 1
    record(uow, grant, helper, {"status": ["applied", "approved"], "conditions": confirmed})
    uow.emit(HelperApproved(**whereabouts(helper)))
    return view(uow, grant, helper)


def clear_declaration(uow: UnitOfWork, grant: Grant, *, helper_id: str, why: str) -> dict[str, Any]:
    """What the applicant declared in public was found to be none of the records that exclude: a
    slip, or somebody else's words. Raises HelperNotApplied, NothingDeclared or OwnApplication."""
    helper = _decided_on(uow, grant, helper_id)
    said = declaration(uow, helper)
    rules.check_applied(helper.status)
    if not undecided(said):
        raise NothingDeclared()
    helper.sealed_about = uow.vault.seal(helper.id, {**said, "cleared": why})
    helper.version += 1
    record(uow, grant, helper, {"declared": said["declared"], "cleared": True, "why": why})
    return view(uow, grant, helper)


def refuse_helper(uow: UnitOfWork, grant: Grant, *, helper_id: str, why: str) -> dict[str, Any]:
    """Raises HelperNotApplied or OwnApplication."""
    helper = _decided_on(uow, grant, helper_id)
    helper.status = rules.refuse(helper.status)
    helper.sealed_why = uow.vault.seal(helper.id, {"why": why})
    helper.version += 1
    record(uow, grant, helper, {"status": ["applied", "refused"], "why": why})
    uow.emit(HelperRefused(**whereabouts(helper)))
    return view(uow, grant, helper)


def _expect_end(
    uow: UnitOfWork,
    helper: Helper,
    checked_on: date,
    good_until: date,
    days: Sequence[int],
    today: date,
) -> None:
    """One timer per check: the date keeps a repeated check from reusing one that has fired."""
    due_at = midnight(good_until + timedelta(days=1))
    uow.set_timer(CHECK_TIMER, f"{helper.id}/{checked_on.isoformat()}", due_at)
    for before in days:
        day = good_until - timedelta(days=before)
        if day > today:
            subject = f"{helper.id}/{good_until.isoformat()}/{before}"
            uow.set_timer(REMINDER_TIMER, subject, midnight(day))


def remind_of_check(uow: UnitOfWork, subject: str) -> None:
    """Nothing where a newer check is on file, or the helper is none any more."""
    helper_id, last_day, _ = subject.split("/")
    helper = uow.helpers.get(helper_id)
    good_until = helper.check_good_until
    if good_until is None or good_until.isoformat() != last_day:
        return
    if helper.status in (HelperStatus.APPROVED, HelperStatus.APPLIED):
        uow.emit(
            RecordCheckExpiring(
                helper_id=helper.id,
                area_code=helper.area_code,
                deadline=last_day,
                version=helper.version,
            )
        )


def suspend_if_expired(uow: UnitOfWork, grant: Grant, *, helper_id: str, today: date) -> None:
    """On the day after the last good day, unless a newer check is on file by then."""
    helper, pairings = _with_pairings(uow, grant, helper_id)
    good_until = helper.check_good_until
    if helper.status is not HelperStatus.APPROVED or good_until is None or good_until >= today:
        return
    _suspend(uow, grant, helper, pairings, today, of_age=False)


def suspend_of_age(uow: UnitOfWork, grant: Grant, *, helper_id: str, today: date) -> None:
    """A peer partner is a pupil: from majority on an adult's check is asked."""
    helper, pairings = _with_pairings(uow, grant, helper_id)
    try:
        _check_of_an_adult(uow, helper, helper.checked_on, today)
    except CheckBeforeMajority:
        if helper.status is HelperStatus.APPROVED:
            _suspend(uow, grant, helper, pairings, today, of_age=True)


def _check_of_an_adult(
    uow: UnitOfWork, helper: Helper, checked_on: date | None, today: date
) -> None:
    if helper.category is Category.PEER:
        number = uow.vault.open(helper.id, helper.sealed)["id_number"]
        born = persons.read_id_number(number, today).birth_date
        adult_on = uow.rules.in_force(helper.area_code, today).adult_on(born)
        uow.set_timer(PEER_TIMER, helper.id, midnight(adult_on))  # of those from before it
        rules.check_of_an_adult(adult_on, checked_on, today)


def _suspend(
    uow: UnitOfWork,
    grant: Grant,
    helper: Helper,
    pairings: list[Pairing],
    today: date,
    *,
    of_age: bool,
) -> None:
    helper.status = HelperStatus.SUSPENDED
    helper.version += 1
    children = _move(uow, grant, pairings, PairingStatus.ACTIVE, PairingStatus.SUSPENDED)
    for pairing in pairings:
        promises.rest(uow, pairing, helper, today)
        rematching.expect(uow, pairing.area_code)  # somebody else for the child meanwhile
    record(uow, grant, helper, {"status": ["approved", "suspended"]})
    uow.emit(HelperSuspended(**whereabouts(helper), child_ids=children, of_age=of_age))


def _reinstate(
    uow: UnitOfWork, grant: Grant, helper: Helper, pairings: list[Pairing], today: date
) -> None:
    children = _move(uow, grant, pairings, PairingStatus.SUSPENDED, PairingStatus.ACTIVE)
    for pairing in pairings:
        promises.begin(uow, pairing, helper, today)
    uow.emit(HelperReinstated(**whereabouts(helper), child_ids=children))


def _exclude(
    uow: UnitOfWork, grant: Grant, helper: Helper, pairings: list[Pairing], today: date
) -> None:
    """A record was found: every pairing ends now, and nothing brings the helper back."""
    helper.disqualified = True
    for pairing in pairings:
        close_pairing(uow, grant, pairing, EndReason.HELPER_DISMISSED, today=today)
        recount(uow, uow.children.get(pairing.child_id))
    uow.emit(HelperRefused(**whereabouts(helper)))


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
