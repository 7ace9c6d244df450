"""When so much comes that a moment's wait for more is worth it."""

from typing import Any

import pytest

from shared.messaging import traffic
from shared.messaging.traffic import BUSY, Traffic


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock that is set by hand."""
    seconds = [1000.0]
    monkeypatch.setattr(traffic.time, "monotonic", lambda: seconds[0])

    def go_on(by: float) -> None:
        seconds[0] += by

    return go_on


def coming(found: Traffic, clock: Any, rate: float, seconds: float, together: int = 1) -> None:
    for _ in range(int(rate * seconds / together)):
        clock(together / rate)
        found.note(together)


def test_a_hundred_a_second_wait_for_nothing(clock: Any) -> None:
    found = Traffic()
    coming(found, clock, 100, 2)
    assert not found.busy


def test_some_that_gathered_behind_a_slow_disk_are_not_much(clock: Any) -> None:
    found = Traffic()
    coming(found, clock, 100, 2)
    coming(found, clock, 100, 1, together=5)  # each 50 ms
    assert not found.busy


def test_what_comes_faster_than_that_is_waited_for(clock: Any) -> None:
    found = Traffic()
    coming(found, clock, 2 * BUSY, 1, together=5)
    assert found.busy


def test_much_is_forgotten_in_a_moment(clock: Any) -> None:
    found = Traffic()
    coming(found, clock, 2 * BUSY, 1)
    clock(0.2)
    assert not found.busy
