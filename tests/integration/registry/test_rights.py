"""Role, area and relation decide together what is seen of a child, and where it may be put."""

from typing import Any

import pytest

from shared.access.roles import Role
from shared.contracts.registry.errors import SchoolOutOfReach, VillageOutOfReach
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.conftest import (
    AUDITOR,
    COUNTY,
    HONGGANG,
    LONGXING,
    VILLAGE,
    XIANGYANG,
    Registry,
)

POOR = {"hardships": ["low_income"]}


def listed(registry: Registry, viewer: Viewer, **more: Any) -> dict[str, Any]:
    items = registry.call(viewer, "list_children", **more)["items"]
    return {item["id"]: item for item in items}


def a_school(registry: Registry, township: str, name: str = "中心小学") -> str:
    found = registry.call(COUNTY, "register_school", name=name, township_code=township)
    return str(found["id"])


def principal(school_id: str) -> Viewer:
    return Viewer(account_id="p", roles=frozenset({Role.PRINCIPAL}), school_id=school_id)


def test_an_officer_sees_a_helped_child_elsewhere_as_a_helper_does(registry: Registry) -> None:
    near = registry.register(**POOR)["id"]
    far = registry.register(**POOR, id_number=None, name="单雨桐", area_code=LONGXING)["id"]
    both = Viewer(
        account_id="both",
        roles=frozenset({Role.HELPER, Role.VILLAGE_OFFICER}),
        area=HONGGANG,
        helped_ids=(far,),
    )
    assert set(registry.dossier(near, both)["groups"]) >= {"family", "health"}
    dossier = registry.dossier(far, both)
    assert set(dossier["groups"]) == {"identity", "contact", "schooling"}
    assert (dossier["hardships"], dossier["reasons"]) == ([], [])
    rows = listed(registry, both)
    assert (rows[near]["hardships"], rows[near]["hidden"]) == (["low_income"], [])
    assert (rows[far]["hardships"], rows[far]["hidden"]) == ([], ["family", "health"])


def test_a_parent_sees_a_helped_child_as_a_helper_does(registry: Registry) -> None:
    own = registry.register(**POOR)["id"]
    helped = registry.register(**POOR, id_number=None, name="单雨桐")["id"]
    both = Viewer(
        account_id="both",
        roles=frozenset({Role.HELPER, Role.PARENT}),
        child_ids=(own,),
        helped_ids=(helped,),
    )
    assert registry.dossier(own, both)["reasons"]
    assert "family" in registry.dossier(helped, both)["hidden"]


def test_the_level_is_hidden_from_a_clinic_also_as_a_filter(registry: Registry) -> None:
    school_id = a_school(registry, "520330103")
    child_id = registry.register(school_id=school_id)["id"]
    clinic = Viewer(account_id="c", roles=frozenset({Role.CLINIC}), school_id=school_id)
    dossier = registry.dossier(child_id, clinic)
    assert dossier["level"] is None
    assert {"family", "level"} <= set(dossier["hidden"])
    assert listed(registry, clinic)[child_id]["level"] is None
    assert listed(registry, clinic, level=0) == {}
    assert set(listed(registry, principal(school_id), level=0)) == {child_id}
    assert listed(registry, clinic, q="13900005678") == {}
    assert set(listed(registry, clinic, q="zxm")) == {child_id}


def test_a_history_leaves_out_what_the_viewer_may_not_see(registry: Registry) -> None:
    child_id = registry.register(**POOR)["id"]
    registry.correct(child_id, father_workplace="东莞")
    registry.correct(child_id, class_name="三（2）班", hardships=[])
    helper = Viewer(account_id="h", roles=frozenset({Role.HELPER}), helped_ids=(child_id,))
    newest, first = registry.call(helper, "child_history", child_id=child_id)["items"]
    assert [change["field"] for change in newest["changes"]] == ["class_name"]
    assert newest["reason"] is None
    fields = {change["field"] for change in first["changes"]}
    assert not fields & {"hardships", "reasons", "father_name"}
    assert len(registry.call(VILLAGE, "child_history", child_id=child_id)["items"]) == 3


def test_a_principal_moves_a_pupil_within_the_schools_township_alone(registry: Registry) -> None:
    school_id = a_school(registry, "520330103")
    child_id = registry.register(school_id=school_id)["id"]
    head = principal(school_id)
    with pytest.raises(VillageOutOfReach):
        registry.correct(child_id, head, area_code=LONGXING)
    assert registry.correct(child_id, head, area_code=XIANGYANG)["version"] == 2
    other = a_school(registry, "520330104")
    with pytest.raises(SchoolOutOfReach):
        registry.correct(child_id, head, school_id=other)
    with pytest.raises(VillageOutOfReach):
        registry.register(head, id_number=None, area_code=LONGXING, school_id=school_id)


def test_a_village_sends_children_to_schools_of_its_township(registry: Registry) -> None:
    child_id = registry.register()["id"]
    near, far = a_school(registry, "520330103"), a_school(registry, "520330104")
    with pytest.raises(SchoolOutOfReach):
        registry.correct(child_id, VILLAGE, school_id=far)
    with pytest.raises(SchoolOutOfReach):
        registry.register(VILLAGE, id_number=None, school_id=far)
    assert registry.correct(child_id, VILLAGE, school_id=near)["version"] == 2
    assert registry.correct(child_id, COUNTY, school_id=far)["version"] == 3
    assert registry.correct(child_id, VILLAGE, hobbies="画画", school_id=far)["version"] == 4


def test_an_auditor_reads_who_looked_in_the_own_county(registry: Registry) -> None:
    child_id = registry.register()["id"]
    registry.dossier(child_id, VILLAGE)
    mother = Viewer(account_id="m", roles=frozenset({Role.PARENT}), child_ids=(child_id,))
    registry.dossier(child_id, mother)
    log = registry.call(AUDITOR, "list_access_log", subject=child_id)["items"]
    assert [row["account_id"] for row in log] == ["m", "village"]
    elsewhere = Viewer(account_id="a", roles=frozenset({Role.AUDITOR}), area="610924")
    assert registry.call(elsewhere, "list_access_log")["items"] == []
    assert registry.call(AUDITOR, "verify_records")["sound"]


def test_the_rights_to_a_child_end_at_the_county(registry: Registry) -> None:
    officer = Viewer(account_id="x", roles=frozenset({Role.COUNTY_OFFICER}), area="610924")
    with pytest.raises(AccessDenied):
        registry.dossier(registry.register()["id"], officer)


def test_the_log_of_a_child_tells_of_every_list_that_showed_it(registry: Registry) -> None:
    shown = registry.register()["id"]
    elsewhere = registry.register(id_number=None, name="单雨桐", area_code=LONGXING)["id"]
    registry.call(VILLAGE, "list_children")
    registry.call(VILLAGE, "name_children", ids=[shown, elsewhere])

    def logged(child_id: str) -> list[str]:
        log = registry.call(AUDITOR, "list_access_log", subject=child_id)["items"]
        return [row["operation"] for row in log]

    assert logged(shown) == ["registry.name_children", "registry.list_children"]
    assert logged(elsewhere) == []


def test_a_list_that_shows_nobody_is_logged_as_a_list(registry: Registry) -> None:
    registry.call(VILLAGE, "list_children")
    (row,) = registry.call(AUDITOR, "list_access_log")["items"]
    assert (row["subject"], row["operation"]) == ("list", "registry.list_children")
