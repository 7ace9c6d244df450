import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.activities.domain.attendance import Mark, changes, expected, tally, with_mark
from shared.contracts.activities.errors import (
    ChildMarkedTwice,
    ChildNotOnRoster,
    CorrectionNeedsReason,
)

children = st.sampled_from(["a", "b", "c", "d"])
registers = st.dictionaries(children, st.sampled_from(Mark))


def test_a_first_mark_needs_no_reason() -> None:
    assert changes({}, [("a", Mark.PRESENT)], ["a"], None) == {"a": Mark.PRESENT}


@given(registers)
def test_the_same_marks_again_change_nothing(marks: dict[str, Mark]) -> None:
    assert changes(marks, marks.items(), [], None) == {}


@given(registers, registers)
def test_what_is_wanted_is_what_stands_afterwards(
    standing: dict[str, Mark], wanted: dict[str, Mark]
) -> None:
    changed = changes(standing, wanted.items(), ["a", "b", "c", "d"], "miscounted")
    assert {**standing, **changed} == {**standing, **wanted}


def test_a_correction_needs_a_reason() -> None:
    with pytest.raises(CorrectionNeedsReason):
        changes({"a": Mark.ABSENT}, [("a", Mark.LEAVE)], ["a"], None)
    assert changes({"a": Mark.ABSENT}, [("a", Mark.LEAVE)], ["a"], "ill") == {"a": Mark.LEAVE}


def test_a_child_of_another_school_is_not_marked() -> None:
    with pytest.raises(ChildNotOnRoster):
        changes({}, [("z", Mark.PRESENT)], ["a"], None)


def test_a_child_that_left_the_school_can_still_be_corrected() -> None:
    changed = changes({"gone": Mark.ABSENT}, [("gone", Mark.LEAVE)], ["a"], "letter came")
    assert changed == {"gone": Mark.LEAVE}


def test_one_request_does_not_mark_a_child_twice() -> None:
    with pytest.raises(ChildMarkedTwice):
        changes({}, [("a", Mark.PRESENT), ("a", Mark.ABSENT)], ["a"], None)


def test_a_session_of_a_class_expects_that_class() -> None:
    roster = {"a": "4-1", "b": "4-2", "c": None}
    assert expected(roster, "4-1") == ["a"]
    assert expected(roster, None) == ["a", "b", "c"]


def test_a_group_that_no_roster_knows_expects_the_school() -> None:
    assert expected({"a": "4-1", "b": None}, "grades 4 to 6") == ["a", "b"]


def test_not_enrolled_yet_is_counted_apart_from_absent() -> None:
    marks = {"a": Mark.ABSENT, "b": Mark.NOT_ENROLLED, "c": Mark.ABSENT}
    assert tally(marks.values()) == {"present": 0, "absent": 2, "leave": 0, "not_enrolled": 1}
    assert with_mark(marks, Mark.ABSENT) == ["a", "c"]
