from datetime import date

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.errors import (
    AreaNotAVillage,
    ChildChangedMeanwhile,
    IdNumberInvalid,
    IdNumberTaken,
    NothingChanged,
    NothingOnThatDay,
    PurposeMissing,
    UnknownField,
)
from shared.errors import AccessDenied, InvalidRequest
from shared.records import PURPOSE
from shared.sealed_text import open_text
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    AUDITOR,
    COUNTY,
    HONGGANG,
    LONGXING,
    TODAY,
    TOWNSHIP,
    VILLAGE,
    XIANGYANG,
    Registry,
)

GIRL = {"name": "单雨桐", "sex": "female", "id_number": None, "birth_date": "2016-05-01"}


def test_a_child_that_comes_on_file_is_judged_and_announced(registry: Registry) -> None:
    child = registry.register()
    assert (child["status"], child["version"], child["level"]) == ("left_behind", 1, 0)
    [(name, data)] = registry.published()
    assert name == "child_registered"
    assert data["area_code"] == HONGGANG
    assert data["reasons"] == ["both_away"]
    assert len(data["kin_marks"]) == 2
    dossier = registry.dossier(child["id"])
    assert (dossier["pack"], dossier["pack_version"]) == ("national", "2025.1")
    assert len(dossier["pack_hash"]) == 64
    assert dossier["reasons"] == [{"code": "both_away", "text": "父母双方外出务工。"}]


def test_no_event_and_no_table_holds_a_name_or_number_in_clear(registry: Registry) -> None:
    child = registry.register()
    registry.correct(child["id"], guardian_phone="13700009999")
    everything = "".join(
        str(row)
        for table in registry.database.unit.base.metadata.tables
        if table not in ("areas", "former_areas")
        for row in registry.rows(table)
    )
    secret = (
        "张小明",
        "张国庆",
        "520330201503160135",
        "13800001234",
        "13700009999",
        "zhangxiaoming",
    )
    assert not [value for value in secret if value in everything]


def test_one_id_number_is_one_child(registry: Registry) -> None:
    registry.register()
    with pytest.raises(IdNumberTaken):
        registry.register(name="李四")


@pytest.mark.parametrize(
    "facts",
    [
        {"id_number": "520330201503160136"},
        {"id_number": "52033020150316013"},
        {"sex": "female"},
        {"birth_date": "2015-03-17"},
    ],
)
def test_an_id_number_must_agree_with_itself_and_the_facts(
    registry: Registry, facts: dict[str, str]
) -> None:
    with pytest.raises(IdNumberInvalid):
        registry.register(**facts)
    assert registry.rows("children") == []


def test_a_child_lives_in_a_village(registry: Registry) -> None:
    with pytest.raises(InvalidRequest):
        registry.register(area_code="520330103")
    child = registry.register()
    with pytest.raises((AreaNotAVillage, InvalidRequest)):
        registry.correct(child["id"], area_code="520330103")


def test_who_registers_must_answer_for_the_village(registry: Registry) -> None:
    with pytest.raises(AccessDenied):
        registry.register(VILLAGE, area_code=XIANGYANG)
    with pytest.raises(AccessDenied):
        registry.register(AUDITOR)


def test_a_correction_is_judged_again_and_told_once(registry: Registry) -> None:
    child = registry.register()
    changed = registry.correct(child["id"], mother_situation="at_home")
    assert (changed["status"], changed["version"]) == ("not_left_behind", 2)
    assert registry.told() == ["child_registered", "child_judged"]
    data = registry.published()[1][1]
    assert (data["previous_status"], data["version"]) == ("left_behind", 2)
    assert data["pack_hash"] == registry.dossier(child["id"])["pack_hash"]


def test_what_concerns_nobody_else_is_not_told(registry: Registry) -> None:
    child = registry.register()
    registry.correct(child["id"], hobbies="画画")
    assert registry.told() == ["child_registered"]
    registry.correct(child["id"], class_name="三（2）班")
    assert registry.told() == ["child_registered", "child_changed"]


def test_the_same_values_again_change_nothing(registry: Registry) -> None:
    child = registry.register()
    with pytest.raises(NothingChanged):
        registry.correct(child["id"], name=" 张 小明 ", father_phone="１３８００００１２３４")
    assert registry.dossier(child["id"])["version"] == 1


