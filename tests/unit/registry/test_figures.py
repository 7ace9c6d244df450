from datetime import date

import pytest

from services.registry.domain.figures import LISTED, band, figures
from services.registry.domain.kin import guardian_kind, vaccinated
from services.registry.domain.movements import Standing, left_by, movements
from services.registry.domain.situation import Status
from shared.packs import load_packs

TODAY = date(2025, 9, 10)
NATIONAL = load_packs().get("national", TODAY)
FACTS = {
    "birth_date": "2015-03-16",
    "sex": "male",
    "stage": "primary",
    "boarder": None,
    "hardships": ["low_income", "single_parent"],
    "guardian_relation": "奶奶",
    "vaccination": "已全程接种",
}


def of(status: Status = Status.LEFT_BEHIND, **facts: object) -> frozenset[str]:
    return figures(
        {**FACTS, **facts}, status, ("both_away",), 2, verified=None, pack=NATIONAL, today=TODAY
    )


def test_a_child_counts_once_under_each_breakdown_and_under_each_hardship() -> None:
    found = of()
    assert {"sex=male", "band=6_13", "band_sex=6_13.male", "boarding=unknown"} <= found
    assert {"guardian=grandparents", "level=2", "cause=both_away", LISTED} <= found
    assert {f for f in found if f.startswith("hardship=")} == {
        "hardship=low_income",
        "hardship=single_parent",
    }
    assert "hardship=none" in of(hardships=[])


@pytest.mark.parametrize(
    ("pack", "age", "name"),
    [
        ("national", 0, "0_5"),
        ("national", 5, "0_5"),
        ("national", 6, "6_13"),
        ("national", 13, "6_13"),
        ("national", 14, "14_15"),
        ("national", 16, "16_17"),
        ("national", 18, "18_up"),
        ("lishui", 17, "14_17"),
        ("heishi", 16, "14_16"),
    ],
)
def test_bands_are_the_official_ones_up_to_the_packs_limit(pack: str, age: int, name: str) -> None:
    rules = load_packs().get(pack, TODAY)
    assert band(age, rules["statistics"]["bands_from"]) == name


@pytest.mark.parametrize(
    ("relation", "entrusted", "kind"),
    [
        ("爷爷", None, "grandparents"),
        ("外祖父", None, "grandparents"),
        ("父亲", None, "parent"),
        ("叔父", None, "relative"),
        ("姑姑", True, "relative"),
        ("继母", None, "relative"),
        ("邻居", None, "entrusted"),
        (None, True, "entrusted"),
        (None, None, "unknown"),
        ("无人照看", None, "none"),
    ],
)
def test_who_cares_for_the_child_is_read_from_free_words(
    relation: str | None, entrusted: bool | None, kind: str
) -> None:
    facts = {"guardian_relation": relation, "guardian_entrusted": entrusted}
    assert guardian_kind(facts) == kind


@pytest.mark.parametrize(
    ("said", "yes"),
    [("已接种", True), ("全程", True), ("未接种", False), ("不全", False), (None, False)],
)
def test_silence_is_no_vaccination(said: str | None, yes: bool) -> None:
    assert vaccinated(said) is yes


def test_targets_ask_only_of_whom_they_concern() -> None:
    ten, four = of(), of(birth_date="2021-03-16", stage="none")
    assert "target.enrolment=met" in ten
    assert not any(f.startswith("target.kindergarten") for f in ten)
    assert "target.kindergarten=missing" in four
    assert not any(f.startswith("target.enrolment") for f in four)
    assert "target.enrolment=missing" in of(enrolment="dropped_out")
    assert "target.vaccination=met" in ten
    assert "target.dossier=missing" in ten


def test_a_closed_file_and_a_grown_up_are_not_confirmed_each_quarter() -> None:
    assert LISTED not in of(Status.EXITED)
    assert LISTED in of(Status.NOT_LEFT_BEHIND)
    assert LISTED not in of(Status.NOT_LEFT_BEHIND, birth_date="2007-01-01")
    assert LISTED in of(Status.FOLLOWED, birth_date="2007-01-01")


HERE, THERE = "520330103201", "520330104201"


def at(area: str, status: Status, *reasons: str, sex: str = "male") -> Standing:
    return Standing(area, status, reasons, frozenset({"all=all", f"sex={sex}"}))


def test_a_child_that_moves_and_is_judged_otherwise_moves_first() -> None:
    before = at(HERE, Status.LEFT_BEHIND, "both_away")
    after = at(THERE, Status.NOT_LEFT_BEHIND, "able_parent_at_home")
    told = [(m.area_code, m.status.value, m.flow, m.sign) for m in movements(before, after)]
    assert told == [
        (HERE, "left_behind", "moved_out", -1),
        (THERE, "left_behind", "moved_in", 1),
        (THERE, "left_behind", "left_parent_returned", -1),
        (THERE, "not_left_behind", "joined", 1),
    ]


def test_another_value_of_a_breakdown_is_a_change_and_nobody_comes_or_goes() -> None:
    before = at(HERE, Status.LEFT_BEHIND)
    after = at(HERE, Status.LEFT_BEHIND, sex="female")
    told = [(m.flow, m.sign, sorted(m.figures)) for m in movements(before, after)]
    assert told == [("changed", -1, ["sex=male"]), ("changed", 1, ["sex=female"])]
    assert list(movements(before, before)) == []


@pytest.mark.parametrize(
    ("status", "reasons", "flow"),
    [
        (Status.EXITED, ("exit_moved_away",), "moved_out"),
        (Status.EXITED, ("exit_deceased",), "left_deceased"),
        (Status.EXITED, ("exit_in_error",), "left_in_error"),
        (Status.EXITED, ("exit_adopted",), "left_other"),
        (Status.NOT_LEFT_BEHIND, ("both_away", "aged_out"), "left_aged_out"),
        (Status.FOLLOWED, ("both_away", "aged_out", "followed_for_pairing"), "left_aged_out"),
        (Status.NOT_LEFT_BEHIND, ("able_parent_at_home",), "left_parent_returned"),
        (Status.IN_DIFFICULTY, ("neither_able",), "left_in_difficulty"),
        (Status.TO_VERIFY, ("situation_unknown",), "left_to_verify"),
        (Status.NOT_LEFT_BEHIND, ("both_away", "stage_outside"), "left_rules"),
    ],
)
def test_every_leaving_has_its_reason(status: Status, reasons: tuple[str, ...], flow: str) -> None:
    assert left_by(at(HERE, status, *reasons)) == flow


def test_care_quality_and_each_kind_of_relief_are_counted() -> None:
    found = of(care_quality="poor", relief=["medical", "subsistence"])
    assert {"care_quality=poor", "relief=medical", "relief=subsistence"} <= found
    assert {"care_quality=unknown", "relief=none"} <= of()


def test_the_flag_of_vaccination_counts_before_what_was_written() -> None:
    assert "target.vaccination=missing" in of(vaccinated=False)
    assert "target.vaccination=met" in of(vaccinated=True, vaccination=None)
