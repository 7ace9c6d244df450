"""Official fields on file: saved by section, judged by their days, kept and shown as of any day."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.registry.handlers.children import keep_rows
from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.errors import ChildChangedMeanwhile, FieldOfAnotherSection
from shared.errors import InvalidRequest
from shared.records import PURPOSE
from shared.sealed_text import open_text
from shared.viewer import Viewer
from tests.integration.registry.conftest import CHILD, COUNTY, TODAY, VILLAGE, Registry, opened

OFFICIAL = {
    "household_class": "rural",
    "health_state": "64",
    "disability_degree": "2",
    "illness": "chronic",
    "illness_name": "哮喘",
    "guardianship": "entrusted",
    "care_quality": "fair",
    "relief": ["subsistence", "medical"],
    "special_situation": "随祖父住在校外",
    "single_parent_reason": "divorced",
    "father_since": "2024-03-01",
    "father_income": "wages",
    "mother_id_kind": "passport",
    "mother_id_number": "E12345678",
    "paternal_grandparents": "祖父 68 岁",
    "insured": True,
}


@pytest.fixture
def registry(database_url: str, tmp_path: Path) -> Iterator[Registry]:
    yield from opened(database_url, tmp_path)


def save(registry: Registry, child: str, section: str, version: int, **changes: Any) -> Any:
    return registry.call(
        VILLAGE,
        "correct_child",
        child_id=child,
        changes=changes,
        why="家访核实",
        version=version,
        section=section,
    )


def shown(registry: Registry, child: str, **more: Any) -> dict[str, Any]:
    groups = registry.dossier(child, **more)["groups"]
    return {name: value for facts in groups.values() for name, value in facts.items()}


def test_every_official_field_is_kept_shown_and_sealed(registry: Registry) -> None:
    child = registry.register(**OFFICIAL)["id"]
    kept = shown(registry, child)
    expected = OFFICIAL | {"relief": ["medical", "subsistence"], "mother_id_number": "E***"}
    expected["mother_id_number"] = kept["mother_id_number"]  # masked
    assert {name: kept[name] for name in OFFICIAL} == expected
    assert "E12345678" not in kept["mother_id_number"]
    everything = str([registry.rows(table) for table in ("children", "dossiers", "history")])
    assert not [text for text in ("哮喘", "E12345678", "祖父 68 岁") if text in everything]


def test_a_helper_sees_neither_relief_nor_illness(registry: Registry) -> None:
    child = registry.register(**OFFICIAL)["id"]
    helper = Viewer(
        account_id="helper", roles=frozenset({Role.HELPER}), helped_ids=frozenset({child})
    )
    seen = registry.dossier(child, helper)
    assert {"family", "health"} <= set(seen["hidden"])
    assert not {"family", "health"} & set(seen["groups"])


def test_two_sections_saved_at_once_do_not_meet_and_one_section_twice_does(
    registry: Registry,
) -> None:
    child = registry.register()["id"]
    save(registry, child, "father", 1, father_income="wages")
    saved = save(registry, child, "health", 1, health_state="20")
    assert saved["version"] == 3
    with pytest.raises(ChildChangedMeanwhile):
        save(registry, child, "father", 1, father_income="farming")
    with pytest.raises(FieldOfAnotherSection):
        save(registry, child, "health", 3, health_state="10", hobbies="画画")
    kept = shown(registry, child)
    assert (kept["father_income"], kept["health_state"], kept["hobbies"]) == ("wages", "20", None)


def test_a_parent_who_comes_home_leaves_the_dated_absence_behind(registry: Registry) -> None:
    child = registry.register(father_since="2024-03-01")["id"]
    clock.travel_to(TODAY.replace(day=12))
    save(registry, child, "father", 1, father_situation="at_home", father_since="2025-09-11")
    kept = shown(registry, child)
    assert kept["father_earlier"] == ["2024-03-01 away"]
    assert registry.dossier(child)["status"] == "not_left_behind"
    before = shown(registry, child, as_of=TODAY.isoformat())
    assert (before["father_situation"], before["father_earlier"]) == ("away", None)
    save(registry, child, "father", 2, father_death_date="2025-09-12")
    kept = shown(registry, child)
    assert kept["father_situation"] == "deceased"
    assert kept["father_earlier"] == ["2024-03-01 away", "2025-09-11 at_home"]
    assert registry.dossier(child)["reasons"][0]["code"] == "one_away_other_unable"


def test_a_death_before_a_day_of_work_on_file_is_refused(registry: Registry) -> None:
    child = registry.register(father_since="2024-03-01")["id"]
    with pytest.raises(InvalidRequest) as refused:
        save(registry, child, "father", 1, father_death_date="2023-01-01")
    assert "外出时间" in json.loads(refused.value.args[0])["father_death_date"][0]
    assert shown(registry, child)["father_situation"] == "away"


def test_violence_noted_in_a_dossier_opens_a_case_once(registry: Registry) -> None:
    child = registry.register()["id"]
    save(registry, child, "guardian", 1, improper_care=["violence"])
    save(registry, child, "guardian", 2, improper_care=["abuse", "violence"])
    [case] = registry.rows("cases")
    assert case["situations"] == ["domestic_violence"]


def test_the_report_counts_care_quality_and_relief(registry: Registry) -> None:
    child = registry.register(care_quality="poor", relief=["medical"])["id"]
    save(registry, child, "guardian", 1, care_quality="fair")
    report = registry.call(COUNTY, "get_statistics")
    closing = {(f["breakdown"], f["value"]): f["closing"] for f in report["figures"]}
    assert closing["care_quality", "fair"] == closing["relief", "medical"] == 1
    assert closing["care_quality", "poor"] == 0


def test_a_printing_leaves_a_row_with_its_purpose_and_hides_numbers_unless_asked(
    registry: Registry,
) -> None:
    child = registry.register()["id"]
    about = {"child_id": child, "purpose": "放入档案盒"}
    masked = registry.call(VILLAGE, "print_dossier", **about)
    assert masked["groups"]["contact"]["guardian_phone"] == "139****5678"
    whole = registry.call(VILLAGE, "print_dossier", full=True, **about)
    assert whole["groups"]["contact"]["guardian_phone"] == "13900005678"
    rows = [row for row in registry.rows("access_log") if "print_dossier" in row["operation"]]
    assert [row["subject"] for row in rows] == [child] * 2
    assert all(open_text(row["purpose"], PURPOSE).startswith("放入档案盒") for row in rows)
    with pytest.raises(InvalidRequest):
        registry.call(VILLAGE, "print_dossier", child_id=child, purpose=" ")


def test_a_roster_brings_official_fields_and_says_nothing_impossible(registry: Registry) -> None:
    child = registry.register(
        father_situation="deceased", father_death_date="2024-05-04", care_quality="poor"
    )["id"]
    row = {
        **{name: CHILD[name] for name in ("name", "sex", "birth_date", "id_number", "area_code")},
        "father_name": "张国庆",
        "father_since": "2025-01-01",
        "relief": ["medical"],
        "household_class": "rural",
    }
    for _ in range(2):
        with registry.database.transaction() as uow:
            [kept] = keep_rows(uow, [row], by="x", covers=lambda *_: True, today=TODAY)
    assert (kept.outcome, kept.changed) == ("merged", ())
    found = shown(registry, child)
    assert (found["father_since"], found["father_situation"]) == ("2024-05-04", "deceased")
    assert (found["relief"], found["care_quality"]) == (["medical"], "poor")
