"""A case is seen by those whom it concerns alone; numbers are numbers."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from shared.access.roles import Role
from shared.clock import today
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.cases.conftest import (
    AUDITOR,
    COUNTY,
    EDUCATION,
    OTHER_TOWN,
    POLICE,
    TOWNSHIP,
    VILLAGE,
    Cases,
    at_school,
    school_of,
)


def sees(cases: Cases, viewer: Viewer, case_id: str) -> bool:
    try:
        listed = [c["id"] for c in cases.call(viewer, "list_cases")["items"]]
    except AccessDenied:
        listed = []
    try:
        cases.case(case_id, viewer)
        opened = True
    except AccessDenied:
        opened = False
    assert opened == (case_id in listed), "the list and the page disagree"
    return opened


def of_role(role: Role, **more: Any) -> Viewer:
    return Viewer(account_id=role.value, roles=frozenset({role}), **more)


def test_offices_see_the_cases_of_their_place_and_no_others(cases: Cases) -> None:
    case_id = cases.reported()["id"]
    federation = of_role(Role.COUNTY_FEDERATION, area="520330")
    next_village = of_role(Role.VILLAGE_OFFICER, area="520330103202")
    for viewer in (VILLAGE, TOWNSHIP, COUNTY, federation, AUDITOR):
        assert sees(cases, viewer, case_id), viewer
    for viewer in (OTHER_TOWN, next_village):
        assert not sees(cases, viewer, case_id), viewer


def test_the_police_see_what_was_passed_to_them(cases: Cases) -> None:
    passed = cases.reported()["id"]
    child = cases.register()["id"]
    own = cases.call(TOWNSHIP, "open_case", child_id=child, findings=["carer_unfit"])["id"]
    assert sees(cases, POLICE, passed)
    assert not sees(cases, POLICE, own)
    cases.call(TOWNSHIP, "find_in_case", case_id=own, findings=["missing"])
    assert sees(cases, POLICE, own)


def test_a_school_sees_its_own_and_its_teachers_what_they_are_called_to(cases: Cases) -> None:
    school = school_of(cases)
    principal = at_school(Role.PRINCIPAL, school)
    teacher = at_school(Role.HEAD_TEACHER, school)
    counsellor = at_school(Role.COUNSELLOR, school)
    incident = cases.reported(school_id=school, at_school=True)["id"]
    child = cases.register(school_id=school)["id"]
    quiet = cases.call(TOWNSHIP, "open_case", child_id=child, findings=["carer_unfit"])["id"]
    elsewhere = cases.reported()["id"]
    seen = {
        v.account_id: [sees(cases, v, c) for c in (incident, quiet, elsewhere)]
        for v in (principal, teacher, counsellor)
    }
    assert seen == {
        "principal": [True, True, False],
        "head_teacher": [True, False, False],
        "counsellor": [False, False, False],
    }
    on = (today() + timedelta(days=5)).isoformat()
    named = {"kind": "service_psychological", "post": "counsellor", "due_on": on}
    cases.call(TOWNSHIP, "set_case_duty", case_id=quiet, **named)
    assert [sees(cases, counsellor, c) for c in (incident, quiet)] == [False, True]


def test_the_education_bureau_sees_incidents_that_came_up_to_it(cases: Cases) -> None:
    school = school_of(cases)
    incident = cases.reported(school_id=school, at_school=True)["id"]
    assert not sees(cases, EDUCATION, incident)
    cases.pass_time(minutes=31)
    assert sees(cases, EDUCATION, incident)


NOBODY = (
    *(Role.ROOM_MANAGER, Role.CLINIC, Role.HELPER, Role.PARENT, Role.GUARDIAN, Role.CHILD),
    *(Role.FINANCE_CLERK, Role.FINANCE_APPROVER, Role.FINANCE_PAYER, Role.VOLUNTEER_FEDERATION),
    *(Role.ADOPTING_DEPARTMENT, Role.DONOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
    *(Role.AUDIT_ADMIN, Role.OPERATOR, Role.PUBLIC),
)


def test_nobody_else_sees_cases_or_their_numbers(cases: Cases) -> None:
    school, child = school_of(cases), cases.register()["id"]
    case_id = cases.reported(school_id=school)["id"]
    asked: tuple[tuple[str, dict[str, str]], ...] = (
        ("count_cases", {}),
        ("prove_case", {"case_id": case_id}),
        ("note_in_case", {"case_id": case_id, "note": "x"}),
        ("close_case", {"case_id": case_id, "result": "safe", "why": "x"}),
    )
    place = {"area": "520330", "school_id": school, "child_ids": (child,), "helped_ids": (child,)}
    for viewer in [of_role(role, **place) for role in NOBODY]:
        assert not sees(cases, viewer, case_id), viewer
        for operation, more in asked:
            with pytest.raises(AccessDenied):
                cases.call(viewer, operation, **more)


def test_the_auditor_sees_that_who_and_when_alone(cases: Cases) -> None:
    child = cases.register()["id"]
    opened = cases.call(
        TOWNSHIP, "open_case", child_id=child, findings=["violence"], note="邻居说的"
    )
    case = cases.case(opened["id"], AUDITOR)
    assert case["full"] is False
    assert (case["child_id"], case["findings"], case["situations"]) == (None, [], [])
    assert {e["by"] for e in case["timeline"]} == {"town", "system"}
    assert all(entry["text"] == {} for entry in case["timeline"])
    assert all("findings" not in entry["codes"] for entry in case["timeline"])
    assert cases.call(AUDITOR, "list_cases", child_id=child)["items"] == []
    assert cases.call(AUDITOR, "list_cases")["items"][0]["child_id"] is None


def test_every_look_at_a_case_is_logged(cases: Cases) -> None:
    case_id = cases.reported()["id"]
    cases.case(case_id, VILLAGE)
    looks = [
        r["account_id"]
        for r in cases.rows("access_log")
        if (r["operation"], r["subject"]) == ("registry.get_case", f"case/{case_id}")
    ]
    assert "village" in looks


def test_the_proof_finds_a_changed_entry_and_a_timeline_written_anew(cases: Cases) -> None:
    case_id = cases.received()["id"]
    proof = cases.call(AUDITOR, "prove_case", case_id=case_id)
    assert (proof["sound"], proof["fault"]) == (True, None)
    tamper(cases, "UPDATE case_entries SET by = 'nobody' WHERE position = 2")
    proof = cases.call(TOWNSHIP, "prove_case", case_id=case_id)
    assert (proof["sound"], proof["position"], proof["fault"]) == (False, 2, "changed")
    # The end cut off, and the case made to agree: the registry's history still says otherwise.
    tamper(cases, "UPDATE case_entries SET by = 'system' WHERE position = 2")
    tamper(cases, "DELETE FROM case_entries WHERE position > 3")
    tamper(
        cases,
        "UPDATE cases SET entries = 3, head = (SELECT hash FROM case_entries WHERE position = 3)",
    )
    assert cases.call(TOWNSHIP, "prove_case", case_id=case_id)["fault"] == "history"


def tamper(cases: Cases, statement: str) -> None:
    """As somebody could who owns the database."""
    with cases.database.transaction() as uow:
        postgres = uow.session.get_bind().dialect.name == "postgresql"
        if postgres:
            uow.session.execute(text("ALTER TABLE case_entries DISABLE TRIGGER ALL"))
        else:
            for verb in ("update", "delete"):
                drop = f"DROP TRIGGER IF EXISTS append_only_case_entries_{verb}"
                uow.session.execute(text(drop))
        uow.session.execute(text(statement))


def test_statistics_are_numbers_of_ones_own_place(cases: Cases) -> None:
    cases.reported(situations=["living_alone"])
    cases.reported(area_code="520330104")
    cases.acknowledge(TOWNSHIP, cases.call(TOWNSHIP, "list_cases")["items"][0]["id"], "receive")
    county = cases.call(COUNTY, "count_cases")
    assert (county["opened"], county["by_finding"]) == (2, {"living_alone": 1})
    town = cases.call(TOWNSHIP, "count_cases")
    assert (town["opened"], town["duties_in_time"], town["duties_overdue"]) == (1, 1, 0)
    assert cases.call(COUNTY, "count_cases", to_date="2020-01-01")["opened"] == 0
