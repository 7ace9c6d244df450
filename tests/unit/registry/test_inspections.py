"""Inspections: a sample that can be drawn again, findings that are answered, then judged."""

from datetime import date

import pytest

from services.registry.domain import inspections as rules
from services.registry.domain.inspections import FindingState
from shared.contracts.registry.organising.errors import (
    FindingNotAnswered,
    FindingSettled,
    InspectionDatesInvalid,
    NothingToInspect,
    OwnAnswer,
    PutRightByInvalid,
    VisitedOnInvalid,
    VisitNotRecorded,
)

TODAY = date(2025, 9, 10)
VILLAGES = [f"520330103{n}" for n in range(201, 241)]


def test_the_same_seed_draws_the_same_sample_whatever_the_order_of_the_list() -> None:
    drawn = rules.sample(VILLAGES, "a1", 5)
    assert drawn == rules.sample(list(reversed(VILLAGES)), "a1", 5)
    assert len(set(drawn)) == 5
    assert drawn != rules.sample(VILLAGES, "a2", 5)
    assert rules.digest(VILLAGES) == rules.digest(reversed(VILLAGES))
    assert rules.digest(VILLAGES) != rules.digest(VILLAGES[1:])


def test_every_place_can_be_drawn() -> None:
    often = {village: 0 for village in VILLAGES}
    for seed in range(400):
        for village in rules.sample(VILLAGES, str(seed), 4):
            often[village] += 1
    assert 15 <= min(often.values()) <= max(often.values()) <= 70  # 40 on average


def test_a_sample_larger_than_all_is_all_and_of_nothing_is_refused() -> None:
    assert sorted(rules.sample(VILLAGES, "x", 200)) == VILLAGES
    with pytest.raises(NothingToInspect):
        rules.sample([], "x", 1)


def test_dates_of_an_inspection() -> None:
    rules.check_dates(TODAY, TODAY, TODAY)
    for first, last in (
        (date(2025, 9, 12), date(2025, 9, 11)),
        (date(2025, 9, 1), date(2025, 9, 9)),
    ):
        with pytest.raises(InspectionDatesInvalid):
            rules.check_dates(first, last, TODAY)
    for on in (date(2025, 9, 4), date(2025, 9, 11)):
        with pytest.raises(VisitedOnInvalid):
            rules.check_visited(on, date(2025, 9, 5), TODAY)


def test_a_finding_needs_a_visit_and_a_day_to_come() -> None:
    rules.check_found(TODAY, TODAY, TODAY)
    with pytest.raises(VisitNotRecorded):
        rules.check_found(None, TODAY, TODAY)
    with pytest.raises(PutRightByInvalid):
        rules.check_found(TODAY, date(2025, 9, 9), TODAY)


def test_it_is_answered_before_it_is_judged_and_by_another() -> None:
    rules.check_answer(FindingState.OPEN)
    rules.check_decision(FindingState.ANSWERED, "village", "county")
    with pytest.raises(FindingSettled):
        rules.check_answer(FindingState.ANSWERED)
    with pytest.raises(FindingNotAnswered):
        rules.check_decision(FindingState.OPEN, None, "county")
    with pytest.raises(FindingSettled):
        rules.check_decision(FindingState.ACCEPTED, "village", "county")
    with pytest.raises(OwnAnswer):
        rules.check_decision(FindingState.ANSWERED, "county", "county")


def test_only_an_open_one_is_overdue() -> None:
    late = date(2025, 9, 11)
    assert rules.overdue(FindingState.OPEN, TODAY, late)
    assert not rules.overdue(FindingState.OPEN, TODAY, TODAY)
    assert not rules.overdue(FindingState.ANSWERED, TODAY, late)
