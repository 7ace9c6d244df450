"""The pages of relief: what is typed reaches the service, a receipt goes along."""

from io import BytesIO

import pytest

from shared.access.roles import Role
from shared.contracts.funding.errors import PartsDoNotAddUp
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker

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
