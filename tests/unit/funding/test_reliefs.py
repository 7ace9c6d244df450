"""Relief and allowances (DOMAIN section 7): what adds up, what is due when, who needs a receipt."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.funding.domain.reliefs import (
    Part,
    ReliefRules,
    check_parts,
    check_receipt,
    check_source,
    due_day,
    instalments,
    months_between,
)
from shared.contracts.funding.codes import FundKind, PayeeKind, Purpose, RollKind
from shared.contracts.funding.errors import (
    MonthsNotValid,
    PartsDoNotAddUp,
    PayeeMissing,
    ReceiptMissing,
    ReliefTooHigh,
    SponsorNeeded,
    TooManyMonths,
)

RULES = ReliefRules(pay_day=15, longest_months=12, most_fen=50_000_00)
TODAY = date(2025, 9, 10)
CLASS = "寄宿班"


def part(fen: int, *months: str, payee: str | None = CLASS) -> Part:
    return Part(Purpose.PREPAYMENT, PayeeKind.THIRD_PARTY, payee, fen, months)


def test_months_are_counted_over_the_new_year() -> None:
    assert months_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]
    with pytest.raises(MonthsNotValid):
        months_between("2025-11", "2025-10")


def test_a_short_month_pays_on_its_last_day() -> None:
    assert due_day("2025-10", 15) == date(2025, 10, 15)
    assert due_day("2026-02", 31) == date(2026, 2, 28)


def test_relief_without_months_is_due_at_once_and_the_rest_in_equal_shares() -> None:
    parts = [part(3200_00), part(800_01, "2025-10", "2025-11")]

    plan = instalments(RollKind.RELIEF, parts, [], 15, TODAY)

    assert [(one.line, one.due_on, one.amount_fen) for one in plan] == [
        (1, TODAY, 3200_00),
        (2, date(2025, 10, 15), 400_01),
        (2, date(2025, 11, 15), 400_00),
    ]


def test_an_allowance_pays_each_part_in_each_month() -> None:
    plan = instalments(
        RollKind.ALLOWANCE, [part(400_00), part(250_00)], ["2025-10", "2025-11"], 15, TODAY
    )

    assert [(one.month, one.line, one.amount_fen) for one in plan] == [
        ("2025-10", 1, 400_00),
        ("2025-10", 2, 250_00),
        ("2025-11", 1, 400_00),
        ("2025-11", 2, 250_00),
    ]


@given(st.integers(1, 10**9), st.integers(1, 12))
def test_instalments_add_up_to_the_fen(fen: int, count: int) -> None:
    months = months_between(
        "2025-09", f"{2025 + (8 + count - 1) // 12}-{(8 + count - 1) % 12 + 1:02}"
    )

    plan = instalments(RollKind.RELIEF, [part(fen, *months)], months, 15, TODAY)

    assert sum(one.amount_fen for one in plan) == fen
    assert all(type(one.amount_fen) is int and one.amount_fen > 0 for one in plan)


def test_purposes_add_up_to_the_amount() -> None:
    with pytest.raises(PartsDoNotAddUp) as refused:
        check_parts([part(3200_00), part(799_99)], 4000_00, RollKind.RELIEF, 1, RULES)
    assert refused.value.args == ("399999", "400000")
    check_parts([part(3200_00), part(800_00)], 4000_00, RollKind.RELIEF, 1, RULES)


def test_a_third_party_has_a_name() -> None:
    with pytest.raises(PayeeMissing):
        check_parts([part(1, payee=None)], 1, RollKind.RELIEF, 1, RULES)


def test_one_decision_is_bounded_in_months_and_sum() -> None:
    with pytest.raises(TooManyMonths):
        check_parts([part(1)], 1, RollKind.ALLOWANCE, 13, RULES)
    with pytest.raises(TooManyMonths):
        check_parts(
            [part(13, *months_between("2025-09", "2026-09"))], 13, RollKind.RELIEF, 1, RULES
        )
    with pytest.raises(MonthsNotValid):
        check_parts([part(2, "2025-09", "2025-09")], 2, RollKind.RELIEF, 1, RULES)
    with pytest.raises(ReliefTooHigh):
        check_parts([part(50_000_01)], 50_000_01, RollKind.RELIEF, 1, RULES)
    with pytest.raises(ReliefTooHigh):
        check_parts([part(5_000_00)], 5_000_00, RollKind.ALLOWANCE, 11, RULES)


def test_an_allowance_has_no_months_of_its_parts() -> None:
    with pytest.raises(MonthsNotValid):
        check_parts([part(1, "2025-09")], 1, RollKind.ALLOWANCE, 2, RULES)
    check_parts([part(1, "2025-09")], 1, RollKind.RELIEF, 1, RULES)


def test_a_third_party_is_paid_against_a_receipt_that_is_attached() -> None:
    for receipt, attached in ((None, True), ("收0012", False), (None, False)):
        with pytest.raises(ReceiptMissing):
            check_receipt(PayeeKind.THIRD_PARTY, receipt, attached=attached)
    check_receipt(PayeeKind.THIRD_PARTY, "收0012", attached=True)
    check_receipt(PayeeKind.GUARDIAN, None, attached=False)


def test_a_sponsorship_is_no_treasurys_money() -> None:
    with pytest.raises(SponsorNeeded):
        check_source(RollKind.SPONSORSHIP, FundKind.TREASURY)
    check_source(RollKind.SPONSORSHIP, FundKind.DONOR)
    check_source(RollKind.RELIEF, FundKind.TREASURY)
