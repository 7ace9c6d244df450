"""The figures of DOMAIN section 7, recomputed child by child and term by term."""

from datetime import date

from services.funding.domain.eligibility import judge
from services.funding.domain.money import split_equally
from services.funding.domain.schemes import scheme_of
from services.funding.domain.terms import parse_term, seasons_of
from shared.packs import load_packs
from tests.unit.funding.examples import a_child

PACK = load_packs().get("xishui", date(2025, 9, 1))
SCHEME = scheme_of(
    "xishui_living", PACK["schemes"], pack=PACK.id, version=PACK.version, pack_hash=PACK.hash
)
SEASONS = seasons_of(PACK["terms"])
YEAR = [parse_term(text, SEASONS) for text in ("2025-autumn", "2026-spring")]
CHILDREN = {"primary": 80, "junior": 40, "senior": 17, "college": 5}


def test_a_school_year_of_142_children_is_208_200_yuan() -> None:
    per_stage = {
        stage: count * sum(judge(a_child(stage=stage), SCHEME, term).amount_fen for term in YEAR)
        for stage, count in CHILDREN.items()
    }

    assert sum(CHILDREN.values()) == 142
    assert per_stage == {
        "primary": 80_000_00,
        "junior": 64_000_00,
        "senior": 44_200_00,
        "college": 20_000_00,
    }
    assert sum(per_stage.values()) == 208_200_00


def test_college_is_paid_for_ten_named_months() -> None:
    months = [m for term in YEAR for m in judge(a_child(stage="college"), SCHEME, term).months]
    assert (months[0], months[-1], len(months)) == ("2025-09", "2026-06", 10)


def test_33_000_yuan_over_three_units_and_100_over_three() -> None:
    assert split_equally(33_000_00, 3) == [11_000_00] * 3
    assert split_equally(100_00, 3) == [33_34, 33_33, 33_33]


def test_half_of_625_yuan_is_312_50() -> None:
    assert split_equally(625_00, 2) == [312_50, 312_50]
