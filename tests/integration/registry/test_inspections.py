"""Inspections: drawn at random, visited, found, answered, judged, pressed for, seen by whom."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.registry.domain.inspections import digest, sample
from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.organising.errors import (
    FindingSettled,
    OwnAnswer,
    VisitNotRecorded,
    VisitRecorded,
)
from shared.errors import AccessDenied
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
from tests.integration.registry.test_adoptions import principal, school, stored

FAR = Viewer(account_id="far", roles=frozenset({Role.TOWNSHIP_OFFICER}), area="520330104")
SECOND = Viewer(account_id="other", roles=frozenset({Role.COUNTY_OFFICER}), area="520330")


def draw(registry: Registry, viewer: Viewer = COUNTY, **more: Any) -> Any:
    about = {
        "area": viewer.area,
        "subject": "village",
        "size": 2,
        "title": "秋季督查",
        "lead": "赵组长",
        "from_on": "2025-09-10",
        "to_on": "2025-09-30",
    }
    return registry.call(viewer, "draw_inspection", **{**about, **more})


def visited(registry: Registry, visit: Any, viewer: Viewer = COUNTY) -> Any:
    seen = {"visited_on": TODAY.isoformat(), "visitors": "赵组长", "summary": "档案不全"}
    return registry.call(viewer, "record_inspection_visit", visit_id=visit["id"], **seen)


def found(registry: Registry, viewer: Viewer = TOWNSHIP, due: str = "2025-09-20") -> Any:
    """In the village of the tests, by the township over it."""
    drawn = draw(registry, viewer, size=200)
    visit = next(v for v in drawn["visits"] if v["area_code"] == HONGGANG)
    visited(registry, visit, viewer)
    about = {"what": "三名儿童没有走访记录", "due_on": due}
    return registry.call(viewer, "make_finding", visit_id=visit["id"], **about)


def fire(registry: Registry) -> list[Any]:
    """What is due by now, as the service does it: each timer once."""
    while registry.fire("finding_due"):
        pass
    return [data for name, data in registry.published() if name == "finding_due"]


def test_the_sample_is_drawn_by_the_kept_seed_and_can_be_drawn_again(registry: Registry) -> None:
    drawn = draw(registry)
    villages = [HONGGANG, XIANGYANG, LONGXING]
    assert [v["area_code"] for v in drawn["visits"]] == sample(villages, drawn["seed"], 2)
    assert (drawn["population"], drawn["digest"]) == (3, digest(villages))
    other = draw(registry)
    assert other["seed"] != drawn["seed"]
    own, absent = school(registry), registry.register(id_number=None, mother_situation="at_home")
    assert [v["school_id"] for v in draw(registry, subject="school")["visits"]] == [own]
    child = registry.register(VILLAGE)["id"]
    [dossier] = draw(registry, subject="dossier", size=9)["visits"]
    assert (dossier["child_id"], absent["status"]) == (child, "not_left_behind")
    with pytest.raises(AccessDenied):
        draw(registry, TOWNSHIP, area="520330")
    with pytest.raises(AccessDenied):
        draw(registry, VILLAGE)


def test_a_finding_is_answered_by_the_place_and_judged_by_who_inspected(registry: Registry) -> None:
    drawn = draw(registry, TOWNSHIP)
    visit = next(v for v in drawn["visits"] if v["area_code"] == HONGGANG)
    early = {"visit_id": visit["id"], "what": "x", "due_on": "2025-09-20"}
    with pytest.raises(VisitNotRecorded):
        registry.call(TOWNSHIP, "make_finding", **early)
    visited(registry, visit, TOWNSHIP)
    with pytest.raises(VisitRecorded):
        visited(registry, visit, TOWNSHIP)
    finding = registry.call(TOWNSHIP, "make_finding", **{**early, "what": "三名儿童没有走访"})
    answer = {"finding_id": finding["id"], "answer": "已逐户补访"}
    with pytest.raises(AccessDenied):
        registry.call(FAR, "answer_finding", **answer)
    with pytest.raises(OwnAnswer):
        registry.call(TOWNSHIP, "answer_finding", **answer)
    [todo] = registry.call(VILLAGE, "list_findings", waiting="mine")["items"]
    assert (todo["id"], todo["may_answer"], todo["may_decide"]) == (finding["id"], True, False)
    registry.call(VILLAGE, "answer_finding", **answer)
    assert registry.call(VILLAGE, "list_findings", waiting="mine")["items"] == []
    [judged] = registry.call(TOWNSHIP, "list_findings", waiting="mine")["items"]
    assert judged["may_decide"] is True
    back = {"finding_id": finding["id"], "accepted": False, "note": "还差一户"}
    with pytest.raises(AccessDenied):
        registry.call(VILLAGE, "decide_finding", **back)
    again = registry.call(TOWNSHIP, "decide_finding", **back, due_on="2025-09-25")
    assert (again["state"], again["due_on"]) == ("open", "2025-09-25")
    registry.call(VILLAGE, "answer_finding", **answer)
    done = registry.call(
        TOWNSHIP, "decide_finding", finding_id=finding["id"], accepted=True, note="到位"
    )
    assert [entry["what"] for entry in done["entries"]] == [
        *("found", "answered", "sent_back", "answered", "accepted")
    ]
    with pytest.raises(FindingSettled):
        registry.call(VILLAGE, "answer_finding", **answer)
    said = stored(registry, "inspections", "inspection_visits", "finding_entries", "commands")
    for secret in ("秋季督查", "赵组长", "档案不全", "三名儿童没有走访", "已逐户补访", "还差一户"):
        assert secret not in said
    told = [name for name, _ in registry.published() if name.startswith("finding")]
    assert told == [
        *("finding_made", "finding_answered", "finding_decided"),
        *("finding_answered", "finding_decided"),
    ]


def test_an_office_that_draws_for_a_place_below_inspects_as_itself(registry: Registry) -> None:
    drawn = draw(registry, COUNTY, area="520330103")
    visit = next(v for v in drawn["visits"] if v["area_code"] == HONGGANG)
    visited(registry, visit)
    about = {"visit_id": visit["id"], "what": "x", "due_on": "2025-09-20"}
    finding = registry.call(COUNTY, "make_finding", **about)
    answer = {"finding_id": finding["id"], "answer": "已补访"}
    with pytest.raises(OwnAnswer):
        registry.call(COUNTY, "answer_finding", **answer)
    registry.call(VILLAGE, "answer_finding", **answer)
    assert registry.published()[-1][1]["posts"] == ["role:county_officer@520330"]
    [judged] = registry.call(COUNTY, "list_findings", waiting="mine")["items"]
    assert judged["may_decide"] is True


def test_an_overdue_finding_is_pressed_for_at_the_place_and_above(registry: Registry) -> None:
    finding = found(registry, COUNTY)
    for day in (17, 20, 21):
        clock.travel_to(date(2025, 9, day) + timedelta(days=1))  # a day late, at whatever hour
        told = fire(registry)
    assert [len(data["posts"]) for data in told] == [1, 3, 3]
    assert told[-1]["posts"] == [
        f"role:village_officer@{HONGGANG}",
        "role:township_officer@520330103",
        "role:county_officer@520330",
    ]
    for viewer in (VILLAGE, TOWNSHIP, COUNTY):
        [late] = registry.call(viewer, "list_findings", waiting="mine")["items"]
        assert (late["id"], late["overdue"]) == (finding["id"], True)
    assert registry.call(FAR, "list_findings", waiting="overdue")["items"] == []
    registry.call(VILLAGE, "answer_finding", finding_id=finding["id"], answer="已补")
    clock.travel_to(date(2025, 12, 1))
    assert len(fire(registry)) == 3


def test_a_place_sees_its_own_part_and_the_auditor_that_it_was_done(registry: Registry) -> None:
    drawn = draw(registry, size=3)
    finding = found(registry, COUNTY)
    own = registry.call(VILLAGE, "get_inspection", inspection_id=drawn["id"])
    assert [v["area_code"] for v in own["visits"]] == [HONGGANG]
    assert own["may_inspect"] is False
    with pytest.raises(AccessDenied):
        registry.call(principal(school(registry)), "get_inspection", inspection_id=drawn["id"])
    looked = registry.call(AUDITOR, "get_finding", finding_id=finding["id"])
    assert [(e["what"], e["text"]) for e in looked["entries"]] == [("found", None)]
    audited = registry.call(AUDITOR, "get_inspection", inspection_id=finding["inspection_id"])
    assert {(v["visitors"], v["summary"]) for v in audited["visits"]} == {(None, None)}
    for denied in ("answer_finding", "decide_finding"):
        more = {"answer": "x"} if denied == "answer_finding" else {"accepted": True, "note": "x"}
        with pytest.raises(AccessDenied):
            registry.call(AUDITOR, denied, finding_id=finding["id"], **more)
    assert registry.call(SECOND, "list_inspections")["items"]


def test_a_finding_is_answered_by_the_post_that_it_was_given_to(registry: Registry) -> None:
    finding = found(registry, COUNTY)
    answer = {"finding_id": finding["id"], "answer": "已补访"}
    federation = Viewer(account_id="f", roles=frozenset({Role.COUNTY_FEDERATION}), area="520330")
    for viewer in (TOWNSHIP, federation):
        shown = registry.call(viewer, "get_finding", finding_id=finding["id"])
        assert shown["may_answer"] is False
        with pytest.raises(AccessDenied):
            registry.call(viewer, "answer_finding", **answer)
    assert registry.call(VILLAGE, "answer_finding", **answer)["state"] == "answered"


def test_a_reminder_is_of_the_findings_own_version(registry: Registry) -> None:
    finding = found(registry, COUNTY)
    clock.travel_to(date(2025, 9, 18))
    [told] = fire(registry)
    [made] = [data for name, data in registry.published() if name == "finding_made"]
    assert told["version"] == made["version"] == 1
    assert {name: told[name] for name in made} == made
    assert finding["id"] == told["finding_id"]
