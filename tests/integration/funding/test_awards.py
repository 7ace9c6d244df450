"""Awards for results: told by pairing once, listed by what has become of them."""

from typing import Any
from uuid import uuid4

import pytest

from shared.access.roles import Role
from shared.contracts.funding.errors import NobodyEligible
from shared.contracts.pairing.scoring_events import AwardDue
from shared.errors import AccessDenied
from tests.integration.funding.office import (
    APPROVER,
    CLERK,
    COUNTY,
    TOWNSHIP,
    VILLAGE,
    Office,
    official,
)

SPRING = "2025-spring"


def due(office: Office, fen: int = 30_00, **more: Any) -> AwardDue:
    [child] = office.register()
    facts: dict[str, Any] = {
        "award_id": str(uuid4()),
        "scoring_id": str(uuid4()),
        "child_id": child.child_id,
        "area_code": VILLAGE,
        "school_id": str(uuid4()),
        "term": SPRING,
        "award": "second_to_fifth",
        "amount_fen": fen,
        "version": 1,
    }
    fact = AwardDue(**facts | more)
    office.desk.fact(fact)
    return fact


def awards(office: Office, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = office.call(CLERK, "list_awards", **more)
    return found


def test_an_award_is_due_once_however_often_it_is_told(office: Office) -> None:
    fact = due(office)
    office.desk.fact(fact)
    found = awards(office)
    [one] = found["items"]
    assert (one["child_id"], one["state"], one["title"]) == (fact.child_id, "due", "班级第二至五名")
    assert found["due"] == [{"term": SPRING, "children": 1, "amount_fen": 30_00}]


def test_awards_are_listed_by_place_and_state(office: Office) -> None:
    here, there = due(office), due(office, area_code="520330104201")
    assert [one["id"] for one in awards(office, area=TOWNSHIP)["items"]] == [here.award_id]
    ids = [one["id"] for one in awards(office, state="due")["items"]]
    assert ids == [here.award_id, there.award_id]
    assert awards(office, state="granted")["items"] == []


def test_another_county_sees_none_and_a_teacher_is_refused(office: Office) -> None:
    due(office)
    other = official("other", Role.FINANCE_CLERK, "520331")
    assert office.call(other, "list_awards")["items"] == []
    with pytest.raises(AccessDenied):
        office.call(official("t", Role.HEAD_TEACHER, COUNTY), "list_awards")


def proposed(office: Office, **more: Any) -> dict[str, Any]:
    about = {"term": SPRING, "area": COUNTY, "fund_id": office.fund(1000)}
    roll: dict[str, Any] = office.call(CLERK, "propose_awards", **about | more)
    return roll


def states(office: Office) -> list[str]:
    return [one["state"] for one in awards(office)["items"]]


def test_awards_are_granted_once_by_three_people(office: Office) -> None:
    due(office)
    due(office, 15_00, award="up")
    roll = proposed(office)
    assert (roll["kind"], roll["children"], roll["total_fen"]) == ("award", 2, 45_00)
    assert states(office) == ["on_roll", "on_roll"]
    assert len(awards(office, state="on_roll")["items"]) == 2
    assert awards(office, state="due") == {"items": [], "next": None, "due": []}
    with pytest.raises(NobodyEligible):
        proposed(office)
    office.approve(roll)
    office.pay(roll)
    assert states(office) == ["granted", "granted"]
    paid = [(one["scheme"], one["state"], one["amount_fen"]) for one in office.payments()]
    assert sorted(paid) == [("pupil_award", "paid", 15_00), ("pupil_award", "paid", 30_00)]
    with pytest.raises(NobodyEligible):
        proposed(office)


def test_awards_of_a_refused_list_are_due_again(office: Office) -> None:
    due(office)
    roll = proposed(office)
    office.call(APPROVER, "refuse_roll", roll_id=roll["id"], why="资金来源不对")
    assert states(office) == ["due"]
    assert proposed(office)["children"] == 1


def test_a_list_is_of_one_place_and_one_school_year(office: Office) -> None:
    due(office, area_code="520330104201")
    here = due(office)
    due(office, term="2024-spring")
    roll = proposed(office, area=TOWNSHIP)
    lines = office.call(CLERK, "get_roll", roll_id=roll["id"])["lines"]
    assert [line["child_id"] for line in lines] == [here.child_id]
