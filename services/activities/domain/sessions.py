"""A session's life: planned, perhaps moved, then held or cancelled."""

from datetime import date
from enum import StrEnum

from shared.contracts.activities.errors import (
    HeldBeforeItsDay,
    SessionNotHeld,
    SessionNotPlanned,
)


class SessionState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


def hold(state: SessionState, on_date: date, today: date) -> SessionState:
    check_planned(state)
    if on_date > today:
        raise HeldBeforeItsDay(on_date.isoformat())
    return SessionState.HELD


def cancel(state: SessionState) -> SessionState:
    check_planned(state)
    return SessionState.CANCELLED


def check_planned(state: SessionState) -> None:
    """Raises SessionNotPlanned; a moved session stays planned."""
    if state is not SessionState.PLANNED:
        raise SessionNotPlanned(state.value)


def check_held(state: SessionState) -> None:
    if state is not SessionState.HELD:
        raise SessionNotHeld(state.value)
