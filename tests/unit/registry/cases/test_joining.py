"""Several reports of one danger are one case: no duty twice, the earliest clock runs."""

from datetime import UTC, datetime, timedelta

import pytest

from services.registry.domain.cases.joining import Duty, Running, check, plan
from shared.contracts.registry.errors import (
    CaseClosed,
    CaseJoined,
    CasesOfTwoChildren,
    JoinedWithItself,
)

AT = datetime(2025, 9, 10, 8, tzinfo=UTC)


def due(number: int, kind: str, minutes: int, state: str = "open", ended: int = 0) -> Duty:
    ended_at = AT + timedelta(minutes=ended) if state != "open" else None
    return Duty(number, kind, state, AT + timedelta(minutes=minutes), ended_at)


def kinds(duties: tuple[Duty, ...]) -> list[str]:
    return [duty.kind for duty in duties]


def test_a_duty_that_runs_already_is_not_given_twice() -> None:
    made = plan([due(1, "tell_police", 60)], [due(1, "tell_police", 30)], AT)
    assert (made.carried, made.replaced) == ((), ())


def test_of_two_clocks_the_earlier_one_runs() -> None:
    mine, other = due(1, "tell_police", 30), due(4, "tell_police", 60)
    made = plan([mine], [other], AT)
    assert (made.carried, made.replaced) == ((mine,), (other,))


def test_what_is_new_goes_over_with_its_clock_and_what_ended_does_not() -> None:
    mine = [due(1, "search", 60), due(2, "see_child", 60, "done"), due(3, "admonish", 60, "void")]
    assert kinds(plan(mine, [], AT).carried) == ["search"]


def test_what_was_done_before_the_report_came_is_no_answer_to_it() -> None:
    mine = [due(1, "see_child", 60)]
    assert kinds(plan(mine, [due(1, "see_child", 0, "done", ended=-5)], AT).carried) == [
        "see_child"
    ]
    assert plan(mine, [due(1, "see_child", 0, "done", ended=5)], AT).carried == ()


def test_whoever_joins_a_report_to_a_received_case_has_received_it() -> None:
    mine = [due(1, "receive", 60)]
    assert plan(mine, [due(1, "receive", 0, "done", ended=-500)], AT).carried == ()
    assert kinds(plan(mine, [], AT).carried) == ["receive"]


def test_two_childrens_dangers_stay_two_cases() -> None:
    one, other = Running("a", "open", "x", False), Running("b", "open", "y", False)
    with pytest.raises(CasesOfTwoChildren):
        check(one, other, ())
    check(one, other, ("x",))  # two files of one child
    check(one, Running("b", "open", None, False), ())


def test_only_two_running_cases_are_joined() -> None:
    one, other = Running("a", "open", None, False), Running("b", "open", None, False)
    check(one, other, ())
    with pytest.raises(JoinedWithItself):
        check(one, one, ())
    with pytest.raises(CaseClosed):
        check(one, Running("b", "closed", None, False), ())
    with pytest.raises(CaseJoined):
        check(Running("a", "closed", None, True), other, ())
