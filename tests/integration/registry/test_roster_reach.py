"""Who may import what, for which place, and who sees it afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.access.roles import Role
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.rosters import (
    CLASS,
    COUNTY,
    LONGDENG,
    YONGSHENG,
    Registry,
    codes,
    officer,
    opened,
    sheet,
    teacher,
)
from tests.unit.registry.sheets import child


@pytest.fixture
def registry(sqlite_url: str, tmp_path: Path) -> Iterator[Registry]:
    yield from opened(sqlite_url, tmp_path)


@pytest.mark.parametrize("area", [LONGDENG, LONGDENG[:9], YONGSHENG])
def test_an_officers_upload_leaves_out_what_lies_elsewhere(registry: Registry, area: str) -> None:
    whole = {row["row"]: row for row in registry.upload(CLASS).rows}
    homes = {child_id: row["area_code"] for child_id, row in registry.children().items()}
    uploaded = registry.upload(CLASS, officer(area))
    for row in uploaded.rows:
        before = whole[row["row"]]
        if before["outcome"] == "rejected":
            assert row["outcome"] == "rejected"
        elif homes[before["child_id"]].startswith(area):
            assert row["outcome"] == "merged"
        else:
            assert codes(row) == ["VillageOutsideYourArea"]
            assert "不在您的管辖范围" in row["problems"][0]["message"]
            assert (row["problems"][0]["column"], row["left_behind"]) == ("F", None)
    assert uploaded.counts["merged"] > 0


def test_an_officers_first_upload_registers_the_own_village_alone(registry: Registry) -> None:
    uploaded = registry.upload(CLASS, officer(LONGDENG))
    assert uploaded.counts["accepted"] == len(registry.children()) > 0
    assert {row["area_code"] for row in registry.children().values()} == {LONGDENG}
    assert {row["township_code"] for row in registry.desk.rows("schools")} <= set()


def test_a_child_on_file_elsewhere_is_not_moved_by_a_roster(registry: Registry) -> None:
    registry.upload(sheet(child(1)))
    moved = child(1, village="永胜村", present_address="桃林镇永胜村1组", school_name="桃林小学")
    (row,) = registry.upload(sheet(moved), officer(YONGSHENG)).rows
    assert codes(row) == ["OnFileElsewhere"]
    assert "不在您的管辖范围" in row["problems"][0]["message"]
    (row,) = registry.upload(sheet(moved), COUNTY).rows  # who answers for both may
    assert row["outcome"] == "merged"
    assert [remark["column"] for remark in row["warnings"]].count("E") == 1


def test_a_teachers_upload_takes_the_own_schools_children(registry: Registry) -> None:
    school = registry.call(COUNTY, "register_school", name="大坡小学", township_code=LONGDENG[:9])[
        "id"
    ]
    rows = registry.upload(
        sheet(child(1), child(2, school_name="官店小学"), child(3, school_name=None)),
        teacher(school),
    ).rows
    assert [row["outcome"] for row in rows] == ["accepted", "rejected", "accepted"]
    assert codes(rows[1]) == ["SchoolOutsideYourArea"]
    assert {row["school_id"] for row in registry.children().values()} == {school}


def test_a_school_places_no_pupil_in_a_village_of_another_township(registry: Registry) -> None:
    school = registry.call(COUNTY, "register_school", name="大坡小学", township_code=LONGDENG[:9])
    far = child(1, village="永胜村", present_address="桃林镇永胜村1组", school_name="大坡小学")
    (row,) = registry.upload(sheet(far), teacher(school["id"])).rows
    assert codes(row) == ["VillageOutsideYourArea"]
    assert "不在您的管辖范围" in row["problems"][0]["message"]
    assert registry.children() == {}
    registry.upload(sheet(far), COUNTY)  # who answers for both puts the child there
    (row,) = registry.upload(sheet(far), teacher(school["id"])).rows
    assert row["outcome"] == "merged"
    assert {one["area_code"] for one in registry.children().values()} == {YONGSHENG}


def test_a_school_moves_no_pupil_to_a_village_of_another_township(registry: Registry) -> None:
    school = registry.call(COUNTY, "register_school", name="大坡小学", township_code=LONGDENG[:9])
    registry.upload(sheet(child(1)), teacher(school["id"]))
    moved = child(1, village="永胜村", present_address="桃林镇永胜村1组")
    (row,) = registry.upload(sheet(moved), teacher(school["id"])).rows
    assert codes(row) == ["VillageOutsideYourArea"]
    assert {one["area_code"] for one in registry.children().values()} == {LONGDENG}


def test_a_village_sends_nobody_to_a_school_of_another_township(registry: Registry) -> None:
    registry.call(COUNTY, "register_school", name="桃林小学", township_code=YONGSHENG[:9])
    far = child(1, school_name="桃林小学")
    (row,) = registry.upload(sheet(far), officer(LONGDENG)).rows
    assert codes(row) == ["SchoolOfAnotherPlace"]
    registry.upload(sheet(far), COUNTY)
    (row,) = registry.upload(sheet(far), officer(LONGDENG)).rows
    assert row["outcome"] == "merged"


def test_imports_are_seen_by_those_who_answer_for_the_place(registry: Registry) -> None:
    county, village = (
        registry.upload(sheet(child(1))),
        registry.upload(sheet(child(2)), officer(LONGDENG)),
    )
    listed = registry.call(COUNTY, "list_imports")["items"]
    assert [one["id"] for one in listed] == [village.id, county.id]
    mine = registry.call(officer(LONGDENG), "list_imports")["items"]
    assert [one["id"] for one in mine] == [village.id]
    for operation in ("get_import", "list_import_rows", "correction_workbook"):
        with pytest.raises(AccessDenied):
            registry.call(officer(LONGDENG), operation, import_id=county.id)


def test_an_upload_marked_with_a_village_stays_with_the_office_above_it(registry: Registry) -> None:
    """Its rows may be of the whole county: the village they are marked with does not see them."""
    county = registry.upload(sheet(child(1, village="某某村")), area=LONGDENG)
    township = registry.upload(sheet(child(2)), officer(LONGDENG[:9]), area=LONGDENG)
    for upload in (county, township):
        for operation in ("get_import", "list_import_rows", "correction_workbook"):
            with pytest.raises(AccessDenied):
                registry.call(officer(LONGDENG), operation, import_id=upload.id)
    assert registry.call(officer(LONGDENG), "list_imports")["items"] == []
    assert registry.call(COUNTY, "list_import_rows", import_id=township.id)["items"]
    with pytest.raises(AccessDenied):
        registry.call(officer(LONGDENG[:9]), "list_import_rows", import_id=county.id)


def test_a_schools_upload_is_seen_by_its_staff_and_the_township(registry: Registry) -> None:
    school = registry.call(COUNTY, "register_school", name="大坡小学", township_code=LONGDENG[:9])[
        "id"
    ]
    upload = registry.upload(sheet(child(1)), teacher(school))
    head = Viewer(account_id="p", roles=frozenset({Role.PRINCIPAL}), school_id=school)
    for viewer in (head, officer(LONGDENG[:9]), COUNTY):
        assert registry.call(viewer, "list_import_rows", import_id=upload.id)["items"]
    marked = registry.upload(sheet(child(2)), COUNTY, school_id=school)
    for viewer in (head, officer(LONGDENG)):
        with pytest.raises(AccessDenied):
            registry.call(viewer, "list_import_rows", import_id=marked.id)
    with pytest.raises(AccessDenied):
        registry.start(CLASS, teacher(school), area=YONGSHENG)


def test_nobody_starts_an_import_for_a_place_of_others(registry: Registry) -> None:
    with pytest.raises(AccessDenied):
        registry.start(CLASS, officer(LONGDENG), area=YONGSHENG)
    helper = Viewer(account_id="h", roles=frozenset({Role.HELPER}), area=LONGDENG)
    with pytest.raises(AccessDenied):
        registry.start(CLASS, helper)


def test_the_place_of_the_upload_decides_between_villages_of_one_name(registry: Registry) -> None:
    shared = sheet(child(1, village="永胜村", present_address="1组", school_name=None))
    assert codes(registry.upload(shared).rows[0]) == ["VillageShared"]
    (row,) = registry.upload(shared, area=YONGSHENG[:9]).rows
    assert row["outcome"] == "accepted"
