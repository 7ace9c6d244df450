"""Anybody may report a danger; nobody is told who did (DOMAIN 5.1, 反家庭暴力法 14)."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import text

from shared.access.roles import OF_NO_ACCOUNT, Role
from shared.clock import now
from shared.contracts.registry.errors import (
    AreaNotFound,
    IncidentInTheFuture,
    IncidentTooLongAgo,
    ReporterPurposeMissing,
    ReportNotFound,
)
from shared.errors import AccessDenied, InvalidRequest
from shared.viewer import Viewer
from tests.integration.registry.cases.conftest import (
    AUDITOR,
    POLICE,
    PUBLIC,
    TOWNSHIP,
    VILLAGE,
    Cases,
    at_school,
    school_of,
)

NAME, PHONE, WORDS = "赵小燕举报人", "13712345678", "听见孩子每晚哭"
TEACHER = Viewer(account_id="teacher-7", roles=frozenset({Role.HELPER}), person_id="p-7")


def everything(cases: Cases) -> str:
    """Every row of every table, as text."""
    with cases.database.transaction() as uow:
        tables = uow.base.metadata.tables
        rows = [
            [str(value) for value in row]
            for table in tables.values()
            for row in uow.session.execute(table.select())
        ]
    return json.dumps(rows, ensure_ascii=False)


def test_a_report_opens_a_case_and_tells_the_police_at_once(cases: Cases) -> None:
    case = cases.reported(situations=["domestic_violence"], what=WORDS)
    assert (case["state"], case["origin"]) == ("reported", "report")
    assert case["findings"] == ["violence"]
    kinds = {duty["kind"] for duty in case["duties"]}
    assert kinds >= {"receive", "tell_police", "file_upward", "stop_violence", "medical_proof"}
    assert cases.events("case_opened")[0]["situations"] == ["domestic_violence"]
    assert "role:police@520330" in [
        post for event in cases.events("case_duty_set") for post in event["posts"]
    ]


def test_a_child_registered_nowhere_can_be_reported(cases: Cases) -> None:
    case = cases.reported(area_code="520330", child="七八岁男孩，红衣服", place="车站")
    assert case["child_id"] is None
    assert case["timeline"][0]["text"] == {"child": "七八岁男孩，红衣服", "place": "车站"}
    # With no township known, the county is called first.
    assert cases.duty(case["id"], "receive")["posts"] == ["county_officer", "county_federation"]


def test_everybody_with_an_account_may_report(cases: Cases) -> None:
    for role in [role for role in Role if role not in OF_NO_ACCOUNT]:
        viewer = Viewer(account_id="x", roles=frozenset({role}), area="520330104")
        assert cases.report(viewer)["code"], role


def test_the_reporter_stands_nowhere_in_clear(cases: Cases) -> None:
    cases.report(
        TEACHER,
        reporter_name=NAME,
        reporter_phone=PHONE,
        what=WORDS,
        idempotency_key="k1",
    )
    rows = everything(cases)
    for planted in (NAME, PHONE, WORDS, "teacher-7", "p-7"):
        assert planted not in rows
    told = json.dumps([cases.newest(), cases.published()], ensure_ascii=False)
    for planted in (NAME, PHONE, "teacher-7", "p-7"):
        assert planted not in told


def test_the_reporter_is_shown_for_a_purpose_and_every_look_is_logged(cases: Cases) -> None:
    case = cases.reported(reporter_name=NAME, reporter_phone=PHONE)
    ask = {"case_id": case["id"], "purpose": "回复处理结果"}
    assert cases.call(TOWNSHIP, "see_reporter", **ask)["items"][0]["name"] == NAME
    log = [r for r in cases.rows("access_log") if r["operation"] == "registry.see_reporter"]
    assert [(r["account_id"], r["subject"]) for r in log] == [("town", f"case/{case['id']}")]
    assert log[0]["purpose"] is not None
    assert "回复" not in log[0]["purpose"]
    with pytest.raises(ReporterPurposeMissing):
        cases.call(TOWNSHIP, "see_reporter", case_id=case["id"], purpose=" ")


def test_only_three_roles_may_ask_who_reported(cases: Cases) -> None:
    case = cases.reported(reporter_name=NAME)
    ask = {"case_id": case["id"], "purpose": "核实"}
    told = set()
    for role in set(Role) - {Role.SYSTEM}:
        area = {"township_officer": "520330103"}.get(role, "520330")
        viewer = Viewer(account_id="v", roles=frozenset({role}), area=area)
        with suppress(AccessDenied):
            told |= {(role, cases.call(viewer, "see_reporter", **ask)["items"][0]["name"])}
    asked = (Role.COUNTY_OFFICER, Role.TOWNSHIP_OFFICER, Role.POLICE)
    assert told == {(role, NAME) for role in asked}


def test_whoever_reported_learns_that_it_was_handled(cases: Cases) -> None:
    code = cases.report()["code"]
    case = cases.newest()
    look = lambda: cases.call(PUBLIC, "get_report", code=code.lower())["handling"]  # noqa: E731
    assert look() == "received"
    cases.acknowledge(TOWNSHIP, case["id"], "receive")
    assert look() == "handling"
    cases.call(TOWNSHIP, "close_case", case_id=case["id"], result="no_danger", why="误会")
    assert cases.call(PUBLIC, "get_report", code=code)["handling"] == "no_danger"
    with pytest.raises(ReportNotFound):
        cases.call(PUBLIC, "get_report", code="AAAA-BBBB-CCCC")


def test_an_account_finds_its_own_reports_again_and_no_others(cases: Cases) -> None:
    cases.report(TEACHER)
    cases.report(VILLAGE)
    assert len(cases.call(TEACHER, "list_own_reports")["items"]) == 1
    assert cases.call(POLICE, "list_own_reports")["items"] == []


def test_a_report_again_under_its_key_is_one_report(cases: Cases) -> None:
    first = cases.report(TEACHER, idempotency_key="once")
    assert cases.report(TEACHER, idempotency_key="once") == first
    assert len(cases.call(AUDITOR, "list_cases")["items"]) == 1


def test_an_incident_at_school_starts_the_clock_when_it_happened(cases: Cases) -> None:
    school = school_of(cases)
    teacher = at_school(Role.HEAD_TEACHER, school)
    happened = now() - timedelta(minutes=20)
    cases.report(teacher, at_school=True, incident_at=happened.isoformat())
    case = cases.newest()
    due = {d["kind"]: d["due_at"] for d in case["duties"]}
    for kind, minutes in (
        ("tell_guardian", 30),
        ("tell_parents", 60),
        ("tell_education", 120),
        ("tell_township", 120),
    ):
        assert due[kind] == (happened + timedelta(minutes=minutes)).isoformat(), kind
    assert case["school_id"] == school
    guardian = cases.duty(case["id"], "tell_guardian")
    assert guardian["posts"] == ["head_teacher", "principal"]


def test_impossible_reports_are_refused_and_leave_nothing(cases: Cases) -> None:
    with pytest.raises(AreaNotFound):
        cases.report(area_code="520399")
    with pytest.raises(IncidentInTheFuture):
        cases.report(incident_at=(now() + timedelta(hours=1)).isoformat())
    with pytest.raises(IncidentTooLongAgo):
        cases.report(incident_at="1999-01-01T00:00:00+08:00")
    with pytest.raises(InvalidRequest):
        cases.report(situations=[])
    with pytest.raises(InvalidRequest):
        cases.report(situations=["bored"])
    assert cases.rows("cases") == []
    assert [row for row in cases.rows("timers") if row["kind"].startswith("case")] == []


def test_the_timeline_refuses_every_change(cases: Cases) -> None:
    cases.report()
    for verb in ("UPDATE case_entries SET kind = 'noted'", "DELETE FROM case_entries"):
        with pytest.raises(Exception, match="append"), cases.database.transaction() as uow:
            uow.session.execute(text(verb))
