"""The rules of the county and a child, as plain values."""

from typing import Any

from services.funding.domain.eligibility import ChildFacts
from services.funding.domain.schemes import Scheme
from services.funding.domain.terms import Season, Term, parse_term

SEASONS = {"autumn": Season("autumn", 9, 1), "spring": Season("spring", 2, 7)}
AUTUMN: Term = parse_term("2025-autumn", SEASONS)
SPRING: Term = parse_term("2026-spring", SEASONS)
LIVING = Scheme(
    code="xishui_living",
    pack="xishui",
    pack_version="2025.1",
    pack_hash="0" * 64,
    hardships=frozenset({"single_parent", "parent_disabled", "parent_ill"}),
    rates_fen={"primary": 50000, "junior": 80000, "senior": 130000, "college": 40000},
    monthly=frozenset({"college"}),
    paid_months=(9, 10, 11, 12, 1, 2, 3, 4, 5, 6),
)


def a_child(**facts: Any) -> ChildFacts:
    plain: dict[str, Any] = {
        "child_id": "c1",
        "area_code": "520330103201",
        "school_id": None,
        "stage": "primary",
        "hardships": frozenset({"single_parent"}),
    }
    return ChildFacts(**plain | facts)
