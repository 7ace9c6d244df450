"""The story of the boy of 12 (DOMAIN section 7): relief clears the arrears, the allowance rises,
the fee goes to the class each mid-month, and three people see to it."""

from base64 import b64decode, b64encode
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from services.funding.models import Timer
from services.funding.service import FundingService
from shared.access.roles import Role
from shared.clock import travel_to
from shared.contracts.funding.errors import (
    AllowanceMonthPaid,
    ApproverCannotPay,
    BudgetExceeded,
    FundNotOfThisCounty,
    NotDueYet,
    PaidByInstalments,
    PartsDoNotAddUp,
    PaymentNotDue,
    ProposerCannotApprove,
    ProposerCannotPay,
    ReceiptMissing,
    ReliefChildNotKnown,
    SponsorNeeded,
)
from shared.contracts.registry.file_errors import AttachmentDangerous
from shared.errors import AccessDenied, InvalidRequest
from shared.viewer import Viewer
from tests.integration.funding.office import (
    CLERK,
    JACK,
    PAYER,
    VILLAGE,
    Office,
    official,
)
from tests.unit.shared.pictures_made import JPEG, SCAN, exif, upright

CLASS = "兴文寄宿班"
PDF = b64encode(b"%PDF-1.4 receipt").decode()
RECEIPT = {"receipt": "收0012", "filename": "收据.pdf", "content": PDF}
JACK_ALL = official("province", Role.FINANCE_CLERK, "52")
CIVIL_AFFAIRS = official("civil", Role.COUNTY_OFFICER)


def to_class(fen: int, purpose: str = "fees", *months: str) -> dict[str, Any]:
    return {
        "purpose": purpose,
        "payee_kind": "third_party",
        "payee": CLASS,
        "amount_fen": fen,
        "months": list(months),
    }


def home(fen: int) -> dict[str, Any]:
    return {"purpose": "living", "payee_kind": "guardian", "amount_fen": fen}


def relief(office: Office, child: str, fund: str, viewer: Viewer = CLERK, **more: Any) -> Any:
    fields: dict[str, Any] = {
        "kind": "relief",
        "child_id": child,
        "fund_id": fund,
        "amount_fen": 4000_00,
        "why": "父亲服刑，母亲失联，欠寄宿班费用",
        "parts": [
            to_class(3200_00, "arrears"),
            to_class(800_00, "prepayment", "2025-10", "2025-11"),
        ],
    }
    return office.call(viewer, "propose_relief", **fields | more)


def allowance(office: Office, child: str, fund: str, first: str, last: str, fen: int) -> Any:
    parts = [home(fen)] if fen < 400_00 else [to_class(400_00), home(fen - 400_00)]
    return relief(
        office,
        child,
        fund,
        kind="allowance",
        amount_fen=fen,
        former_fen=245_00,
        first_month=first,
        last_month=last,
        parts=parts,
    )


