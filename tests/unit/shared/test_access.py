"""Who may do what is decided by role, scope and place; nothing is allowed by default."""

import pytest
from sqlalchemy import column

from shared.access import table
from shared.access.grant import Grant
from shared.access.groups import FIELD_GROUPS, Group, groups_of
from shared.access.roles import Role
from shared.access.rules import Scope, allow, operation
from shared.access.sql import visible
from shared.access.table import NoRule, admit, may_call
from shared.errors import AccessDenied
from shared.viewer import Viewer

RULES = {
    "registry.look": operation(
        allow(Role.VILLAGE_OFFICER, Role.COUNTY_OFFICER, scope=Scope.AREA),
        allow(Role.PARENT, scope=Scope.CHILD),
        allow(Role.PRINCIPAL, scope=Scope.SCHOOL),
        audited=True,
    ),
    "registry.meet": operation(allow(Role.HELPER, Role.PARENT, scope=Scope.CHILD)),
    "registry.packs": operation(allow(Role.PARENT, scope=Scope.ANY)),
}
VILLAGE, NEIGHBOUR = "520330103201", "520330103202"


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "rules_of", lambda _service: RULES)


def a_viewer(*roles: Role, area: str = "", **more: object) -> Viewer:
    return Viewer(account_id="a1", roles=frozenset(roles), area=area, **more)  # type: ignore[arg-type]


def grant_of(viewer: Viewer) -> Grant:
    return admit(viewer, "registry.look")


def test_a_role_that_is_not_named_is_refused() -> None:
    with pytest.raises(AccessDenied):
        grant_of(a_viewer(Role.DONOR, area="520330"))


def test_an_operation_without_a_rule_does_not_exist() -> None:
    with pytest.raises(NoRule):
        admit(a_viewer(Role.COUNTY_OFFICER), "registry.forgotten")


def test_an_officer_reaches_their_own_place_and_no_other() -> None:
    grant = grant_of(a_viewer(Role.VILLAGE_OFFICER, area=VILLAGE))
    grant.require(area=VILLAGE)
    with pytest.raises(AccessDenied):
        grant.require(area=NEIGHBOUR)


def test_an_account_without_a_place_reaches_no_area() -> None:
    with pytest.raises(AccessDenied):
        grant_of(a_viewer(Role.VILLAGE_OFFICER)).require(area=VILLAGE)


def test_a_parent_reaches_their_own_child_wherever_it_lives() -> None:
    grant = grant_of(a_viewer(Role.PARENT, area="520330", child_ids=("c1",)))
    grant.require(area=VILLAGE, child_id="c1")
    with pytest.raises(AccessDenied):
        grant.require(area=VILLAGE, child_id="c2")


def test_a_helper_reaches_helped_children_only_where_helpers_are_admitted() -> None:
    viewer = a_viewer(Role.HELPER, Role.PARENT, child_ids=("own",), helped_ids=("helped",))
    grant = grant_of(viewer)
    grant.require(child_id="own")
    with pytest.raises(AccessDenied):
        grant.require(child_id="helped")
    assert set(admit(viewer, "registry.meet").child_ids()) == {"own", "helped"}


def test_a_principal_reaches_the_pupils_of_their_school() -> None:
    grant = grant_of(a_viewer(Role.PRINCIPAL, school_id="s1"))
    grant.require(area=VILLAGE, school_id="s1", child_id="c")
    with pytest.raises(AccessDenied):
        grant.require(area=VILLAGE, school_id=None, child_id="c")


def test_the_command_line_reaches_everything_within_its_area() -> None:
    admit(Viewer.system(), "registry.look").require(area=VILLAGE)
    with pytest.raises(AccessDenied):
        admit(Viewer.system("610924"), "registry.look").require(area=VILLAGE)


def test_a_list_shows_only_what_the_viewer_reaches() -> None:
    condition = visible(
        grant_of(a_viewer(Role.VILLAGE_OFFICER, Role.PARENT, area=VILLAGE, child_ids=("c1",))),
        area=column("area"),
        child=column("id"),
    )
    text = str(condition.compile(compile_kwargs={"literal_binds": True}))
    assert VILLAGE in text
    assert "'c1'" in text


