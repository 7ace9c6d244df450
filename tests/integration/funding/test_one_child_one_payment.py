"""Two files of one child: whatever was on its way when they were merged, a month is paid once."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from services.funding.models import Timer
from services.funding.service import FundingService
from shared.clock import travel_to
from shared.contracts.funding.errors import (
    AllowanceMonthPaid,
    AlreadyGranted,
    NobodyPayable,
    PaidAgainstReceipt,
)
from shared.contracts.registry.events import ChildRegistered
from tests.integration.funding.office import APPROVER, CLERK, COUNTY, PAYER, Office
from tests.integration.funding.test_merges import merge
from tests.integration.funding.test_reliefs import (
    RECEIPT,
    allowance,
    home,
    instalments,
    pay,
    relief,
)

LIVING, RAISED = 245_00, 650_00


def take_back_later(office: Office, day: date) -> None:
    """As the service's own clock does it."""
    travel_to(day)
    while FundingService.follow_merge(SimpleNamespace(database=office.desk.database)):
        pass


def states(office: Office, child: ChildRegistered) -> list[str]:
    return [p["state"] for p in office.payments(child_id=child.child_id)]


def both_sent(
    office: Office,
) -> tuple[ChildRegistered, ChildRegistered, dict[str, Any], dict[str, Any]]:
    """Survivor and absorbed, each on a roll of its own that is with the bank, then merged."""
    survivor, absorbed = office.register(2)
    fund, batches = office.fund(5000), []
    for child in (survivor, absorbed):
        office.account(child)
        roll = office.approve(office.propose(fund, child_ids=[child.child_id]))
        batches.append(office.batch(roll))
    merge(office, absorbed, survivor)
    return survivor, absorbed, batches[0], batches[1]


def test_a_batch_pays_a_family_only_what_is_the_familys(office: Office) -> None:
    [child] = office.register()
    office.account(child)
    fund = office.fund(20_000)
    both = office.approve(allowance(office, child.child_id, fund, "2025-09", "2025-10", RAISED))
    school = office.approve(relief(office, child.child_id, fund))
    travel_to(date(2025, 9, 20))

    batch = office.batch(both)

    assert (batch["lines"], batch["total_fen"], batch["left_out"]) == (1, RAISED - 400_00, 0)
    with pytest.raises(PaidAgainstReceipt):
        office.batch(school)
    class_fee = instalments(office, both)[0]
    assert (class_fee["state"], class_fee["amount_fen"]) == ("due", 400_00)
    pay(office, class_fee, **RECEIPT)
    assert office.book()["sound"]


def test_a_months_allowance_of_a_merged_file_counts(office: Office) -> None:
    survivor, absorbed = office.register(2)
    fund = office.fund(20_000)
    former = office.approve(
        allowance(office, absorbed.child_id, fund, "2025-09", "2025-11", LIVING)
    )
    travel_to(date(2025, 9, 15))
    pay(office, instalments(office, former)[0])
    merge(office, absorbed, survivor)
    twice = allowance(office, survivor.child_id, fund, "2025-09", "2025-11", RAISED)
    with pytest.raises(AllowanceMonthPaid):
        office.approve(twice)

    office.approve(allowance(office, survivor.child_id, fund, "2025-10", "2025-11", RAISED))

    assert sorted(states(office, absorbed)) == ["paid", "reversed", "reversed"]
    assert office.the_fund(fund)["committed_fen"] == LIVING + 2 * RAISED
    assert office.book()["sound"]


def test_two_allowances_of_one_month_are_one_however_they_are_split(office: Office) -> None:
    survivor, absorbed = office.register(2)
    fund = office.fund(20_000)
    office.approve(allowance(office, survivor.child_id, fund, "2025-09", "2025-09", LIVING))
    split = office.approve(allowance(office, absorbed.child_id, fund, "2025-09", "2025-09", RAISED))
    kept = office.approve(relief(office, absorbed.child_id, fund))
    merge(office, absorbed, survivor)

    assert {one["state"] for one in instalments(office, split)} == {"reversed"}
    assert {one["state"] for one in instalments(office, kept)} == {"due"}  # relief is no twin
    assert states(office, survivor) == ["due"]
    assert office.call(CLERK, "get_roll", roll_id=split["id"])["state"] == "ended"
    assert office.book()["sound"]


def test_a_merge_told_in_a_closed_month_is_followed_in_the_next(office: Office) -> None:
    survivor, absorbed = office.register(2)
    fund = office.fund(5000)
    roll = office.approve(office.propose(fund))
    for child in (survivor, absorbed):
        office.account(child)
    office.call(APPROVER, "close_period", area=COUNTY, month="2025-09")

    merge(office, absorbed, survivor)

    assert states(office, absorbed) == states(office, survivor) == ["due"]
    kept = {row["child_id"]: row["merged_into"] for row in office.desk.rows("children")}
    assert kept[absorbed.child_id] == survivor.child_id
    batch = office.batch(roll)
    assert batch["lines"] == 1  # the twin waits, and does not go to the bank
    take_back_later(office, date(2025, 9, 30))
    assert states(office, absorbed) == ["due"]

    take_back_later(office, date(2025, 10, 1))

    assert (states(office, absorbed), states(office, survivor)) == (["reversed"], ["sent"])
    office.take_in(batch, office.result(batch))
    assert len(office.published("payment_made")) == 1
    waiting = [t for t in office.desk.rows(Timer.__tablename__) if t["fired_at"] is None]
    assert {t["kind"] for t in waiting} == {"sign_book"}
    assert office.book()["sound"]


