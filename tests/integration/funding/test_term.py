"""A term's roll on its whole way: checked, hung out, approved, sent to the bank, put right."""

from datetime import date
from typing import Any

import pytest

from shared.access.roles import Role
from shared.clock import travel_to
from shared.contracts.funding.errors import (
    AlreadyRefunded,
    ApproverCannotPay,
    BankAmountNotValid,
    BankFileUnreadable,
    BankResultAccountDiffers,
    BankResultAmountDiffers,
    BankResultIncomplete,
    BankResultOfOtherBatch,
    BatchSettled,
    CheckerIsProposer,
    ChecksMissing,
    NobodyPayable,
    NotDelegated,
    NoticeNotEnded,
    NoticeNotPosted,
    ObjectionsOpen,
    OneSideEach,
    PayerCannotReverse,
    PaymentNotFailed,
    PeriodClosed,
    ProposerCannotApprove,
    ProposerCannotPay,
    RefundTooHigh,
    ResultTakenInAlready,
)
from shared.contracts.registry.events import ChildRegistered
from shared.errors import AccessDenied
from tests.integration.funding.office import (
    APPROVER,
    AUDITOR,
    AUTUMN,
    BANK,
    CHECKERS,
    CLERK,
    COUNTY,
    JACK,
    PAYER,
    SCHEME,
    Office,
    official,
)

VOLUNTEERS, BUREAU = CHECKERS


def proposed(office: Office, fund: str, viewer: Any = CLERK) -> dict[str, Any]:
    """Before anybody checked it."""
    fields = {"scheme": SCHEME, "term": AUTUMN, "area": COUNTY, "fund_id": fund}
    roll: dict[str, Any] = office.call(viewer, "propose_roll", **fields)
    return roll