def test_of_two_who_correct_the_same_dossier_the_later_one_is_told(registry: Registry) -> None:
    child = registry.register()
    registry.correct(child["id"], hobbies="画画")
    with pytest.raises(ChildChangedMeanwhile):
        registry.call(
            COUNTY,
            "correct_child",
            child_id=child["id"],
            changes={"hobbies": "唱歌"},
            why="核实",
            version=1,
        )


def test_a_child_is_moved_only_by_who_answers_for_both_places(registry: Registry) -> None:
    child = registry.register()
    with pytest.raises(AccessDenied):
        registry.correct(child["id"], TOWNSHIP, area_code=LONGXING)
    assert registry.correct(child["id"], TOWNSHIP, area_code=XIANGYANG)["version"] == 2


def test_secret_values_are_masked_until_revealed_for_a_purpose(registry: Registry) -> None:
    child = registry.register()
    dossier = registry.dossier(child["id"])
    assert dossier["name"] == "张小明"
    assert dossier["groups"]["identity"]["id_number"] == "520330********0135"
    assert dossier["groups"]["contact"]["father_phone"] == "138****1234"
    assert set(dossier["masked"]) == {"id_number", "father_phone", "guardian_phone"}
    with pytest.raises(PurposeMissing):
        registry.dossier(child["id"], reveal=["father_phone"])
    with pytest.raises(UnknownField):
        registry.dossier(child["id"], reveal=["password"], purpose="x")
    shown = registry.dossier(child["id"], reveal=["father_phone"], purpose="联系家长")
    assert shown["groups"]["contact"]["father_phone"] == "13800001234"
    assert shown["groups"]["identity"]["id_number"] == "520330********0135"


def test_each_view_of_a_dossier_is_one_row_of_the_access_log(registry: Registry) -> None:
    child = registry.register()
    registry.dossier(child["id"], VILLAGE)
    registry.dossier(child["id"], reveal=["father_phone"], purpose="联系家长")
    log = [row for row in registry.rows("access_log") if row["operation"].endswith("get_dossier")]
    assert [(row["subject"], row["account_id"]) for row in log] == [
        (child["id"], "village"),
        (child["id"], "county"),
    ]
    assert open_text(log[1]["purpose"], PURPOSE) == "联系家长 [father_phone]"
    assert registry.call(AUDITOR, "verify_records")["sound"]


def test_a_dossier_shows_each_role_its_own_groups(registry: Registry) -> None:
    child = registry.register()
    helper = Viewer(account_id="helper", roles=frozenset({Role.HELPER}), helped_ids=(child["id"],))
    dossier = registry.dossier(child["id"], helper)
    assert set(dossier["groups"]) == {"identity", "contact", "schooling"}
    assert dossier["hidden"] == ["family", "health"]
    with pytest.raises(AccessDenied):
        registry.dossier(child["id"], Viewer(account_id="h", roles=frozenset({Role.HELPER})))
    with pytest.raises(AccessDenied):
        registry.dossier(child["id"], AUDITOR)


def test_the_dossier_of_any_past_day_can_be_shown(registry: Registry) -> None:
    child = registry.register()
    clock.travel_to(date(2025, 9, 12))
    registry.correct(child["id"], mother_situation="at_home", hobbies="画画")
    clock.travel_to(date(2025, 9, 15))
    past = registry.dossier(child["id"], as_of="2025-09-11")
    assert (past["version"], past["status"]) == (1, "left_behind")
    assert past["groups"]["family"]["mother_situation"] == "away"
    assert past["judged_on"] == "2025-09-10"
    now = registry.dossier(child["id"])
    assert (now["version"], now["status"]) == (2, "not_left_behind")
    assert registry.dossier(child["id"], as_of="2025-09-12")["groups"] == now["groups"]
    with pytest.raises(NothingOnThatDay):
        registry.dossier(child["id"], as_of="2025-09-09")


def test_the_history_says_who_changed_what_and_why(registry: Registry) -> None:
    child = registry.register()
    registry.correct(child["id"], VILLAGE, guardian_phone="13700009999")
    newest, first = registry.call(COUNTY, "child_history", child_id=child["id"])["items"]
    assert (newest["by"], newest["reason"], newest["operation"]) == (
        "village",
        "家访核实",
        "correct_child",
    )
    assert newest["changes"] == [
        {"field": "guardian_phone", "old": "139****5678", "new": "137****9999"}
    ]
    assert {c["field"] for c in first["changes"]} >= {"name", "status", "pack_hash"}


