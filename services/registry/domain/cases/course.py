"""What a case may do next, and what is said of a report to whoever made it."""

from collections.abc import Iterable
from dataclasses import dataclass

from shared.contracts.registry.errors import (
    CaseClosed,
    CaseNotAssessed,
    DutiesOpen,
    NotReceivedYet,
)

RECEIVE = "receive"
NO_DANGER = "no_danger"


@dataclass(frozen=True)
class DutyState:
    kind: str
    state: str  # open, done, void


def check_open(state: str) -> None:
    """Raises CaseClosed: a closed case is only read."""
    if state == "closed":
        raise CaseClosed()


def check_end(state: str, result: str, duties: Iterable[DutyState]) -> None:
    """Whether a case may be closed with this result. Raises CaseClosed, NotReceivedYet,
    CaseNotAssessed, DutiesOpen.

    A report that is no danger is closed by whoever looked into it; everything else only after its
    assessment and with nothing left to do.
    """
    check_open(state)
    known = list(duties)
    if any(duty.kind == RECEIVE and duty.state == "open" for duty in known):
        raise NotReceivedYet()
    if result == NO_DANGER:
        return
    if state != "assessed":
        raise CaseNotAssessed()
    still = sum(duty.state == "open" for duty in known)
    if still:
        raise DutiesOpen(str(still))


def after_receipt(state: str) -> str:
    return "open" if state == "reported" else state


def handling(state: str, closed_as: str | None) -> str:
    """What a reporter is told (Minors Protection Law, article 11): that it was handled, not how."""
    if state == "closed":
        return NO_DANGER if closed_as == NO_DANGER else "handled"
    return "received" if state == "reported" else "handling"
