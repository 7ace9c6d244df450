from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.heart import grade
from shared.contracts.registry.codes import DIMENSIONS
from shared.contracts.registry.errors import FactsMissing, ScoreOutOfRange
from shared.packs import load_packs

RULES = load_packs().get("national", date(2025, 9, 1))["heart"]
FACTS = dict.fromkeys(DIMENSIONS, "observed")


def scores(*values: int) -> dict[str, int]:
    return dict(zip(DIMENSIONS, values, strict=True))


# In the order psychology, health, schooling, guardianship, living.
@pytest.mark.parametrize(
    ("values", "level"),
    [
        ((0, 0, 0, 0, 0), 1),
        ((1, 1, 1, 0, 0), 1),
        ((0, 3, 0, 0, 0), 1),
        ((1, 1, 1, 1, 0), 2),
        ((2, 2, 2, 0, 0), 2),
        ((2, 2, 2, 1, 0), 3),
        ((2, 3, 2, 2, 0), 3),
        ((2, 2, 2, 2, 2), 4),
        ((0, 3, 3, 2, 2), 4),
        ((0, 0, 0, 3, 0), 4),
        ((3, 0, 0, 0, 0), 4),
    ],
)
def test_totals_and_key_dimensions_make_the_level(values: tuple[int, ...], level: int) -> None:
    assert grade(scores(*values), FACTS, RULES).level == level


def test_the_key_dimension_is_the_reason() -> None:
    assert grade(scores(3, 0, 0, 3, 0), FACTS, RULES).reasons == (
        "key_guardianship",
        "key_psychology",
    )


def test_a_score_needs_what_was_observed() -> None:
    with pytest.raises(FactsMissing, match="health"):
        grade(scores(0, 1, 0, 0, 0), {"health": "  "}, RULES)
    assert grade(scores(0, 0, 0, 0, 0), {}, RULES).level == 1


@pytest.mark.parametrize("wrong", [{"health": 4}, {"health": -1}, {"health": None}])
def test_every_dimension_is_scored_within_the_range(wrong: dict[str, int]) -> None:
    with pytest.raises(ScoreOutOfRange, match="health"):
        grade(scores(0, 0, 0, 0, 0) | wrong, FACTS, RULES)


@given(st.tuples(*[st.integers(0, 3)] * 5), st.integers(0, 4))
def test_a_worse_score_never_lowers_the_level(values: tuple[int, ...], which: int) -> None:
    worse = tuple(min(v + 1, 3) if i == which else v for i, v in enumerate(values))
    before = grade(scores(*values), FACTS, RULES).level
    assert grade(scores(*worse), FACTS, RULES).level >= before
