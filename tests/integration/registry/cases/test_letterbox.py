"""A letter to a school's letterbox opens a case (DOMAIN section 8); its words stay with the
counsellor."""

from typing import Any

from shared.access.roles import Role
from shared.contracts.activities.events import DangerWritten
from tests.integration.registry.cases.conftest import TOWNSHIP, Cases, at_school, school_of


def letter(school: str, **more: Any) -> DangerWritten:
    facts: dict[str, Any] = {
        "letter_id": "l-1",
        "school_id": school,
        "area_code": "520330103",
        "child_id": None,
        "situations": ["unlawful_harm"],
        "version": 1,
    }
    return DangerWritten(**{**facts, **more})


def test_a_letter_of_danger_is_a_case_that_its_counsellor_is_asked_about(cases: Cases) -> None:
    school = school_of(cases)
    event = letter(school)
    cases.fact(event, "once")
    cases.fact(event, "once")
    assert len(cases.rows("cases")) == 1
    case = cases.newest(TOWNSHIP)
    assert (case["origin"], case["findings"]) == ("letterbox", ["violence"])
    assert (case["school_id"], case["child_id"], case["area_code"]) == (school, None, "520330103")
    counsellor = at_school(Role.COUNSELLOR, school)
    mine = cases.call(counsellor, "list_my_duties")["items"]
    assert [duty["kind"] for duty in mine] == ["ask_counsellor"]
    cases.acknowledge(counsellor, case["id"], "ask_counsellor", note="已面谈")
    cases.acknowledge(TOWNSHIP, case["id"], "receive")


def test_a_child_that_wrote_with_its_account_is_known(cases: Cases) -> None:
    child = cases.register()["id"]
    cases.fact(letter(school_of(cases), child_id=child))
    case = cases.newest(TOWNSHIP)
    assert (case["child_id"], case["area_code"]) == (child, "520330103201")
