"""From the report to the end: matching, findings, assessment, services, intervention, closing."""

from datetime import date, timedelta

import pytest

from shared.access.roles import Role
from shared.clock import today
from shared.contracts.registry.errors import (
    CaseClosed,
    CaseHasAChild,
    CaseNotAssessed,
    ChildNotFound,
    DueInThePast,
    DueTooFar,
    DutiesOpen,
    NothingChanged,
    NotReceivedYet,
    PostNotOfCase,
    StepInTheFuture,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.registry.cases.conftest import (
    COUNTY,
    POLICE,
    TOWNSHIP,
    VILLAGE,
    Cases,
)
from tests.integration.registry.conftest import LONGXING

RISKS = {"safety": "safe", "guardianship": "at_risk", "health": "safe"}


def assess(cases: Cases, case_id: str) -> None:
    cases.call(TOWNSHIP, "assess_case", case_id=case_id, risks=RISKS, note="四方会商")


def step(cases: Cases, case_id: str, what: str, viewer: Viewer = TOWNSHIP, **more: object) -> None:
    cases.call(viewer, "step_in_case", case_id=case_id, step=what, **more)


def acknowledge_all(cases: Cases, case_id: str) -> None:
    for duty in cases.case(case_id)["duties"]:
        if duty["state"] == "open":
            offices = (TOWNSHIP, VILLAGE, POLICE, COUNTY)
            who = next(v for v in offices if next(iter(v.roles)) in duty["posts"])
            number = duty["number"]
            cases.call(who, "acknowledge_duty", case_id=case_id, number=number)


def test_a_person_matches_the_report_to_a_child_on_file(cases: Cases) -> None:
    child = cases.register()["id"]
    case = cases.reported(area_code="520330103")
    with pytest.raises(AccessDenied):
        cases.call(VILLAGE, "match_case", case_id=case["id"], child_id=child)
    nobody = "00000000-0000-0000-0000-000000000001"
    with pytest.raises(ChildNotFound):
        cases.call(TOWNSHIP, "match_case", case_id=case["id"], child_id=nobody)
    matched = cases.call(TOWNSHIP, "match_case", case_id=case["id"], child_id=child)
    assert (matched["child_id"], matched["area_code"]) == (child, "520330103201")
    with pytest.raises(CaseHasAChild):
        cases.call(TOWNSHIP, "match_case", case_id=case["id"], child_id=child)
    far = cases.register(id_number=None, name="单雨桐", area_code=LONGXING)["id"]
    other = cases.reported(area_code="520330103")
    with pytest.raises(AccessDenied):
        cases.call(TOWNSHIP, "match_case", case_id=other["id"], child_id=far)


def test_what_is_found_sets_its_duties_once(cases: Cases) -> None:
    case = cases.received()
    find = {"case_id": case["id"], "findings": ["carer_unfit"]}
    found = cases.call(VILLAGE, "find_in_case", **find)
    kinds = [duty["kind"] for duty in found["duties"]]
    assert kinds.count("see_child") == kinds.count("other_carer") == 1
    with pytest.raises(NothingChanged):
        cases.call(VILLAGE, "find_in_case", **find)
    again = cases.call(
        TOWNSHIP, "find_in_case", case_id=case["id"], findings=["carer_unfit", "living_alone"]
    )
    assert [d["kind"] for d in again["duties"]].count("see_child") == 1


def test_a_case_is_closed_only_when_assessed_and_nothing_is_left(cases: Cases) -> None:
    case_id = cases.reported()["id"]
    close = {"case_id": case_id, "result": "safe", "why": "父亲已返乡"}
    with pytest.raises(NotReceivedYet):
        cases.call(TOWNSHIP, "close_case", **close)
    with pytest.raises(NotReceivedYet):
        assess(cases, case_id)
    cases.acknowledge(TOWNSHIP, case_id, "receive")
    with pytest.raises(CaseNotAssessed):
        cases.call(TOWNSHIP, "close_case", **close)
    assess(cases, case_id)
    with pytest.raises(DutiesOpen):
        cases.call(TOWNSHIP, "close_case", **close)
    acknowledge_all(cases, case_id)
    assert cases.call(TOWNSHIP, "close_case", **close)["state"] == "closed"
    assert cases.events("case_assessed")[0]["risks"][0] == "guardianship:at_risk"
    with pytest.raises(CaseClosed):
        cases.call(TOWNSHIP, "note_in_case", case_id=case_id, note="再记一笔")


def test_a_report_that_is_no_danger_is_closed_with_a_reason(cases: Cases) -> None:
    case_id = cases.reported(situations=["domestic_violence"])["id"]
    close = {"case_id": case_id, "result": "no_danger", "why": "邻居误听电视"}
    with pytest.raises(NotReceivedYet):
        cases.call(TOWNSHIP, "close_case", **close)
    cases.acknowledge(TOWNSHIP, case_id, "receive")
    with pytest.raises(AccessDenied):
        cases.call(VILLAGE, "close_case", **close)
    closed = cases.call(TOWNSHIP, "close_case", **close)
    assert {d["state"] for d in closed["duties"]} == {"done", "void"}
    assert {d["ended_by"] for d in closed["duties"] if d["state"] == "void"} == {"town"}
    cases.pass_time(days=3)
    assert cases.events("case_duty_missed") == []
    assert "role:police@520330" in cases.events("case_closed")[0]["posts"]


def test_a_service_is_followed_to_its_end(cases: Cases) -> None:
    case_id = cases.received()["id"]
    on = (today() + timedelta(days=10)).isoformat()
    give = {"case_id": case_id, "kind": "service_medical", "post": "village_officer"}
    cases.call(TOWNSHIP, "set_case_duty", **give, due_on=on, note="县医院复查")
    assert cases.duty(case_id, "service_medical")["posts"] == ["village_officer"]
    cases.pass_time(days=11)
    assert cases.duty(case_id, "service_medical")["posts"] == [
        "village_officer",
        "township_officer",
    ]
    cases.acknowledge(VILLAGE, case_id, "service_medical", note="已复查，痊愈")
    assert cases.duty(case_id, "service_medical")["state"] == "done"


def test_a_task_needs_a_post_of_the_case_and_a_day_to_come(cases: Cases) -> None:
    case_id = cases.received()["id"]
    give = {"case_id": case_id, "kind": "visit", "post": "village_officer"}
    for day, refusal in (("2020-01-01", DueInThePast), ("2099-01-01", DueTooFar)):
        with pytest.raises(refusal):
            cases.call(TOWNSHIP, "set_case_duty", **give, due_on=day)
    tomorrow = (today() + timedelta(days=1)).isoformat()
    for post in ("counsellor", "family", None):
        with pytest.raises(PostNotOfCase):
            cases.call(TOWNSHIP, "set_case_duty", **{**give, "post": post}, due_on=tomorrow)


def test_a_helper_and_a_parent_see_their_own_duty_and_nothing_else(cases: Cases) -> None:
    child = cases.register()["id"]
    case_id = cases.call(TOWNSHIP, "open_case", child_id=child, findings=["living_alone"])["id"]
    helper_id = "00000000-0000-0000-0000-0000000000aa"
    tomorrow = (today() + timedelta(days=1)).isoformat()
    give = {"case_id": case_id, "kind": "visit", "helper_id": helper_id, "due_on": tomorrow}
    cases.call(TOWNSHIP, "set_case_duty", **give, note="秘密")
    helper = Viewer(account_id="h", roles=frozenset({Role.HELPER}), person_id=helper_id)
    parent = Viewer(account_id="p", roles=frozenset({Role.PARENT}), child_ids=(child,))
    for viewer, kinds in ((helper, ["visit"]), (parent, ["order_back"])):
        mine = cases.call(viewer, "list_my_duties")["items"]
        assert [duty["kind"] for duty in mine] == kinds
        with pytest.raises(AccessDenied):
            cases.call(viewer, "get_case", case_id=case_id)
        with pytest.raises(AccessDenied):
            cases.call(viewer, "list_cases")
        number = mine[0]["number"]
        done = cases.call(viewer, "acknowledge_duty", case_id=case_id, number=number)
        assert done["state"] == "done"


def test_a_warning_letter_brings_the_villages_visits(cases: Cases) -> None:
    case_id = cases.received()["id"]
    step(cases, case_id, "warning_letter")
    visits = [d for d in cases.case(case_id)["duties"] if d["kind"] == "warning_visit"]
    assert [d["due_at"][:10] for d in visits] == ["2025-10-10", "2025-11-09", "2025-12-09"]
    assert {tuple(d["posts"]) for d in visits} == {("village_officer",)}
    with pytest.raises(StepInTheFuture):
        step(cases, case_id, "criticism", on="2025-09-11")


def test_a_protection_order_is_supported(cases: Cases) -> None:
    case_id = cases.received()["id"]
    step(cases, case_id, "protection_order")
    assert cases.duty(case_id, "protection_order")["state"] == "open"


@pytest.mark.parametrize(
    ("steps", "ground"),
    [
        (["criticism", "danger_persists"], "danger_after_education"),
        (["serious_harm"], "serious_harm"),
    ],
)
def test_a_ground_prompts_for_a_petition(cases: Cases, steps: list[str], ground: str) -> None:
    case_id = cases.received()["id"]
    for each in steps:
        assert cases.case(case_id)["grounds"] == []
        step(cases, case_id, each)
    assert cases.case(case_id)["grounds"] == [ground]
    assert cases.duty(case_id, "consider_petition")["posts"] == ["county_officer"]
    assert [e["ground"] for e in cases.events("case_petition_prompted")] == [ground]


def test_six_months_of_refusal_prompt_on_their_day(cases: Cases) -> None:
    case_id = cases.received()["id"]
    step(cases, case_id, "duty_refused", on="2025-08-31")
    cases.pass_time(days=(date(2026, 2, 28) - today()).days)
    assert cases.case(case_id)["grounds"] == []
    cases.pass_time(days=1)
    assert cases.case(case_id)["grounds"] == ["refused_six_months"]
    assert len(cases.events("case_petition_prompted")) == 1


def test_a_duty_taken_up_again_stops_the_six_months(cases: Cases) -> None:
    case_id = cases.received()["id"]
    step(cases, case_id, "duty_refused", on="2025-08-31")
    step(cases, case_id, "duty_resumed")
    cases.pass_time(days=300)
    assert cases.case(case_id)["grounds"] == []


@pytest.mark.parametrize(
    ("care", "born", "opens"),
    [
        ("unattended", "2017-09-10", True),  # 8 on the day after the birthday: tomorrow
        ("unattended", "2017-09-09", False),
        ("alone", "2009-09-10", True),
        ("alone", "2009-09-09", False),
        ("with_carer", "2020-01-01", False),
    ],
)
def test_alone_or_unattended_in_the_dossier_opens_a_case_at_once(
    cases: Cases, care: str, born: str, opens: bool
) -> None:
    child = cases.register(id_number=None, birth_date=born)["id"]
    assert cases.rows("cases") == []
    cases.correct(child, care=care)
    found = cases.call(VILLAGE, "list_cases")["items"]
    assert [(c["child_id"], c["origin"]) for c in found] == [(child, "dossier")] * opens
    if opens:
        cases.correct(child, care="with_carer")
        cases.correct(child, care=care)
        assert len(cases.rows("cases")) == 1


def test_a_running_case_goes_with_a_child_that_moves(cases: Cases) -> None:
    child = cases.register()["id"]
    case_id = cases.call(TOWNSHIP, "open_case", child_id=child, findings=["carer_unfit"])["id"]
    cases.correct(child, area_code=LONGXING)
    new_village = Viewer(account_id="new", roles=frozenset({Role.VILLAGE_OFFICER}), area=LONGXING)
    assert cases.case(case_id, new_village)["area_code"] == LONGXING
    assert cases.events("case_matched")[-1]["area_code"] == LONGXING
    with pytest.raises(AccessDenied):
        cases.case(case_id, VILLAGE)
