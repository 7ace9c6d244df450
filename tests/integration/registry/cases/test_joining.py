"""Two reports of one danger become one case, and two again; who reported stays apart."""

from typing import Any

import pytest

from services.registry.handlers.cases import joining
from shared.access.table import admit
from shared.contracts.registry.errors import (
    CaseClosed,
    CaseHasJoined,
    CaseNotJoined,
    CasesOfTwoChildren,
    NoSuchReport,
    ReporterCommended,
)
from shared.errors import AccessDenied
from tests.integration.registry.cases.conftest import (
    COUNTY,
    OTHER_TOWN,
    TOWNSHIP,
    VILLAGE,
    Cases,
    school_of,
)
from tests.integration.registry.conftest import XIANGYANG


def two(cases: Cases) -> tuple[str, str, list[str]]:
    """The first, received; and another report an hour later."""
    codes = [cases.report(reporter_name="甲", what="孩子一个人住")["code"]]
    first = cases.newest()["id"]
    cases.acknowledge(TOWNSHIP, first, "receive")
    cases.pass_time(minutes=10)
    codes.append(
        cases.report(situations=["gone_missing"], reporter_name="乙", what="不见了")["code"]
    )
    return first, cases.newest()["id"], codes


def join(cases: Cases, case: str, into: str, viewer: Any = TOWNSHIP) -> Any:
    return cases.call(viewer, "join_case", case_id=case, into=into)


def running(cases: Cases, case_id: str) -> list[str]:
    return sorted(d["kind"] for d in cases.case(case_id)["duties"] if d["state"] == "open")


def test_the_second_report_goes_on_in_the_first_case_without_a_duty_twice(cases: Cases) -> None:
    first, second, codes = two(cases)
    police = cases.duty(first, "tell_police")
    joined = join(cases, second, first)
    assert joined["id"] == first
    assert running(cases, first) == ["file_upward", "search", "tell_police"]
    assert cases.duty(first, "tell_police")["due_at"] == police["due_at"]  # the earlier one
    assert (running(cases, second), cases.case(second)["joined_into"]) == ([], first)
    assert set(joined["situations"]) == {"accidental_injury", "gone_missing"}
    [entry] = [e for e in joined["timeline"] if e["kind"] == "joined"]
    assert entry["text"]["what"] == "不见了"
    assert "乙" not in str(joined)
    who = cases.call(TOWNSHIP, "see_reporter", case_id=first, purpose="核实地点")["items"]
    assert [one["name"] for one in who] == ["甲", "乙"]
    for case in (first, second):
        assert cases.call(COUNTY, "prove_case", case_id=case)["sound"]
    for code in codes:  # both are told of the one case
        assert cases.call(VILLAGE, "get_report", code=code)["handling"] == "handling"
    with pytest.raises(CaseClosed):
        cases.call(TOWNSHIP, "note_in_case", case_id=second, note="继续")


def test_joined_wrongly_they_are_two_again_with_their_clocks(cases: Cases) -> None:
    first, second, _ = two(cases)
    before, due = running(cases, second), cases.duty(second, "search")["due_at"]
    join(cases, second, first)
    cases.call(TOWNSHIP, "part_case", case_id=second, why="是另一个孩子")
    assert running(cases, second) == before
    again = [d for d in cases.case(second)["duties"] if d["kind"] == "search"][-1]
    assert (again["due_at"], again["state"]) == (due, "open")
    assert running(cases, first) == ["file_upward", "tell_police"]
    assert cases.case(second)["state"] == "reported"
    with pytest.raises(CaseNotJoined):
        cases.call(TOWNSHIP, "part_case", case_id=second, why="再来一次")


KNOWN = ("child_id", "area_code", "school_id", "situations", "findings", "incident_at")


def known(cases: Cases, case_id: str) -> dict[str, Any]:
    found = cases.case(case_id)
    return {name: found[name] for name in KNOWN}


def of_a_child(cases: Cases, child: str, incident_at: str, **more: Any) -> str:
    """Reported a minute after the last, and matched."""
    cases.pass_time(minutes=1)
    reported = {"area_code": XIANGYANG, "situations": ["gone_missing"], **more}
    case = str(cases.reported(**reported, incident_at=incident_at)["id"])
    cases.call(TOWNSHIP, "match_case", case_id=case, child_id=child)
    return case


def test_what_was_taken_over_goes_back_with_the_parted_case(cases: Cases) -> None:
    child, place = cases.register()["id"], "520330103"
    first = cases.reported(area_code=place)["id"]
    early = "2025-09-09T08:00:00+00:00"
    second = of_a_child(cases, child, early, school_id=school_of(cases))
    before, others = known(cases, first), known(cases, second)
    join(cases, second, first)
    joined = known(cases, first)
    same = ("child_id", "area_code", "school_id", "incident_at")
    assert [joined[name] for name in same] == [others[name] for name in same]
    cases.call(TOWNSHIP, "find_in_case", case_id=first, findings=["carer_unfit"])
    cases.call(TOWNSHIP, "part_case", case_id=second, why="是另一个孩子")
    assert known(cases, first) == {**before, "findings": [*before["findings"], "carer_unfit"]}
    assert known(cases, second) == others
    told = cases.events("case_matched")[-1]
    assert (told["case_id"], told["child_id"], told["area_code"]) == (first, None, place)
    for case in (first, second):
        assert cases.call(COUNTY, "prove_case", case_id=case)["sound"]


