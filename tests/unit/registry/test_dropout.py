"""What comes before what when a child stays away from school."""

from datetime import date

import pytest

from services.registry.domain.dropout import (
    DropoutState,
    check_day,
    check_outcome,
    check_registrable,
    check_reportable,
    enrolment_after,
)
from shared.contracts.registry.schooling.errors import (
    AbsenceTooShort,
    DayOutOfRange,
    DropoutNotRegistered,
    DropoutOver,
    DropoutRegistered,
    PersuasionsMissing,
)

ABSENT, OUT, REPORTED, OVER = DropoutState
SINCE = date(2025, 9, 1)


def test_a_dropout_is_registered_after_the_days_of_absence_that_the_rules_ask_for() -> None:
    check_registrable(ABSENT, SINCE, date(2025, 9, 3), absent_days=3)
    with pytest.raises(AbsenceTooShort):
        check_registrable(ABSENT, SINCE, date(2025, 9, 2), absent_days=3)
    for state, refusal in ((OUT, DropoutRegistered), (OVER, DropoutOver)):
        with pytest.raises(refusal):
            check_registrable(state, SINCE, date(2025, 9, 9), absent_days=3)


def test_the_report_comes_after_persuasion_and_once() -> None:
    check_reportable(OUT, 3, 3)
    for state, attempts, refusal in (
        (OUT, 2, PersuasionsMissing),
        (ABSENT, 3, DropoutNotRegistered),
        (REPORTED, 3, DropoutRegistered),
        (OVER, 3, DropoutOver),
    ):
        with pytest.raises(refusal):
            check_reportable(state, attempts, 3)


def test_only_a_registered_dropout_changes_what_the_child_is_enrolled_as() -> None:
    assert enrolment_after(ABSENT, "returned") is None
    assert enrolment_after(OUT, "returned") == "returned"
    assert enrolment_after(REPORTED, "elsewhere") == "enrolled"
    check_outcome(ABSENT, "explained")
    with pytest.raises(DropoutRegistered):
        check_outcome(OUT, "explained")


@pytest.mark.parametrize("day", [date(2025, 8, 31), date(2025, 9, 11)])
def test_a_day_before_the_absence_or_ahead_is_refused_with_the_range(day: date) -> None:
    with pytest.raises(DayOutOfRange) as refused:
        check_day(day, SINCE, date(2025, 9, 10))
    assert refused.value.args == ("2025-09-01", "2025-09-10")