def approve(office: Office, roll: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = office.call(APPROVER, "approve_roll", roll_id=roll["id"])
    return answer


def sent(office: Office, children: list[ChildRegistered]) -> tuple[dict[str, Any], dict[str, Any]]:
    for child in children:
        office.account(child)
    roll = office.approve(office.propose(office.fund(10_000)))
    return roll, office.batch(roll)


def nothing_was_booked(office: Office, batch: dict[str, Any]) -> None:
    assert {p["state"] for p in office.payments()} == {"sent"}
    progress = office.call(CLERK, "get_progress", roll_id=batch["roll_id"])
    assert [b["state"] for b in progress["batches"]] == ["sent"]
    assert office.published("payment_made") == []
    assert office.book()["sound"]


def test_a_term_from_proposal_to_the_last_payment(office: Office) -> None:
    children = office.register(3)
    numbers = [office.account(child) for child in children]
    roll = proposed(office, office.fund(10_000))
    with pytest.raises(ChecksMissing):
        office.call(CLERK, "post_notice", roll_id=roll["id"])
    assert steps(office, roll) == (False, False, 0)
    office.check(roll)
    with pytest.raises(NoticeNotPosted):
        approve(office, roll)

    posted = office.call(CLERK, "post_notice", roll_id=roll["id"])
    assert (posted["notice_from"], posted["notice_until"]) == ("2025-09-10", "2025-09-17")
    travel_to(date(2025, 9, 17))
    with pytest.raises(NoticeNotEnded):
        approve(office, roll)
    travel_to(date(2025, 9, 18))
    approve(office, roll)

    batch = office.batch(roll)
    first, *lines = office.bank_file(batch)
    assert first == f"{batch['number']}|3|1500.00"
    assert sorted(line.split("|")[1] for line in lines) == sorted(numbers)
    back = office.take_in(batch, office.result(batch, failed=[2]))
    assert (back["state"], back["paid"], back["failed"]) == ("settled", 2, 1)
    [failed] = office.payments(state="failed")

    office.account(failed["child_id"], "6217000000000000001")
    office.call(CLERK, "reissue_payment", payment_id=failed["id"])
    second = office.batch(roll)
    assert "6217000000000000001" in office.bank_file(second)[1]
    office.take_in(second, office.result(second))
    state = office.call(CLERK, "get_roll", roll_id=roll["id"])
    assert (state["state"], state["paid_by"]) == ("paid", "payer")
    assert len(office.published("payment_made")) == 3
    assert office.book()["sound"]


def test_both_sides_check_by_two_people_who_did_not_propose(office: Office) -> None:
    office.register()
    fund = office.fund(1000)
    roll = proposed(office, fund)
    office.call(VOLUNTEERS, "check_roll", roll_id=roll["id"], agreed=True)
    with pytest.raises(ChecksMissing) as missing:
        office.call(CLERK, "post_notice", roll_id=roll["id"])
    assert missing.value.args == ("education_bureau",)
    twice = official("volunteers", Role.EDUCATION_BUREAU)
    with pytest.raises(OneSideEach):
        office.call(twice, "check_roll", roll_id=roll["id"], agreed=True)
    own = official("clerk", Role.EDUCATION_BUREAU)
    with pytest.raises(CheckerIsProposer):
        office.call(own, "check_roll", roll_id=roll["id"], agreed=True)
    office.call(BUREAU, "check_roll", roll_id=roll["id"], agreed=False, note="名单有误")
    with pytest.raises(ChecksMissing):
        office.call(CLERK, "post_notice", roll_id=roll["id"])
    with pytest.raises(AccessDenied):
        office.call(CLERK, "check_roll", roll_id=roll["id"], agreed=True)


def steps(office: Office, roll: dict[str, Any]) -> tuple[bool, bool, int]:
    found = office.call(CLERK, "get_progress", roll_id=roll["id"])
    return found["checked"], found["noticed"], found["open_objections"]


def test_an_objection_is_answered_before_the_approval(office: Office) -> None:
    doubted, _ = office.register(2)
    roll = office.propose(office.fund(10_000))
    office.call(CLERK, "post_notice", roll_id=roll["id"])
    objection = office.call(
        CLERK,
        "receive_objection",
        roll_id=roll["id"],
        child_id=doubted.child_id,
        what="家中并无困难",
    )
    assert steps(office, roll) == (True, False, 1)
    travel_to(date(2025, 9, 18))
    assert steps(office, roll) == (True, True, 1)
    with pytest.raises(ObjectionsOpen):
        approve(office, roll)

    answer = {"objection_id": objection["id"], "upheld": True, "answer": "核实属实"}
    office.call(CLERK, "answer_objection", **answer)

    approved = approve(office, roll)
    assert (approved["children"], approved["dropped"], approved["total_fen"]) == (1, 1, 500_00)
    assert doubted.child_id not in {p["child_id"] for p in office.payments()}
    assert office.book()["sound"]


def test_a_notice_is_cut_short_only_with_a_reason_that_is_kept(office: Office) -> None:
    office.register()
    roll = office.propose(office.fund(1000))
    approved = office.call(APPROVER, "approve_roll", roll_id=roll["id"], waiver="灾后急需")
    assert approved["waiver"] == "灾后急需"


def bad(lines: list[str], change: str) -> list[str]:
    first, line, *rest = lines
    number, account, amount, said, why = line.split("|")

    def row(*cells: str) -> list[str]:
        return [first, "|".join(cells), *rest]

    return {
        "amount": row(number, account, "600.00", said, why),
        "account": row(number, account[:-1] + "9", amount, said, why),
        "negative": row(number, account, "-500.00", said, why),
        "thirteen digits": row(number, account, "1234567890123", said, why),
        "half": lines[:-1],
        "cut off": [*lines[:-1], lines[-1][:8]],
        "other": ["20250101-ABCDEF01" + first[17:], line, *rest],
        "nonsense": ["你好"],
        "empty": [],
    }[change]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("amount", BankResultAmountDiffers),
        ("account", BankResultAccountDiffers),
        ("negative", BankAmountNotValid),
        ("thirteen digits", BankAmountNotValid),
        ("half", BankResultIncomplete),
        ("cut off", BankResultIncomplete),
        ("other", BankResultOfOtherBatch),
        ("nonsense", BankFileUnreadable),
        ("empty", BankFileUnreadable),
    ],
)
def test_a_bad_result_is_refused_whole(
    office: Office, change: str, refusal: type[Exception]
) -> None:
    _, batch = sent(office, office.register(3))
    with pytest.raises(refusal):
        office.take_in(batch, bad(office.result(batch), change))
    nothing_was_booked(office, batch)