def test_a_child_is_found_by_name_pinyin_initials_number_or_phone(registry: Registry) -> None:
    first = registry.register()["id"]
    second = registry.register(**GIRL)["id"]

    def found(q: str) -> list[str]:
        return [c["id"] for c in registry.call(COUNTY, "list_children", q=q)["items"]]

    for q in ("张小明", "zhangxiaoming", "ZXM", "章晓明", "520330201503160135"):
        assert found(q) == [first]
    assert found("shanyutong") == found("danyutong") == [second]
    assert sorted(found("13900005678")) == sorted([first, second])
    assert found("王五") == []


def test_a_corrected_name_is_found_and_the_old_one_no_more(registry: Registry) -> None:
    child = registry.register()
    registry.correct(child["id"], name="张大明")
    listed = registry.call(COUNTY, "list_children", q="zdm")["items"]
    assert [c["id"] for c in listed] == [child["id"]]
    assert registry.call(COUNTY, "list_children", q="zxm")["items"] == []


def test_lists_reach_as_far_as_the_viewer(registry: Registry) -> None:
    here = registry.register()["id"]
    there = registry.register(**GIRL, area_code=LONGXING)["id"]

    def seen(viewer: Viewer, **more: object) -> list[str]:
        return [c["id"] for c in registry.call(viewer, "list_children", **more)["items"]]

    assert seen(COUNTY) == [here, there]
    assert seen(TOWNSHIP) == seen(VILLAGE) == [here]
    assert seen(COUNTY, area="520330104") == [there]
    assert seen(VILLAGE, area="520330104") == []
    assert seen(COUNTY, status="to_verify") == []
    assert seen(COUNTY, level=0, status="left_behind") == [here, there]


def test_a_list_goes_on_where_the_page_before_ended(registry: Registry) -> None:
    ids = {
        registry.register(**{**GIRL, "name": f"单{n}"}, area_code=area)["id"]
        for n, area in enumerate((HONGGANG, LONGXING, HONGGANG, XIANGYANG, LONGXING))
    }
    seen: list[str] = []
    page = registry.call(COUNTY, "list_children", limit=2)
    while True:
        seen += [c["id"] for c in page["items"]]
        if page["next"] is None:
            break
        page = registry.call(COUNTY, "list_children", limit=2, after=page["next"])
    assert set(seen) == ids
    assert len(seen) == 5


def test_names_are_given_in_full_or_masked_by_rights(registry: Registry) -> None:
    here = registry.register()["id"]
    there = registry.register(**GIRL, area_code=LONGXING)["id"]
    ids = [here, there]
    named = registry.call(COUNTY, "name_children", ids=ids)["items"]
    assert {n["id"]: n["name"] for n in named} == {here: "张小明", there: "单雨桐"}
    assert len(registry.call(VILLAGE, "name_children", ids=ids)["items"]) == 1
    masked = registry.call(AUDITOR, "name_children", ids=ids)["items"]
    assert {n["name"] for n in masked} == {"张**", "单**"}


def test_name_and_birth_date_in_one_village_are_a_suspected_duplicate(registry: Registry) -> None:
    first = registry.register()["id"]
    second = registry.register(id_number=None)["id"]
    [twin] = registry.call(VILLAGE, "list_duplicates")["items"]
    assert {twin["child_id"], twin["other_id"]} == {first, second}
    assert (twin["by"], twin["name"]) == ("village", "张小明")
    other = Viewer(account_id="v", roles=frozenset({Role.VILLAGE_OFFICER}), area=XIANGYANG)
    assert registry.call(other, "list_duplicates")["items"] == []


def test_the_guardians_phone_finds_a_duplicate_in_another_village(registry: Registry) -> None:
    registry.register()
    registry.register(id_number=None, area_code=LONGXING)
    [twin] = registry.call(COUNTY, "list_duplicates")["items"]
    assert twin["by"] == "phone"


def test_today_is_given_to_the_judgement(registry: Registry) -> None:
    assert clock.today() == TODAY
    old = registry.register(**{**GIRL, "birth_date": "2009-09-09"})
    assert old["status"] == "not_left_behind"
