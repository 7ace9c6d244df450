import base64
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.errors import (
    AreaClosed,
    AreaFileInvalid,
    AreaNotATownship,
    AreaNotFound,
    FileNotReadable,
    SchoolNameTaken,
)
from shared.errors import AccessDenied, InvalidRequest
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    AREAS,
    COUNTY,
    HONGGANG,
    TOWNSHIP,
    VILLAGE,
    XIANGYANG,
    Registry,
)


def load(registry: Registry, text: str, viewer: Viewer = COUNTY, **more: Any) -> Any:
    content = base64.b64encode(text.encode()).decode()
    return registry.call(viewer, "import_areas", content=content, **more)


def test_the_same_file_again_changes_nothing(registry: Registry) -> None:
    assert load(registry, AREAS) == {"added": 0, "changed": 0, "unchanged": 8}


def test_a_new_name_counts_from_its_day_and_the_older_one_stays_known(registry: Registry) -> None:
    text = AREAS.replace("红岗村村民委员会", "红岗社区居民委员会")
    assert load(registry, text, valid_from="2025-10-01")["changed"] == 1
    clock.travel_to(date(2025, 10, 2))
    assert registry.call(VILLAGE, "get_area", code=HONGGANG)["name"] == "红岗社区居民委员会"
    before = registry.call(COUNTY, "list_areas", parent="520330103", on="2025-09-20")
    assert before["items"][0]["name"] == "红岗村村民委员会"


def test_a_closed_area_is_not_offered_any_more(registry: Registry) -> None:
    registry.call(COUNTY, "change_area", code=XIANGYANG, valid_from="2025-09-10", closed=True)
    listed = registry.call(COUNTY, "list_areas", parent="520330103")["items"]
    assert [area["code"] for area in listed] == [HONGGANG]
    assert registry.call(COUNTY, "get_area", code=XIANGYANG)["closed_from"] == "2025-09-10"
    with pytest.raises(AreaClosed):
        registry.register(area_code=XIANGYANG)


def test_a_child_of_a_closed_village_stays_on_file_and_can_be_corrected(
    registry: Registry,
) -> None:
    child = registry.register()
    registry.call(COUNTY, "change_area", code=HONGGANG, valid_from="2025-09-10", closed=True)
    assert registry.correct(child["id"], hobbies="画画")["version"] == 2
    assert registry.correct(child["id"], area_code=XIANGYANG)["version"] == 3


@pytest.mark.parametrize(
    "text",
    ["", "x\n1\n", AREAS + "520330199201,无名村,village,520330199\n", "code,name,level,parent\n"],
)
def test_a_file_that_does_not_hold_together_is_refused(registry: Registry, text: str) -> None:
    with pytest.raises((AreaFileInvalid, InvalidRequest)):
        load(registry, text)


def test_a_picture_is_no_file_of_areas(registry: Registry) -> None:
    content = base64.b64encode(b"\x89PNG\r\n\x1a\n\xff\xff\xff").decode()
    with pytest.raises(AreaFileInvalid):
        registry.call(COUNTY, "import_areas", content=content)
    with pytest.raises(FileNotReadable):
        registry.call(COUNTY, "import_areas", content="***")


def test_a_county_imports_its_own_areas_only(registry: Registry) -> None:
    other = Viewer(account_id="x", roles=frozenset({Role.COUNTY_OFFICER}), area="511621")
    with pytest.raises(AccessDenied):
        load(registry, AREAS, other)


def test_an_area_shows_the_way_to_it(registry: Registry) -> None:
    area = registry.call(VILLAGE, "get_area", code=HONGGANG)
    assert [place["name"] for place in area["breadcrumb"]] == [
        "贵州省",
        "遵义市",
        "习水县",
        "醒民镇",
        "红岗村村民委员会",
    ]
    with pytest.raises(AreaNotFound):
        registry.call(VILLAGE, "get_area", code="520330999")


def test_without_a_parent_one_begins_at_ones_own_area(registry: Registry) -> None:
    def top(viewer: Viewer) -> list[str]:
        return [area["code"] for area in registry.call(viewer, "list_areas")["items"]]

    assert top(TOWNSHIP) == ["520330103"]
    assert top(COUNTY) == ["520330"]


def test_places_are_found_by_name_pinyin_or_initials_with_their_township(
    registry: Registry,
) -> None:
    for q in ("向阳", "xiangyang", "xyc"):
        found = registry.call(COUNTY, "search_places", q=q)["items"]
        assert [place["full_name"] for place in found] == [
            "醒民镇向阳村村民委员会",
            "隆兴镇向阳村村民委员会",
        ]
    assert registry.call(COUNTY, "search_places", q="%")["items"] == []


def test_a_school_has_its_name_once_in_a_township(registry: Registry) -> None:
    school = registry.call(TOWNSHIP, "register_school", name="醒民小学", township_code="520330103")
    assert school["township_name"] == "醒民镇"
    assert registry.published() == [
        (
            "school_registered",
            {"school_id": school["id"], "township_code": "520330103", "version": 1},
        )
    ]
    with pytest.raises(SchoolNameTaken):
        registry.call(COUNTY, "register_school", name="醒民小学", township_code="520330103")
    registry.call(COUNTY, "register_school", name="醒民小学", township_code="520330104")
    with pytest.raises(AccessDenied):
        registry.call(TOWNSHIP, "register_school", name="隆兴小学", township_code="520330104")
    with pytest.raises((AreaNotATownship, AreaNotFound)):
        registry.call(COUNTY, "register_school", name="某校", township_code="520330199")


def test_schools_are_listed_by_township_and_name(registry: Registry) -> None:
    for name, township in (("醒民小学", "520330103"), ("隆兴小学", "520330104")):
        registry.call(COUNTY, "register_school", name=name, township_code=township)

    def listed(**fields: Any) -> list[str]:
        found = registry.call(VILLAGE, "list_schools", **fields)["items"]
        return sorted(school["name"] for school in found)

    assert listed() == ["醒民小学", "隆兴小学"]
    assert listed(area="520330104") == ["隆兴小学"]
    assert listed(q="xmxx") == ["醒民小学"]
    page = registry.call(VILLAGE, "list_schools", limit=1)
    rest = registry.call(VILLAGE, "list_schools", limit=1, after=page["next"])
    assert rest["next"] is None
    assert rest["items"] != page["items"]


def test_the_real_areas_of_a_county_are_taken_over(registry: Registry) -> None:
    file = Path(__file__).parents[3] / "packs" / "areas" / "areas_xishui.csv"
    counts = load(registry, file.read_text("utf-8"))
    assert counts["added"] + counts["changed"] + counts["unchanged"] == 286
    assert len(registry.call(COUNTY, "list_areas", parent="520330")["items"]) == 26
