from datetime import date, timedelta

import pytest

from services.activities.domain.sessions import (
    SessionState,
    cancel,
    check_held,
    check_planned,
    hold,
)
from shared.contracts.activities.errors import (
    HeldBeforeItsDay,
    SessionNotHeld,
    SessionNotPlanned,
)

TODAY = date(2025, 9, 8)


def test_a_planned_session_is_held_on_its_day_or_later() -> None:
    assert hold(SessionState.PLANNED, TODAY, TODAY) is SessionState.HELD
    assert hold(SessionState.PLANNED, TODAY - timedelta(days=3), TODAY) is SessionState.HELD


def test_a_session_is_not_held_before_its_day() -> None:
    with pytest.raises(HeldBeforeItsDay):
        hold(SessionState.PLANNED, TODAY + timedelta(days=1), TODAY)


@pytest.mark.parametrize("state", [SessionState.HELD, SessionState.CANCELLED])
def test_what_is_over_is_neither_held_nor_moved_nor_cancelled(state: SessionState) -> None:
    with pytest.raises(SessionNotPlanned):
        hold(state, TODAY, TODAY)
    with pytest.raises(SessionNotPlanned):
        cancel(state)
    with pytest.raises(SessionNotPlanned):
        check_planned(state)


@pytest.mark.parametrize("state", [SessionState.PLANNED, SessionState.CANCELLED])
def test_attendance_belongs_to_a_session_that_took_place(state: SessionState) -> None:
    with pytest.raises(SessionNotHeld):
        check_held(state)
