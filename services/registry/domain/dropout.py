"""Dropping out: an unexplained absence, persuasion, a written report (DOMAIN section 3)."""

from datetime import date, timedelta
from enum import StrEnum

from shared.contracts.registry.schooling.errors import (
    AbsenceTooShort,
    DayOutOfRange,
    DropoutNotRegistered,
    DropoutOver,
    DropoutRegistered,
    PersuasionsMissing,
)


class DropoutState(StrEnum):
    ABSENT = "absent"
    DROPPED_OUT = "dropped_out"
    REPORTED = "reported"
    OVER = "over"


# How it ended -> what the child's enrolment is then; None: as it was.
ENROLMENT_AFTER = {"returned": "returned", "elsewhere": "enrolled", "explained": None}


def check_open(state: DropoutState) -> None:
    """Raises DropoutOver."""
    if state is DropoutState.OVER:
        raise DropoutOver()


def check_registrable(state: DropoutState, since: date, on: date, absent_days: int) -> None:
    """So many days away without a reason, the first one counted. Raises DropoutOver,
    DropoutRegistered, AbsenceTooShort."""
    check_open(state)
    if state is not DropoutState.ABSENT:
        raise DropoutRegistered()
    if on < since + timedelta(days=absent_days - 1):
        raise AbsenceTooShort(str(absent_days))


def check_reportable(state: DropoutState, attempts: int, wanted: int) -> None:
    """Persuasion comes first. Raises DropoutOver, DropoutNotRegistered, DropoutRegistered,
    PersuasionsMissing."""
    check_open(state)
    if state is DropoutState.ABSENT:
        raise DropoutNotRegistered()
    if state is DropoutState.REPORTED:
        raise DropoutRegistered()
    if attempts < wanted:
        raise PersuasionsMissing(str(wanted - attempts))


def enrolment_after(state: DropoutState, outcome: str) -> str | None:
    """None: it stays. An absence that was never registered changed nothing."""
    return None if state is DropoutState.ABSENT else ENROLMENT_AFTER[outcome]


def check_outcome(state: DropoutState, outcome: str) -> None:
    """Only an absence can be explained; a dropout ends at school. Raises DropoutRegistered."""
    check_open(state)
    if outcome == "explained" and state is not DropoutState.ABSENT:
        raise DropoutRegistered()


def check_day(on: date, first: date, last: date) -> None:
    """Raises DayOutOfRange."""
    if not first <= on <= last:
        raise DayOutOfRange(first.isoformat(), last.isoformat())
