"""Several schemes at once: one child, one benefit; partial terms and back-pay."""

from datetime import date

import pytest

from shared.access.roles import Role
from shared.clock import travel_to
from shared.contracts.funding.codes import Reason
from shared.contracts.funding.errors import ChildNotEligible, OtherBenefit, WhyMissing
from shared.errors import DomainError
from tests.integration.funding.office import APPROVER, CLERK, URGENT, Office, official

BUREAU = official("bureau", Role.EDUCATION_BUREAU)
PARTLY = {"months": ["2025-11", "2025-12", "2026-01"], "why": "十一月转入本县"}


def propose(office: Office, fund: str, scheme: str, **more: object) -> dict[str, object]:
    fields = {"scheme": scheme, "term": "2025-autumn", "area": "520330", "fund_id": fund}
    roll: dict[str, object] = office.call(CLERK, "propose_roll", **fields | more)
    office.call(BUREAU, "check_roll", roll_id=roll["id"], agreed=True)
    return roll


def approve(office: Office, roll: dict[str, object]) -> dict[str, object]:
    done: dict[str, object] = office.call(
        APPROVER, "approve_roll", roll_id=roll["id"], waiver=URGENT
    )
    return done


def listed(office: Office, scheme: str) -> dict[str, list[str]]:
    asked = {"scheme": scheme, "term": "2025-autumn", "area": "520330"}
    found = office.call(CLERK, "list_eligible", **asked)["items"]
    return {one["child_id"]: one["reasons"] for one in found if not one["eligible"]}


def test_who_has_one_of_two_is_out_of_the_other(office: Office) -> None:
    [child] = office.register(hardships=["low_income"], boarder=True)
    fund = office.fund(10_000)
    assert approve(office, propose(office, fund, "boarding_living"))["total_fen"] == 625_00

    office.change(child, boarder=False)

    assert listed(office, "day_living") == {child.child_id: [Reason.OTHER_BENEFIT]}
    with pytest.raises(ChildNotEligible):
        propose(office, fund, "day_living", child_ids=[child.child_id])


def test_an_open_roll_for_the_one_keeps_off_the_other(office: Office) -> None:
    [child] = office.register(hardships=["low_income"], boarder=True)
    propose(office, office.fund(10_000), "boarding_living")
    office.change(child, boarder=False)
    assert listed(office, "day_living") == {child.child_id: [Reason.ON_OPEN_ROLL]}


def test_the_database_keeps_the_two_apart(office: Office) -> None:
    """Whatever two approvals saw of each other."""
    office.register(hardships=["low_income"], boarder=True)
    approve(office, propose(office, office.fund(10_000), "boarding_living"))
    [payment] = office.desk.rows("payments")
    other = {**payment, "id": "other", "scheme": "day_living"}

    with pytest.raises(OtherBenefit), office.desk.database.transaction() as uow:
        uow.payments.add([other])


def test_who_is_known_to_neither_board_nor_not_is_told_so(office: Office) -> None:
    [child] = office.register(hardships=["low_income"], boarder=None)
    assert listed(office, "boarding_living") == {child.child_id: [Reason.BOARDING_UNKNOWN]}


def test_meals_are_of_all_pupils_of_compulsory_education(office: Office) -> None:
    office.register(hardships=[])
    office.register(hardships=[], stage="senior")
    roll = approve(office, propose(office, office.fund(10_000), "meals"))
    assert (roll["children"], roll["total_fen"]) == (1, 500_00)


def test_a_partial_term_is_granted_in_its_share_and_once(office: Office) -> None:
    [child] = office.register()
    fund = office.fund(10_000)
    roll = office.propose(fund, child_ids=[child.child_id], **PARTLY)
    approved = office.approve(roll)

    [payment] = office.payments()
    assert (approved["total_fen"], payment["months"]) == (300_00, PARTLY["months"])
    with pytest.raises(DomainError):
        office.propose(fund, child_ids=[child.child_id], months=["2025-09"], why="补发九月")
    assert office.book()["sound"]


def test_back_pay_for_a_term_that_is_over_says_why(office: Office) -> None:
    office.register()
    fund = office.fund(10_000)
    travel_to(date(2026, 3, 2))
    with pytest.raises(WhyMissing):
        office.propose(fund)
    roll = office.propose(fund, why="上学期漏报")
    assert office.approve(roll)["total_fen"] == 500_00
    [first] = [row for row in office.desk.history(f"roll/{roll['id']}") if row["version"] == 1]
    assert first["reason"] == "上学期漏报"