def instalments(office: Office, roll: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.call(CLERK, "get_relief", roll_id=roll["id"])[
        "instalments"
    ]
    return found


def pay(office: Office, one: dict[str, Any], viewer: Viewer = PAYER, **more: Any) -> Any:
    return office.call(viewer, "pay_instalment", payment_id=one["id"], **more)


def fire_due(office: Office, at: date) -> int:
    """As the service's own clock does it, all that is due by then."""
    travel_to(at)
    fired = 0
    while FundingService.instalment_due(SimpleNamespace(database=office.desk.database)):
        fired += 1
    return fired


def test_the_boy_of_twelve(office: Office) -> None:
    [boy] = office.register(1, hardships=[], status="in_difficulty", birth_date="2013-05-01")
    fund = office.fund(20_000)
    once = office.approve(relief(office, boy.child_id, fund, CIVIL_AFFAIRS))
    raised = office.approve(allowance(office, boy.child_id, fund, "2025-10", "2026-09", 650_00))

    assert office.the_fund(fund)["committed_fen"] == 4000_00 + 12 * 650_00
    arrears, october, november = instalments(office, once)
    assert (arrears["amount_fen"], arrears["due_on"]) == (3200_00, "2025-09-10")
    assert [october["due_on"], november["due_on"]] == ["2025-10-15", "2025-11-15"]
    pay(office, arrears, **RECEIPT)
    with pytest.raises(NotDueYet):
        pay(office, october, **RECEIPT)

    assert fire_due(office, date(2025, 10, 16)) == 4  # arrears, October, two parts of the allowance
    told = office.published("instalment_due")
    assert {one["due_on"] for one in told} == {"2025-10-15"}  # what is paid is not told again
    assert sum(one["amount_fen"] for one in told) == 400_00 + 650_00
    due = office.call(PAYER, "list_instalments")["items"]
    for one in due:
        pay(office, one, **RECEIPT)
    assert office.call(PAYER, "list_instalments")["items"] == []
    assert office.the_fund(fund)["paid_fen"] == 3200_00 + 400_00 + 650_00
    travel_to(date(2025, 11, 15))
    pay(office, november, **RECEIPT)
    state = office.call(CLERK, "get_roll", roll_id=once["id"])
    assert (state["state"], state["paid_by"]) == ("paid", "payer")
    seen = office.call(CLERK, "get_relief", roll_id=raised["id"])
    assert (seen["former_fen"], seen["amount_fen"]) == (245_00, 650_00)
    assert [part["payee"] for part in seen["parts"]] == [CLASS, None]
    assert office.book()["sound"]


def test_it_takes_three_people_too(office: Office) -> None:
    [child] = office.register()
    fund = office.fund(20_000)
    own = relief(office, child.child_id, fund, JACK)
    with pytest.raises(ProposerCannotApprove):
        office.approve(own, JACK)
    office.approve(own)
    arrears = instalments(office, own)[0]
    with pytest.raises(ProposerCannotPay):
        pay(office, arrears, JACK, **RECEIPT)
    other = relief(office, child.child_id, fund)
    office.approve(other, JACK)
    with pytest.raises(ApproverCannotPay):
        pay(office, instalments(office, other)[0], JACK, **RECEIPT)


def test_a_third_party_gets_nothing_without_a_sound_receipt(office: Office) -> None:
    [child] = office.register()
    roll = office.approve(relief(office, child.child_id, office.fund(5000)))
    arrears = instalments(office, roll)[0]
    script = b64encode(b"#!/bin/sh").decode()

    with pytest.raises(ReceiptMissing):
        pay(office, arrears, receipt="收0012")
    with pytest.raises(AttachmentDangerous):
        pay(office, arrears, **RECEIPT | {"content": script})
    assert instalments(office, roll)[0]["state"] == "due"

    pay(office, arrears, **RECEIPT)
    paid = instalments(office, roll)[0]
    file = office.call(CLERK, "get_paper", paper_id=paid["paper_id"])
    assert (paid["receipt"], file) == (
        "收0012",
        {"filename": "收据.pdf", "kind": "pdf", "content": PDF},
    )
    assert "收据" not in str(office.desk.rows("papers"))


def test_a_receipts_photo_is_kept_without_where_it_was_taken(office: Office) -> None:
    [child] = office.register()
    roll = office.approve(relief(office, child.child_id, office.fund(5000)))
    photo = b64encode(JPEG + exif(6) + SCAN).decode()
    pay(office, instalments(office, roll)[0], **RECEIPT | {"content": photo})
    paid = instalments(office, roll)[0]
    file = office.call(CLERK, "get_paper", paper_id=paid["paper_id"])
    assert b64decode(file["content"]) == JPEG + upright(6) + SCAN


def test_an_instalment_is_paid_once(office: Office) -> None:
    [child] = office.register()
    roll = office.approve(relief(office, child.child_id, office.fund(5000)))
    arrears = instalments(office, roll)[0]
    pay(office, arrears, **RECEIPT)
    with pytest.raises(PaymentNotDue):
        pay(office, arrears, **RECEIPT)
    with pytest.raises(PaidByInstalments):
        office.pay(roll)
    assert [p["amount_fen"] for p in office.payments(state="paid")] == [3200_00]


def test_a_new_allowance_follows_the_former_from_its_month_on(office: Office) -> None:
    [child] = office.register()
    fund = office.fund(20_000)
    former = office.approve(allowance(office, child.child_id, fund, "2025-09", "2026-02", 245_00))
    travel_to(date(2025, 9, 15))
    pay(office, instalments(office, former)[0])
    clash = allowance(office, child.child_id, fund, "2025-09", "2026-02", 650_00)
    with pytest.raises(AllowanceMonthPaid):
        office.approve(clash)
    assert office.the_fund(fund)["committed_fen"] == 6 * 245_00  # nothing half done

    office.approve(allowance(office, child.child_id, fund, "2025-10", "2026-02", 650_00))

    assert office.the_fund(fund)["committed_fen"] == 245_00 + 5 * 650_00
    states = [one["state"] for one in instalments(office, former)]
    assert states == ["paid"] + ["reversed"] * 5
    ended = office.call(CLERK, "get_relief", roll_id=former["id"])
    assert (ended["state"], ended["ended_before"]) == ("ended", "2025-10")
    assert office.book()["sound"]


def test_what_cannot_be_is_refused_and_leaves_nothing(office: Office) -> None:
    [child] = office.register()
    fund = office.fund(1000)
    with pytest.raises(PartsDoNotAddUp):
        relief(office, child.child_id, fund, amount_fen=4000_01)
    with pytest.raises(ReliefChildNotKnown):
        relief(office, fund, fund)
    with pytest.raises(FundNotOfThisCounty):
        relief(office, office.register(1, area_code="520331103201")[0].child_id, fund, JACK_ALL)
    with pytest.raises(AccessDenied):
        relief(office, child.child_id, fund, official("v", Role.VILLAGE_OFFICER, VILLAGE))
    with pytest.raises(BudgetExceeded):
        office.approve(relief(office, child.child_id, fund))
    assert office.payments() == []
    timers = office.desk.rows(Timer.__tablename__)
    assert [timer["kind"] for timer in timers] == ["sign_book"]


def test_the_reason_and_the_payee_lie_sealed(office: Office) -> None:
    [child] = office.register()
    relief(office, child.child_id, office.fund(5000))

    kept = str([office.desk.rows(t) for t in ("reliefs", "relief_parts", "history", "outbox")])
    assert "服刑" not in kept
    assert CLASS not in kept


def test_the_family_sees_its_own_and_nobody_elses(office: Office) -> None:
    mine, other = office.register(2)
    fund = office.fund(20_000)
    roll = relief(office, mine.child_id, fund)
    others = relief(office, other.child_id, fund)
    parent = Viewer(account_id="parent", roles=frozenset({Role.PARENT}), child_ids=(mine.child_id,))
    assert [r["roll_id"] for r in office.call(parent, "list_reliefs")["items"]] == [roll["id"]]
    assert office.call(parent, "get_relief", roll_id=roll["id"])["amount_fen"] == 4000_00
    with pytest.raises(AccessDenied):
        office.call(parent, "get_relief", roll_id=others["id"])


def test_lists_go_on_page_by_page(office: Office) -> None:
    [child] = office.register()
    fund = office.fund(20_000)
    office.approve(relief(office, child.child_id, fund))
    travel_to(date(2025, 12, 1))
    first = office.call(PAYER, "list_instalments", limit=2)
    rest = office.call(PAYER, "list_instalments", limit=2, after=first["next"])
    assert [one["due_on"] for one in first["items"] + rest["items"]] == [
        "2025-09-10",
        "2025-10-15",
        "2025-11-15",
    ]
    assert rest["next"] is None


def test_a_sponsorship_is_a_donors_money_in_equal_months(office: Office) -> None:
    [child] = office.register()
    months = [f"2025-{month}" for month in ("09", "10", "11")]
    part = {**home(1000_00), "months": months}
    asked = {"kind": "sponsorship", "child_id": child.child_id, "parts": [part]}
    asked |= {"amount_fen": 1000_00, "why": "一年学习费用"}

    with pytest.raises(SponsorNeeded):
        office.call(CLERK, "propose_relief", fund_id=office.fund(5000), **asked)
    donor = office.fund(5000, kind="donor")
    roll = office.call(CLERK, "propose_relief", fund_id=donor, **asked)
    office.approve(roll)

    due = [(one["term"], one["amount_fen"]) for one in office.payments(roll_id=roll["id"])]
    assert sorted(due) == list(zip(months, (333_34, 333_33, 333_33), strict=True))
    assert (roll["scheme"], office.book()["sound"]) == ("sponsorship", True)


@pytest.mark.parametrize("kind", ["award", "scheme"])
def test_what_is_given_by_lists_is_not_given_by_hand(office: Office, kind: str) -> None:
    [child] = office.register()
    with pytest.raises(InvalidRequest):
        relief(office, child.child_id, office.fund(10_000), kind=kind)
    assert office.desk.rows("rolls") == []