def test_a_twin_that_the_bank_refused_is_not_paid_again(office: Office) -> None:
    _, absorbed, first, second = both_sent(office)
    office.take_in(first, office.result(first))
    office.take_in(second, office.result(second, failed=[1]))
    [twin] = office.payments(child_id=absorbed.child_id)
    assert twin["state"] == "reversed"
    assert office.call(CLERK, "get_roll", roll_id=twin["roll_id"])["state"] == "ended"
    assert len(office.published("payment_made")) == 1
    assert office.book()["sound"]


def test_a_twin_whose_batch_was_withdrawn_is_not_paid_again(office: Office) -> None:
    survivor, absorbed, first, second = both_sent(office)
    office.call(PAYER, "withdraw_batch", batch_id=first["id"], why="没有送出")
    assert states(office, survivor) == ["reversed"]
    assert states(office, absorbed) == ["sent"]
    office.take_in(second, office.result(second))
    assert len(office.published("payment_made")) == 1
    assert office.book()["sound"]


@pytest.mark.parametrize("step", ["reissue", "batch", "pay"])
def test_a_twin_that_waits_for_an_open_month_is_already_granted(office: Office, step: str) -> None:
    _, absorbed, first, second = both_sent(office)
    office.take_in(first, office.result(first))
    roll = {"id": second["roll_id"]}
    office.call(APPROVER, "close_period", area=COUNTY, month="2025-09")
    if step == "reissue":
        office.take_in(second, office.result(second, failed=[1]))
    else:
        office.call(PAYER, "withdraw_batch", batch_id=second["id"], why="没有送出")
    [twin] = office.payments(child_id=absorbed.child_id)
    again = {
        "reissue": lambda: office.call(CLERK, "reissue_payment", payment_id=twin["id"]),
        "batch": lambda: office.batch(roll),
        "pay": lambda: office.pay(roll),
    }
    with pytest.raises(AlreadyGranted):
        again[step]()
    take_back_later(office, date(2025, 10, 1))
    assert states(office, absorbed) == ["reversed"]
    assert office.book()["sound"]


def test_a_raised_allowance_needs_only_what_is_more(office: Office) -> None:
    [child] = office.register()
    fund = office.fund(3 * 650)
    office.approve(allowance(office, child.child_id, fund, "2025-09", "2025-11", LIVING))
    office.approve(allowance(office, child.child_id, fund, "2025-09", "2025-11", RAISED))
    assert office.the_fund(fund)["left_fen"] == 0
    assert office.book()["sound"]


def test_an_allowance_that_was_followed_ends_when_the_bank_has_answered(office: Office) -> None:
    [child] = office.register()
    office.account(child)
    fund = office.fund(20_000)
    former = office.approve(allowance(office, child.child_id, fund, "2025-09", "2025-10", LIVING))
    travel_to(date(2025, 9, 15))
    batch = office.batch(former)
    office.approve(allowance(office, child.child_id, fund, "2025-10", "2025-10", RAISED))
    state = office.call(CLERK, "get_roll", roll_id=former["id"])["state"]
    assert state == "approved"  # September is with the bank
    office.take_in(batch, office.result(batch))
    assert office.call(CLERK, "get_roll", roll_id=former["id"])["state"] == "ended"
    assert office.book()["sound"]


def test_a_roll_of_which_nothing_was_paid_ends(office: Office) -> None:
    [child] = office.register()
    office.account(child)
    roll = office.approve(office.propose(office.fund(1000)))
    batch = office.batch(roll)
    office.take_in(batch, office.result(batch, failed=[1]))
    [failed] = office.payments()
    office.call(APPROVER, "return_payment", payment_id=failed["id"], why="家庭已迁出")
    ended = office.call(CLERK, "get_roll", roll_id=roll["id"])
    assert (ended["state"], ended["paid_by"]) == ("ended", None)


def test_a_roll_whose_rest_was_returned_is_paid_by_who_paid_last(office: Office) -> None:
    for child in office.register(2):
        office.account(child)
    roll = office.approve(office.propose(office.fund(1000)))
    batch = office.batch(roll)
    office.take_in(batch, office.result(batch, failed=[1]))
    [failed] = office.payments(state="failed")
    office.call(APPROVER, "return_payment", payment_id=failed["id"], why="家庭已迁出")
    paid = office.call(CLERK, "get_roll", roll_id=roll["id"])
    assert (paid["state"], paid["paid_by"]) == ("paid", "payer")


def test_nobody_payable_still_says_who_has_no_account(office: Office) -> None:
    [child] = office.register()
    roll = office.approve(
        relief(office, child.child_id, office.fund(5000), amount_fen=100, parts=[home(100)])
    )
    with pytest.raises(NobodyPayable):
        office.batch(roll)
