"""A child whose two files were merged is entitled once, and nothing is paid to it twice."""

import pytest

from shared.contracts.funding.errors import RollNotApproved
from shared.contracts.registry.events import ChildRegistered
from tests.integration.funding.office import AUTUMN, CLERK, COUNTY, SCHEME, Office


def merge(office: Office, absorbed: ChildRegistered, survivor: ChildRegistered) -> None:
    office.change(absorbed, merged_into=survivor.child_id)


def eligible(office: Office) -> list[str]:
    asked = {"scheme": SCHEME, "term": AUTUMN, "area": COUNTY, "eligible": True}
    items = office.call(CLERK, "list_eligible", **asked)["items"]
    return sorted(item["child_id"] for item in items)


def sound(office: Office) -> bool:
    return bool(office.book()["sound"])


def test_a_merged_file_is_entitled_only_as_the_child_that_stays(office: Office) -> None:
    survivor, absorbed = office.register(2)
    merge(office, absorbed, survivor)
    assert eligible(office) == [survivor.child_id]
    office.change(absorbed, version=3, merged_into=None)
    assert eligible(office) == sorted([survivor.child_id, absorbed.child_id])


@pytest.mark.parametrize("step", ["propose", "approve", "pay"])
def test_a_grant_of_the_merged_file_counts_for_the_child(office: Office, step: str) -> None:
    survivor, absorbed = office.register(2)
    fund = office.fund(5000)
    roll = office.propose(fund, child_ids=[absorbed.child_id])
    if step != "propose":
        office.approve(roll)
    if step == "pay":
        office.pay(roll)
    merge(office, absorbed, survivor)
    assert eligible(office) == []
    assert sound(office)


def test_a_merge_between_proposal_and_approval_drops_the_merged_file(office: Office) -> None:
    survivor, absorbed = office.register(2)
    roll = office.propose(office.fund(5000))
    merge(office, absorbed, survivor)
    assert office.approve(roll)["dropped"] == 1
    office.pay(roll)
    assert [p["child_id"] for p in office.payments()] == [survivor.child_id]


def test_of_two_grants_the_one_not_paid_yet_is_taken_back(office: Office) -> None:
    survivor, absorbed = office.register(2)
    fund = office.fund(5000)
    first = office.propose(fund, child_ids=[survivor.child_id])
    second = office.propose(fund, child_ids=[absorbed.child_id])
    office.pay(office.approve(first))
    office.approve(second)
    committed = office.the_fund(fund)["committed_fen"]
    merge(office, absorbed, survivor)
    assert office.the_fund(fund)["committed_fen"] == committed // 2
    assert office.call(CLERK, "get_roll", roll_id=second["id"])["state"] == "ended"
    with pytest.raises(RollNotApproved):
        office.pay(second)
    assert len(office.published("payment_made")) == 1
    assert sound(office)
    merge(office, absorbed, survivor)  # the same fact again
    assert sound(office)


def test_of_two_paid_the_finance_office_is_told(office: Office) -> None:
    survivor, absorbed = office.register(2)
    office.paid_roll(office.fund(5000))
    merge(office, absorbed, survivor)
    [told] = office.published("paid_twice")
    assert told["child_id"] == survivor.child_id
    assert eligible(office) == []
    assert sound(office)


def test_a_book_changed_behind_its_back_is_found_in_a_grant_taken_back(office: Office) -> None:
    survivor, absorbed = office.register(2)
    roll = office.approve(office.propose(office.fund(5000)))
    merge(office, absorbed, survivor)
    assert sound(office)
    with office.desk.database.transaction() as uow:
        payments = uow.table("payments")
        put_back = payments.update().where(payments.c.child_id == absorbed.child_id)
        uow.session.execute(put_back.values(state="due"))
    assert not sound(office)
    assert roll["total_fen"] > 0
