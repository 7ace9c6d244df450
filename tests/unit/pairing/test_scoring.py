"""Results scoring and pupil awards by the scheme of DOMAIN section 6."""

from datetime import date

import pytest

from services.pairing.domain.scoring import Mark, Scheme, Score, average, score, terms_of_year
from shared.packs import load_packs
from shared.terms import seasons_of

PACK = load_packs().get("national", date(2026, 7, 10))
SCHEME = Scheme.from_pack(PACK)
LAST, AUTUMN, SPRING = "2025-spring", "2025-autumn", "2026-spring"


def scored(*marks: Mark) -> Score:
    return score({mark.term: mark for mark in marks}, (AUTUMN, SPRING), LAST, SCHEME)


def points(*marks: Mark) -> list[int]:
    return [step.points for step in scored(*marks).steps]


def test_a_school_year_runs_from_autumn_to_summer() -> None:
    found = terms_of_year(seasons_of(PACK["terms"]), 2025, PACK["school_year"]["opens"])
    assert [term.text for term in found] == [AUTUMN, SPRING]


def test_the_end_of_the_last_year_is_the_base_and_not_the_term_before() -> None:
    found = scored(Mark(LAST, 12), Mark(AUTUMN, 20), Mark(SPRING, 9))
    assert (found.base, found.steps[0].points) == (Mark(LAST, 12), 30)


def test_of_the_first_year_the_end_of_its_first_term_is_the_base() -> None:
    found = scored(Mark(AUTUMN, 20), Mark(SPRING, 18))
    assert (found.base, found.points) == (Mark(AUTUMN, 20), 20 + 20)


def test_without_a_base_no_rank_is_gained_and_no_place_kept() -> None:
    found = scored(Mark(SPRING, 2))
    assert found.base is None
    assert [step.points for step in found.steps] == [0, 0, 20, 0]


def test_a_fall_scores_nothing_and_takes_nothing() -> None:
    assert points(Mark(LAST, 8), Mark(SPRING, 30)) == [0, 0, 20, 0]


@pytest.mark.parametrize(("before", "now", "kept"), [(5, 5, 10), (1, 4, 10), (6, 5, 0), (5, 6, 0)])
def test_staying_among_the_first_five_is_having_been_there(
    before: int, now: int, kept: int
) -> None:
    assert points(Mark(LAST, before), Mark(SPRING, now))[1] == kept


def test_a_sanction_or_an_award_in_either_term_counts_for_the_year() -> None:
    assert points(Mark(AUTUMN, 9, breach=True), Mark(SPRING, 9)) == [0, 0, 0, 0]
    assert points(Mark(AUTUMN, 9, three_good=True), Mark(SPRING, 9)) == [0, 0, 20, 10]


@pytest.mark.parametrize(
    ("before", "now", "code", "fen"),
    [
        (3, 1, "first", 100_00),
        (2, 2, "second_to_fifth", 30_00),
        (30, 5, "second_to_fifth", 30_00),  # the higher of two
        (11, 6, "up", 15_00),
        (10, 6, None, 0),
    ],
)
def test_a_pupil_has_the_highest_award_that_is_meant_for_it(
    before: int, now: int, code: str | None, fen: int
) -> None:
    award = scored(Mark(LAST, before), Mark(SPRING, now)).award
    assert (award.code if award else None, award.amount_fen if award else 0) == (code, fen)


def test_first_in_class_needs_no_base_and_climbing_does() -> None:
    award = scored(Mark(SPRING, 1)).award
    assert award
    assert award.code == "first"
    assert scored(Mark(SPRING, 7)).award is None


def test_a_head_teacher_has_the_average_of_the_class() -> None:
    assert average([20, 50, 30]) == 333
    assert average([1, 2]) == 15
    assert average([]) == 0
