"""Between proposal and approval: two sides check, the list hangs out, objections are answered."""

from collections.abc import Collection, Iterable
from datetime import date

from shared.access.roles import Role
from shared.contracts.funding.codes import CheckSide, RollState
from shared.contracts.funding.errors import (
    CheckerIsProposer,
    ChecksMissing,
    NoticeNotEnded,
    NoticeNotPosted,
    ObjectionsOpen,
    OneSideEach,
    RollNotProposed,
    WaiverNotAllowed,
)

SIDES = {
    Role.VOLUNTEER_FEDERATION: CheckSide.VOLUNTEER_FEDERATION,
    Role.EDUCATION_BUREAU: CheckSide.EDUCATION_BUREAU,
}


def side_of(roles: Iterable[Role]) -> CheckSide | None:
    sides = [SIDES[role] for role in sorted(roles) if role in SIDES]
    return sides[0] if sides else None


def check_checker(state: RollState, *, proposed_by: str, by: str, others: Collection[str]) -> None:
    """`others`: who checked for the other side. Raises RollNotProposed, CheckerIsProposer or
    OneSideEach."""
    if state is not RollState.PROPOSED:
        raise RollNotProposed(state.value)
    if by == proposed_by:
        raise CheckerIsProposer()
    if by in others:
        raise OneSideEach()


def check_agreed(needed: Collection[str], agreed: Collection[str]) -> None:
    """Both sides, before the list hangs out (DOMAIN section 7). Raises ChecksMissing."""
    missing = [side for side in needed if side not in agreed]
    if missing:
        raise ChecksMissing(",".join(missing))


def has_ended(until: date | None, today: date) -> bool:
    """The notice hung out for all its days, the last one included."""
    return until is not None and today > until


def check_notice(
    until: date | None, today: date, *, waiver: str | None, may_waive: bool
) -> str | None:
    """It has ended, or who approves says why it need not, which is answered.
    Raises NoticeNotPosted, NoticeNotEnded or WaiverNotAllowed."""
    if has_ended(until, today):
        return None
    if waiver and not may_waive:
        raise WaiverNotAllowed()
    if waiver:
        return waiver
    if until is None:
        raise NoticeNotPosted()
    raise NoticeNotEnded(until.isoformat())


def check_objections(open_ones: int) -> None:
    """Raises ObjectionsOpen."""
    if open_ones:
        raise ObjectionsOpen(str(open_ones))