def test_a_viewer_without_any_place_sees_an_empty_list() -> None:
    condition = visible(grant_of(a_viewer(Role.VILLAGE_OFFICER)), area=column("area"))
    assert str(condition) == "false"


def test_asking_marks_the_grant_as_checked() -> None:
    grant = grant_of(a_viewer(Role.VILLAGE_OFFICER, area=VILLAGE))
    assert not grant.checked
    grant.covers(area=VILLAGE)
    assert grant.checked


def test_a_page_offers_only_what_the_service_would_allow() -> None:
    assert may_call(a_viewer(Role.PARENT), "registry.packs")
    assert not may_call(a_viewer(Role.PRINCIPAL), "registry.packs")


def test_auditors_and_administrators_see_no_field_of_a_dossier() -> None:
    blind = (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.OPERATOR)
    assert groups_of(frozenset(blind)) == frozenset()


def test_only_a_counsellor_reads_what_concerns_psychology() -> None:
    readers = {role for role, groups in FIELD_GROUPS.items() if Group.PSYCHOLOGY in groups}
    assert readers == {Role.COUNSELLOR, Role.SYSTEM}


def test_a_viewer_is_the_same_after_the_way_through_a_queue() -> None:
    viewer = a_viewer(Role.PARENT, area=VILLAGE, child_ids=("c1", "c2"), helped_ids=("c3",))
    assert Viewer.from_wire(viewer.to_wire()) == viewer


def test_each_role_shows_its_groups_only_of_what_it_reaches_itself() -> None:
    """A helper who is village officer elsewhere sees the helped child as a helper does."""
    rules = operation(
        allow(Role.VILLAGE_OFFICER, scope=Scope.AREA), allow(Role.HELPER, scope=Scope.CHILD)
    )
    viewer = a_viewer(Role.VILLAGE_OFFICER, Role.HELPER, area=VILLAGE, helped_ids=("far",))
    grant = Grant(viewer, "registry.look", rules.allowances[:2], audited=False)
    assert grant.roles_for(area=NEIGHBOUR, child_id="far") == {Role.HELPER}
    assert grant.groups_for(area=NEIGHBOUR, child_id="far") == FIELD_GROUPS[Role.HELPER]
    assert grant.groups_for(area=VILLAGE, child_id="near") == FIELD_GROUPS[Role.VILLAGE_OFFICER]
    assert grant.groups_for(area=NEIGHBOUR, child_id="other") == frozenset()


def test_a_parent_who_helps_sees_as_a_parent_only_the_own_child() -> None:
    viewer = a_viewer(Role.HELPER, Role.PARENT, child_ids=("own",), helped_ids=("helped",))
    grant = admit(viewer, "registry.meet")
    assert grant.roles_for(child_id="own") == {Role.PARENT}
    assert grant.roles_for(child_id="helped") == {Role.HELPER}
    assert Group.FAMILY not in grant.groups_for(child_id="helped")


def test_a_list_filtered_by_a_group_reaches_as_far_as_the_roles_that_see_it() -> None:
    viewer = a_viewer(Role.HELPER, Role.PARENT, child_ids=("own",), helped_ids=("helped",))
    assert admit(viewer, "registry.meet").seeing(Group.FAMILY).child_ids() == ("own",)


def test_the_county_of_who_was_shown_goes_into_the_log() -> None:
    grant = grant_of(a_viewer(Role.PARENT, area="610924", child_ids=("c1",)))
    assert grant.county == "610924"
    grant.require(area=VILLAGE, child_id="c1")
    grant.seen("c1")
    assert not grant.covers(area="110101001001", child_id="c2")
    assert (grant.subjects, grant.county) == ({"c1": "520330"}, "520330")


def test_family_and_level_are_not_shown_to_clinics_children_and_payers() -> None:
    for role in (Role.CLINIC, Role.CHILD, Role.FINANCE_CLERK, Role.EDUCATION_BUREAU):
        assert not FIELD_GROUPS[role] & {Group.FAMILY, Group.LEVEL}
    assert Group.LEVEL in FIELD_GROUPS[Role.HELPER]
    assert Group.LEVEL not in FIELD_GROUPS[Role.VOLUNTEER_FEDERATION]