def test_the_same_result_twice_and_another_after_it_book_nothing_more(office: Office) -> None:
    _, batch = sent(office, office.register(2))
    lines, all_paid = office.result(batch, failed=[1]), office.result(batch)
    office.take_in(batch, lines)
    with pytest.raises(ResultTakenInAlready):
        office.take_in(batch, lines)
    with pytest.raises(BatchSettled):
        office.take_in(batch, all_paid)
    assert sorted(p["state"] for p in office.payments()) == ["failed", "paid"]
    assert office.book()["sound"]


def test_a_payment_is_in_one_batch_at_a_time(office: Office) -> None:
    roll, batch = sent(office, office.register(2))
    with pytest.raises(NobodyPayable):
        office.batch(roll)
    office.call(PAYER, "withdraw_batch", batch_id=batch["id"], why="没有送出")
    again = office.batch(roll)
    assert again["lines"] == 2
    office.take_in(again, office.result(again))
    assert len(office.published("payment_made")) == 2


def test_who_has_no_account_stays_due_and_a_shared_account_is_pointed_out(office: Office) -> None:
    one, two, _ = office.register(3)
    office.account(one, "6217000000000000009")
    office.account(two, "6217000000000000009")
    roll = office.approve(office.propose(office.fund(10_000)))
    progress = office.call(CLERK, "get_progress", roll_id=roll["id"])
    assert (progress["without_account"], progress["shared_accounts"]) == (1, 2)

    batch = office.batch(roll)

    assert (batch["lines"], batch["left_out"], batch["shared_accounts"]) == (2, 1, 2)
    rows = office.call(CLERK, "list_accounts", roll_id=roll["id"])["items"]
    assert sorted((r["tail"] or "", r["shared_with"]) for r in rows) == [
        ("", 0),
        ("0009", 1),
        ("0009", 1),
    ]
    kept = str([office.desk.rows(t) for t in ("bank_accounts", "batch_lines", "history")])
    assert "6217000000000000009" not in kept
    assert "罗婆婆" not in kept


def test_an_account_changed_after_the_batch_does_not_change_the_batch(office: Office) -> None:
    [child] = office.register()
    _, batch = sent(office, [child])
    before = office.bank_file(batch)
    office.account(child, "6217000000000000123")
    assert office.bank_file(batch) == before


def test_a_child_that_moves_or_is_merged_between_batch_and_result_is_paid(office: Office) -> None:
    moved, absorbed = office.register(2)
    _, batch = sent(office, [moved, absorbed])
    office.change(moved, area_code="520330105201")
    office.change(absorbed, merged_into=moved.child_id)

    office.take_in(batch, office.result(batch))

    assert {p["state"] for p in office.payments()} == {"paid"}
    assert office.book()["sound"]


def test_what_failed_for_good_goes_back_to_the_fund(office: Office) -> None:
    roll, batch = sent(office, office.register(1))
    office.take_in(batch, office.result(batch, failed=[1]))
    [failed] = office.payments()
    office.call(APPROVER, "return_payment", payment_id=failed["id"], why="家庭已迁出")
    assert office.the_fund(roll["fund_id"])["left_fen"] == 10_000_00
    # It was never paid, so nothing came back.
    assert office.call(CLERK, "export_list", what="refunds")["rows"] == []
    with pytest.raises(PaymentNotFailed):
        office.call(CLERK, "reissue_payment", payment_id=failed["id"])
    assert office.book()["sound"]


