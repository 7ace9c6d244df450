"""The yearly evaluation: points of a hundred from counted duties, and who is proposed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain import evaluation as rules
from shared.contracts.registry.organising.errors import (
    EvaluationTooEarly,
    EvaluationYearInvalid,
)

WEIGHTS = {"quarters": 60, "visits": 30, "letters": 10}
NAMES = list(WEIGHTS)


def test_what_asked_for_nothing_leaves_its_weight_to_the_others() -> None:
    full = rules.evaluate({"quarters": (4, 4), "visits": (0, 0)}, WEIGHTS)
    assert (full.points, [p.measure for p in full.parts]) == (1000, ["quarters"])
    half = rules.evaluate({"quarters": (2, 4), "visits": (5, 5)}, WEIGHTS)
    assert half.points == 666  # (30 + 30) of 90, rounded down
    assert [(p.done, p.of, p.weight, p.points) for p in half.parts] == [
        (2, 4, 60, 300),
        (5, 5, 30, 300),
    ]
    nothing = rules.evaluate({}, WEIGHTS)
    assert (nothing.points, nothing.counted) == (0, False)


def test_a_measure_without_weight_counts_for_nothing() -> None:
    assert rules.evaluate({"deeds": (0, 9), "letters": (1, 1)}, WEIGHTS).points == 1000


@given(st.dictionaries(st.sampled_from(NAMES), st.tuples(st.integers(0, 50), st.integers(1, 50))))
def test_points_lie_between_nothing_and_full_and_more_done_is_never_less(
    found: dict[str, tuple[int, int]],
) -> None:
    found = {name: (min(done, of), of) for name, (done, of) in found.items()}
    points = rules.evaluate(found, WEIGHTS).points
    assert 0 <= points <= rules.FULL
    better = {name: (min(done + 1, of), of) for name, (done, of) in found.items()}
    assert rules.evaluate(better, WEIGHTS).points >= points


def test_the_best_are_proposed_if_they_reach_the_least_and_equals_alike() -> None:
    assert rules.commended([950, 900, 800, 700, 600], 20, 85) == 950
    assert rules.commended([900, 900, 900, 700, 600], 20, 85) == 900
    assert rules.commended([840, 700], 50, 85) is None
    assert rules.commended([], 20, 85) is None
    assert rules.commended([990], 20, 85) == 990


def test_a_year_to_come_is_not_evaluated_and_one_that_runs_is_signed_late_in_it() -> None:
    rules.check_year(2025, date(2025, 1, 1))
    with pytest.raises(EvaluationYearInvalid):
        rules.check_year(2026, date(2025, 12, 31))
    rules.check_signing(2025, "11-01", date(2025, 11, 1))
    with pytest.raises(EvaluationTooEarly):
        rules.check_signing(2025, "11-01", date(2025, 10, 31))
