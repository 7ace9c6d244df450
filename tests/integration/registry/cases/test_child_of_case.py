"""Whose a case is: it follows a merged dossier, and a wrong match is put right with the reason."""

import pytest

from shared.contracts.registry.errors import CaseHasAChild, NothingChanged
from shared.errors import AccessDenied
from tests.integration.registry.cases.conftest import COUNTY, TOWNSHIP, VILLAGE, Cases
from tests.integration.registry.conftest import LONGXING, XIANGYANG
from tests.integration.registry.test_merges import merge, pair, undo


def of_child(cases: Cases, child_id: str) -> set[str]:
    found = cases.call(COUNTY, "list_cases", child_id=child_id)["items"]
    return {case["id"] for case in found}


def open_case(cases: Cases, child_id: str) -> str:
    request = {"child_id": child_id, "findings": ["carer_unfit"]}
    return str(cases.call(TOWNSHIP, "open_case", **request)["id"])


def test_a_running_case_goes_with_the_child_and_comes_back_when_they_are_two(cases: Cases) -> None:
    first, second = pair(cases, area_code=XIANGYANG)
    case, own = open_case(cases, second), open_case(cases, first)
    merged = merge(cases, first, second)
    moved = cases.case(case)
    assert (moved["child_id"], moved["area_code"]) == (first, "520330103201")
    assert moved["timeline"][-1]["codes"]["before"] == second
    assert of_child(cases, first) == {case, own}
    assert cases.call(COUNTY, "prove_case", case_id=case)["sound"]
    undo(cases, merged)
    assert cases.case(case)["child_id"] == second
    assert cases.case(own)["child_id"] == first
    assert [event["child_id"] for event in cases.events("case_matched")] == [first, second]


def test_a_closed_case_stays_as_it_was_and_is_listed_with_the_child(cases: Cases) -> None:
    first, second = pair(cases)
    case = open_case(cases, second)
    cases.acknowledge(TOWNSHIP, case, "receive")
    ended = {"result": "no_danger", "why": "核实没有危险"}
    cases.call(TOWNSHIP, "close_case", case_id=case, **ended)
    merge(cases, first, second)
    assert cases.case(case)["child_id"] == second
    assert of_child(cases, first) == {case}


def test_a_wrong_match_is_put_right_with_its_reason(cases: Cases) -> None:
    wrong = cases.register()["id"]
    right = cases.register(id_number=None, name="单雨桐", area_code=XIANGYANG)["id"]
    far = cases.register(id_number=None, name="李远", area_code=LONGXING)["id"]
    case = {"case_id": cases.reported(area_code="520330103")["id"]}
    cases.call(TOWNSHIP, "match_case", **case, child_id=wrong)
    with pytest.raises(CaseHasAChild):
        cases.call(TOWNSHIP, "match_case", **case, child_id=right)
    with pytest.raises(NothingChanged):
        cases.call(TOWNSHIP, "match_case", **case, child_id=wrong, why="同名")
    for viewer, child in ((TOWNSHIP, far), (VILLAGE, right)):
        with pytest.raises(AccessDenied):
            cases.call(viewer, "match_case", **case, child_id=child, why="同名")
    mended = cases.call(TOWNSHIP, "match_case", **case, child_id=right, why="同名，上门核实")
    assert (mended["child_id"], mended["area_code"]) == (right, XIANGYANG)
    last = mended["timeline"][-1]
    assert (last["kind"], last["codes"]["before"]) == ("rematched", wrong)
    assert last["text"] == {"why": "同名，上门核实"}
