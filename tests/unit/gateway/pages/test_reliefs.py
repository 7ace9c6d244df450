"""The pages of relief: what is typed reaches the service, a receipt goes along."""

import re
from io import BytesIO

import pytest

from shared.access.roles import Role
from shared.contracts.funding.errors import PartsDoNotAddUp, PaymentNotFound, RollNotProposed
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker

TITLE = re.compile(r"<title>(.*)</title>")
NONE = {"items": [], "next": None}
TYPED = {
    "kind": "relief",
    "amount": "4,000.50",
    "fund_id": county.FUND,
    "why": "欠寄宿班费用",
    "purpose_1": "arrears",
    "payee_kind_1": "third_party",
    "payee_1": "兴文寄宿班",
    "amount_1": "3200",
    "purpose_2": "prepayment",
    "payee_kind_2": "guardian",
    "amount_2": "800.50",
    "months_2": "2026-11、2026-12",
}


def test_a_form_of_relief_becomes_its_parts(browse: Browser, worker: Worker) -> None:
    answer = browse(Role.FINANCE_CLERK).post(f"/children/{county.CHILD}/relief", data=TYPED)

    assert answer.status_code == 303
    [sent] = [fields for name, fields in worker.funding.told if name == "propose_relief"]
    assert (sent["amount_fen"], sent["former_fen"]) == (400050, None)
    assert [(p["purpose"], p["amount_fen"], p["months"]) for p in sent["parts"]] == [
        ("arrears", 320000, []),
        ("prepayment", 80050, ["2026-11", "2026-12"]),
    ]


def test_a_refused_form_keeps_what_was_typed(browse: Browser, worker: Worker) -> None:
    worker.funding.answers["propose_relief"] = (
        "RollView",
        lambda _r: PartsDoNotAddUp("400000", "400050"),
    )

    answer = browse(Role.FINANCE_CLERK).post(f"/children/{county.CHILD}/relief", data=TYPED)

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "各项用途合计 4,000.00 元，与总额 4,000.50 元不符" in page
    assert "兴文寄宿班" in page


@pytest.mark.parametrize("with_file", [True, False])
def test_an_instalment_is_paid_with_its_receipt(
    browse: Browser, worker: Worker, *, with_file: bool
) -> None:
    data: dict[str, object] = {"receipt": "收0012"}
    if with_file:
        data["file"] = (BytesIO(b"%PDF-1.4"), "收据.pdf")

    answer = browse(Role.FINANCE_PAYER).post(
        f"/reliefs/{county.ROLL}/instalments/{county.PAYMENT}",
        data=data,
        content_type="multipart/form-data",
    )

    assert answer.status_code == 303
    [sent] = [fields for name, fields in worker.funding.told if name == "pay_instalment"]
    assert sent["receipt"] == "收0012"
    assert ("content" in sent) is with_file


@pytest.mark.parametrize("typed", ["2026/11 2026/12", "2026年11月", "2026-13", "2026-11 下月"])
def test_months_that_are_none_are_refused_at_their_box(
    browse: Browser, worker: Worker, typed: str
) -> None:
    """Left out they would mean: paid at once."""
    form = TYPED | {"months_2": typed}
    answer = browse(Role.FINANCE_CLERK).post(f"/children/{county.CHILD}/relief", data=form)

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'id="e-months-2"' in page
    assert f'value="{typed}"' in page
    assert "propose_relief" not in [name for name, _ in worker.funding.told]


def test_what_is_wrong_stands_in_the_row_where_it_was_typed(browse: Browser) -> None:
    """The second row is empty: the third of the form is the second that is sent."""
    empty = {name: "" for name in TYPED if name.endswith("_2")}
    third = {"purpose_3": "prepayment", "payee_kind_3": "guardian", "amount_3": "八百"}
    answer = browse(Role.FINANCE_CLERK).post(
        f"/children/{county.CHILD}/relief", data=TYPED | empty | third
    )

    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'id="e-amount-3"' in page
    assert 'id="e-amount-2"' not in page


def test_a_row_without_its_amount_is_not_left_out(browse: Browser) -> None:
    form = TYPED | {"amount_2": ""}
    answer = browse(Role.FINANCE_CLERK).post(f"/children/{county.CHILD}/relief", data=form)

    assert answer.status_code == 422
    assert 'id="e-amount-2"' in answer.get_data(as_text=True)


def test_a_form_without_any_row_says_where_to_begin(browse: Browser) -> None:
    form = {name: typed for name, typed in TYPED.items() if name[-2:] not in ("_1", "_2")}
    answer = browse(Role.FINANCE_CLERK).post(f"/children/{county.CHILD}/relief", data=form)

    assert answer.status_code == 422
    assert 'id="e-amount-1"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("step", "operation", "typed"),
    [
        ("approval", "approve_roll", {"total_fen": "130000"}),
        ("refusal", "refuse_roll", {"why": ""}),
    ],
)
def test_what_is_refused_about_a_relief_is_shown_on_its_own_page(
    browse: Browser, worker: Worker, step: str, operation: str, typed: dict[str, str]
) -> None:
    worker.funding.answers[operation] = ("RollView", lambda _r: RollNotProposed("paid"))
    browser = browse(Role.FINANCE_APPROVER)
    shown = browser.get(f"/reliefs/{county.ROLL}").text
    assert f'action="/reliefs/{county.ROLL}/{step}"' in shown

    refused = browser.post(f"/reliefs/{county.ROLL}/{step}", data=typed)

    assert refused.status_code in (409, 422)
    assert TITLE.search(refused.text)[1] == TITLE.search(shown)[1]  # type: ignore[index]


@pytest.mark.parametrize("step", ["correction", "reversal"])
def test_a_payment_out_of_reach_is_not_found(browse: Browser, worker: Worker, step: str) -> None:
    worker.funding.answers["list_payments"] = ("PaymentList", lambda _r: NONE)
    worker.funding.answers["reverse_payment"] = ("PaymentView", lambda _r: PaymentNotFound())
    browser, address = browse(Role.FINANCE_APPROVER), f"/payments/{county.PAYMENT}/{step}"
    answer = browser.get(address) if step == "correction" else browser.post(address)

    assert answer.status_code == 404
