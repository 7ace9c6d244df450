"""Several reports of one danger are one case: no duty twice, the earliest clock runs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.registry.domain.cases.joining import (
    Duty,
    Facts,
    Running,
    apart,
    check,
    plan,
    together,
)
from shared.contracts.registry.errors import (
    CaseClosed,
    CaseHasJoined,
    CaseJoined,
    CasesOfTwoChildren,
    JoinedWithItself,
)

AT = datetime(2025, 9, 10, 8, tzinfo=UTC)


OWN = Facts(["injury"], [], AT, None, None, "520330103")
OTHER = Facts(["missing"], ["unfit"], AT - timedelta(hours=1), "school", "x", "520330103201")


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
    took = Running("a", "open", None, False, took_others=True)
    with pytest.raises(CaseHasJoined):
        check(took, other, ())
    check(other, took, ())


def test_the_case_that_goes_on_knows_what_both_knew() -> None:
    both = together(OWN, OTHER)
    assert both == replace(OTHER, situations=["injury", "missing"])
    matched = replace(OWN, child_id="y", area_code="520330103202")
    assert (together(matched, OTHER).child_id, together(matched, OTHER).area_code) == (
        *("y", "520330103202"),
    )


def test_parting_gives_back_what_still_stands_as_it_was_taken_over() -> None:
    both = together(OWN, OTHER)
    assert apart(both, OWN, OTHER, ()) == OWN
    moved = replace(both, area_code="520330104201")  # the child, and the case with it
    assert apart(moved, OWN, OTHER, ()) == OWN
    grown = replace(both, findings=["unfit", "seen"], child_id="y", area_code="520330103202")
    assert apart(grown, OWN, OTHER, ()) == replace(
        OWN, findings=["seen"], child_id="y", area_code="520330103202"
    )


def test_what_another_joined_case_says_too_stays() -> None:
    third = replace(OTHER, findings=[], incident_at=AT - timedelta(minutes=1))
    both = together(together(OWN, OTHER), third)
    assert apart(both, OWN, OTHER, [third]) == together(OWN, third)
