"""Application, check, approval (DOMAIN section 6, LAW 62 and 126)."""

from collections.abc import Collection
from datetime import date

from services.pairing.domain.ages import months_after
from services.pairing.domain.persons import IdNumber
from services.pairing.domain.policy import Policy
from shared.contracts.pairing.codes import Category, Condition, HelperStatus, Record
from shared.contracts.pairing.errors import (
    CheckBeforeMajority,
    CheckInTheFuture,
    CheckOutdated,
    ConditionsNotConfirmed,
    DeclarationUndecided,
    HelperDisqualified,
    HelperNotAdult,
    HelperNotApplied,
    HelperNotApproved,
    OwnApplication,
    PeerNotMinor,
    RecordCheckExpired,
    RecordCheckMissing,
)

OPEN = (HelperStatus.APPLIED, HelperStatus.APPROVED, HelperStatus.SUSPENDED)


def check_age(category: Category, number: IdNumber, policy: Policy, today: date) -> None:
    """Helpers are adults; only a peer partner is a pupil. Raises HelperNotAdult, PeerNotMinor."""
    adult = policy.is_of_age(number.birth_date, policy.adult_age, today)
    if category is Category.PEER and adult:
        raise PeerNotMinor(str(policy.adult_age))
    if category is not Category.PEER and not adult:
        raise HelperNotAdult(str(policy.adult_age))


def check_of_an_adult(adult_on: date, checked_on: date | None, today: date) -> None:
    """A peer partner who has come of age goes on only as an adult does: by a check from that day
    on (LAW 62). Raises CheckBeforeMajority."""
    if adult_on <= today and checked_on is not None and checked_on < adult_on:
        raise CheckBeforeMajority(adult_on.isoformat())


def status_of_application(declared: Collection[Record]) -> HelperStatus:
    """Any record excludes, without exception and without anybody's leave."""
    return HelperStatus.REFUSED if declared else HelperStatus.APPLIED


def good_until(checked_on: date, policy: Policy) -> date:
    """The last day on which a check counts; on the day after, nothing starts or goes on."""
    return months_after(checked_on, policy.check_months)


def check_somebody_else(person_id: str | None, helper_id: str) -> None:
    """Raises OwnApplication."""
    if person_id == helper_id:
        raise OwnApplication()


def status_after_check(
    status: HelperStatus,
    *,
    records: Collection[Record],
    checked_on: date,
    last: date | None,
    expires: date,
    today: date,
) -> HelperStatus:
    """What a helper is after the police's answer. `last` is the date of the check on file and
    `expires` the last good day of the new one.

    A record refuses an applicant and dismisses a helper, however old the answer is. A clear answer
    brings a suspended helper back. Raises CheckInTheFuture, CheckOutdated, HelperDisqualified,
    RecordCheckExpired.
    """
    if status not in OPEN:
        raise HelperDisqualified()
    if checked_on > today:
        raise CheckInTheFuture(checked_on.isoformat())
    if records:
        applied = status is HelperStatus.APPLIED
        return HelperStatus.REFUSED if applied else HelperStatus.DISMISSED
    if last is not None and checked_on < last:
        raise CheckOutdated(last.isoformat())
    if expires < today:
        raise RecordCheckExpired(expires.isoformat())
    return HelperStatus.APPROVED if status is HelperStatus.SUSPENDED else status


def approve(
    status: HelperStatus,
    *,
    disqualified: bool,
    check_good_until: date | None,
    conditions: Collection[Condition],
    undecided: bool,
    today: date,
) -> HelperStatus:
    """`undecided`: the applicant declared a record and nobody has found that it is none. Raises
    HelperDisqualified, HelperNotApplied, RecordCheckMissing, RecordCheckExpired,
    DeclarationUndecided or ConditionsNotConfirmed."""
    if disqualified:
        raise HelperDisqualified()
    if status is not HelperStatus.APPLIED:
        raise HelperNotApplied(status.value)
    check_record(check_good_until, today)
    if undecided:
        raise DeclarationUndecided()
    missing = [condition.value for condition in Condition if condition not in conditions]
    if missing:
        raise ConditionsNotConfirmed(",".join(missing))
    return HelperStatus.APPROVED


def refuse(status: HelperStatus) -> HelperStatus:
    """Raises HelperNotApplied."""
    check_applied(status)
    return HelperStatus.REFUSED


def check_applied(status: HelperStatus) -> None:
    """Raises HelperNotApplied."""
    if status is not HelperStatus.APPLIED:
        raise HelperNotApplied(status.value)


def in_good_standing(status: HelperStatus, *, disqualified: bool) -> bool:
    """Whether somebody still reads what they once wrote as a helper."""
    return status is HelperStatus.APPROVED and not disqualified


def check_record(check_good_until: date | None, today: date) -> None:
    """Raises RecordCheckMissing or RecordCheckExpired."""
    if check_good_until is None:
        raise RecordCheckMissing()
    if check_good_until < today:
        raise RecordCheckExpired(check_good_until.isoformat())


def check_available(
    status: HelperStatus, *, disqualified: bool, check_good_until: date | None, today: date
) -> None:
    """May this helper be with a child today? Raises HelperDisqualified, HelperNotApproved,
    RecordCheckMissing or RecordCheckExpired."""
    if disqualified:
        raise HelperDisqualified()
    if status is HelperStatus.SUSPENDED:
        check_record(check_good_until, today)
    if status is not HelperStatus.APPROVED:
        raise HelperNotApproved(status.value)
    check_record(check_good_until, today)


def barred(status: HelperStatus, check_good_until: date | None, today: date) -> str | None:
    """Why somebody who might become available is not: for explaining a child left without."""
    if status is HelperStatus.APPLIED and check_good_until is None:
        return "not_checked"
    if check_good_until is None or check_good_until < today or status is HelperStatus.SUSPENDED:
        return "check_expired"
    return "not_approved" if status is HelperStatus.APPLIED else None