def test_what_another_joined_report_says_too_and_what_was_changed_stays(cases: Cases) -> None:
    child = cases.register()["id"]
    right = cases.register(id_number=None, name="单雨桐")["id"]
    first = cases.reported(area_code="520330103")["id"]
    second = of_a_child(cases, child, "2025-09-09T08:00:00+00:00")
    third = of_a_child(cases, child, "2025-09-09T09:00:00+00:00")
    for case in (second, third):
        join(cases, case, first)
    cases.call(TOWNSHIP, "part_case", case_id=second, why="是另一件事")
    after = known(cases, first)
    assert (after["child_id"], after["incident_at"][:16]) == (child, "2025-09-09T09:00")
    assert set(after["situations"]) == {"accidental_injury", "gone_missing"}
    told = len(cases.events("case_matched"))
    join(cases, second, first)
    cases.call(TOWNSHIP, "match_case", case_id=first, child_id=right, why="上门核实")
    cases.call(TOWNSHIP, "part_case", case_id=second, why="是另一个孩子")
    assert known(cases, first)["child_id"] == right
    assert len(cases.events("case_matched")) == told + 1  # the match by hand alone


def test_a_case_that_took_reports_is_the_one_that_goes_on(cases: Cases) -> None:
    first, second, codes = two(cases)
    cases.pass_time(minutes=10)
    third = cases.reported(situations=["gone_missing"])["id"]
    join(cases, second, first)
    with pytest.raises(CaseHasJoined):
        join(cases, first, third)
    join(cases, third, first)
    assert cases.case(first)["reports"] == 3
    for code in codes:
        assert cases.call(VILLAGE, "get_report", code=code)["handling"] == "handling"


def test_an_earlier_clock_takes_the_later_ones_place(cases: Cases) -> None:
    first, second, _ = two(cases)
    due = cases.duty(first, "tell_police")["due_at"]
    join(cases, first, second)  # the older report into the newer case
    open_ones = [
        d
        for d in cases.case(second)["duties"]
        if d["kind"] == "tell_police" and d["state"] == "open"
    ]
    assert [d["due_at"] for d in open_ones] == [due]
    cases.pass_time(minutes=51)
    assert cases.case(second)["overdue"] >= 1


def test_running_cases_of_the_child_and_place_are_shown_the_childs_first(cases: Cases) -> None:
    child = cases.register()["id"]
    first, second, _ = two(cases)
    far = cases.reported(area_code=XIANGYANG)["id"]
    cases.call(TOWNSHIP, "match_case", case_id=far, child_id=child)
    cases.call(TOWNSHIP, "match_case", case_id=second, child_id=child)
    found = cases.call(TOWNSHIP, "list_like_cases", case_id=second)["items"]
    assert [(one["id"], one["like"]) for one in found] == [
        (far, "same_child"),
        (first, "same_place"),
    ]
    with pytest.raises(AccessDenied):
        cases.call(OTHER_TOWN, "list_like_cases", case_id=second)
    with pytest.raises(AccessDenied):
        join(cases, second, first, OTHER_TOWN)
    other = cases.register(id_number=None, name="单雨桐")["id"]
    cases.call(TOWNSHIP, "match_case", case_id=first, child_id=other)
    with pytest.raises(CasesOfTwoChildren):
        join(cases, second, first)


def test_a_reporter_is_commended_without_anybody_seeing_who(cases: Cases) -> None:
    code = cases.report(reporter_name="甲", reporter_phone="13800001111")["code"]
    case = cases.newest()["id"]
    said = {"case_id": case, "report": 1, "words": "谢谢您及时报告"}
    shown = cases.call(TOWNSHIP, "commend_reporter", **said)
    assert "甲" not in str(shown)
    assert cases.call(VILLAGE, "get_report", code=code)["commendation"] == "谢谢您及时报告"
    with pytest.raises(ReporterCommended):
        cases.call(TOWNSHIP, "commend_reporter", **said)
    with pytest.raises(NoSuchReport):
        cases.call(TOWNSHIP, "commend_reporter", **{**said, "report": 2})
    with pytest.raises(AccessDenied):
        cases.call(VILLAGE, "commend_reporter", **said)


def test_numbers_count_one_danger_once(cases: Cases) -> None:
    first, second, _ = two(cases)
    before = cases.call(COUNTY, "count_cases")
    join(cases, second, first)
    after = cases.call(COUNTY, "count_cases")
    assert (before["opened"], after["opened"]) == (2, 1)
    assert after["by_situation"] == {"accidental_injury": 1, "gone_missing": 1}
    assert (after["by_result"], after["by_state"]) == ({}, {"open": 1})
    given = [d for d in cases.case(first)["duties"] if d["state"] != "void"]
    assert after["duties_set"] == len(given)


def test_two_who_join_and_part_crosswise_both_come_through(cases: Cases) -> None:
    """Both take the two rows in one order."""
    cases.report()
    one = cases.newest()["id"]
    cases.report()
    other = cases.newest()["id"]
    low, high = sorted((one, other))
    join(cases, high, low)
    taken: list[str] = []
    with cases.database.transaction() as uow:
        get = uow.cases.get
        uow.cases.get = lambda case_id: (taken.append(case_id), get(case_id))[1]
        grant = admit(TOWNSHIP, "registry.part_case")
        joining.part_case(uow, grant, case_id=high, why="是两件事")
    assert list(dict.fromkeys(taken)) == [low, high]