def test_a_part_that_was_paid_too_much_comes_back(office: Office) -> None:
    roll, batch = sent(office, office.register(1))
    office.take_in(batch, office.result(batch))
    [paid] = office.payments()
    refund = {"payment_id": paid["id"], "document": "收回单1", "why": "多付一月"}
    with pytest.raises(RefundTooHigh):
        office.call(APPROVER, "refund_payment", amount_fen=500_00, **refund)
    both = official("payer", Role.FINANCE_APPROVER)
    with pytest.raises(PayerCannotReverse):
        office.call(both, "refund_payment", amount_fen=100_00, **refund)

    office.call(APPROVER, "refund_payment", amount_fen=187_50, **refund)

    fund = office.the_fund(roll["fund_id"])
    assert (fund["paid_fen"], fund["left_fen"]) == (312_50, 10_000_00 - 312_50)
    with pytest.raises(AlreadyRefunded):
        office.call(APPROVER, "refund_payment", amount_fen=1, **refund)
    with pytest.raises(AlreadyRefunded):
        office.call(APPROVER, "reverse_payment", payment_id=paid["id"], why="错")
    assert office.book()["sound"]


def test_a_closed_month_books_nothing(office: Office) -> None:
    roll, batch = sent(office, office.register(2))
    office.call(APPROVER, "close_period", area=COUNTY, month="2025-09")
    with pytest.raises(PeriodClosed):
        office.take_in(batch, office.result(batch))
    nothing_was_booked(office, batch)
    with pytest.raises(PeriodClosed):
        office.fund(1)
    travel_to(date(2025, 10, 1))
    office.take_in(batch, office.result(batch))
    assert office.call(CLERK, "get_roll", roll_id=roll["id"])["state"] == "paid"


def test_somebody_stands_in_for_who_is_away(office: Office) -> None:
    office.register()
    fund = office.fund(1000)
    roll = office.propose(fund)
    stand_in = official("colleague", Role.FINANCE_CLERK)
    with pytest.raises(NotDelegated):
        office.call(stand_in, "approve_delegated", roll_id=roll["id"], waiver="急")
    days = {"first_day": "2025-09-10", "last_day": "2025-09-20", "why": "外出学习"}
    for_whom = {"role": "finance_approver", "area": COUNTY, **days}
    for to in ("colleague", "clerk"):
        office.call(APPROVER, "delegate", to_account=to, **for_whom)
    with pytest.raises(ProposerCannotApprove):
        office.call(CLERK, "approve_delegated", roll_id=roll["id"], waiver="急")

    approved = office.call(stand_in, "approve_delegated", roll_id=roll["id"], waiver="急")

    assert (approved["decided_by"], approved["decided_for"]) == ("colleague", "approver")
    both = official("colleague", Role.FINANCE_PAYER)
    with pytest.raises(ApproverCannotPay):
        office.call(both, "pay_roll", roll_id=roll["id"])
    travel_to(date(2025, 9, 21))
    office.register()
    late = office.propose(fund)
    with pytest.raises(NotDelegated):
        office.call(stand_in, "approve_delegated", roll_id=late["id"], waiver="急")
    assert len(office.call(AUDITOR, "list_delegations")["items"]) == 2


def test_three_people_make_batch_and_result_too(office: Office) -> None:
    office.account(office.register()[0])
    own = office.approve(proposed_and_checked(office, JACK))
    with pytest.raises(ProposerCannotPay):
        office.batch(own, JACK)
    batch = office.batch(own)
    assert batch["bank"] == BANK
    with pytest.raises(AccessDenied):
        office.call(AUDITOR, "get_batch_file", batch_id=batch["id"])


def proposed_and_checked(office: Office, viewer: Any) -> dict[str, Any]:
    roll = proposed(office, office.fund(1000), viewer)
    office.check(roll)
    return roll


def test_statements_add_up_per_fund_scheme_township_school_and_term(office: Office) -> None:
    office.register(2)
    office.register(1, area_code="520330105201", stage="junior", school_id="s" * 36)
    roll = office.approve(office.propose(office.fund(10_000)))
    office.pay(roll)
    for by, keys in (
        ("fund", [roll["fund_id"]]),
        ("scheme", [SCHEME]),
        ("township", ["520330103", "520330105"]),
        ("school", ["", "s" * 36]),
        ("term", [AUTUMN]),
    ):
        found = office.call(AUDITOR, "statement", by=by)
        assert [row["key"] for row in found["items"]] == keys
        assert (found["granted_fen"], found["paid_fen"], found["open_fen"]) == (1800_00, 1800_00, 0)
        assert sum(row["children"] for row in found["items"]) == 3
