"""What funding answers about relief, the book and the term's roll."""

from collections.abc import Callable
from typing import Any

from tests.unit.gateway.pages import county

Answers = dict[str, tuple[str, Callable[[dict[str, Any]], Any]]]

RELIEF_ROW = {
    "roll_id": county.ROLL,
    "kind": "relief",
    "state": "approved",
    "child_id": county.CHILD,
    "area_code": county.VILLAGE,
    "scheme": "temporary_relief",
    "amount_fen": 400000,
    "former_fen": None,
    "first_month": "2026-10",
    "last_month": "2026-12",
    "ended_before": None,
    "proposed_at": county.WHEN,
}
INSTALMENT = {
    "id": county.PAYMENT,
    "line": 1,
    "month": "2026-10",
    "due_on": "2026-10-15",
    "amount_fen": 320000,
    "state": "due",
    "paid_at": None,
    "receipt": None,
    "paper_id": None,
}
RELIEF = {
    **RELIEF_ROW,
    "fund_id": county.FUND,
    "pay_day": 15,
    "why": "父亲服刑，母亲失联，欠寄宿班费用",
    "parts": [
        {
            "line": 1,
            "purpose": "arrears",
            "payee_kind": "third_party",
            "payee": "兴文寄宿班",
            "amount_fen": 320000,
            "months": [],
        },
        {
            "line": 2,
            "purpose": "living",
            "payee_kind": "guardian",
            "payee": None,
            "amount_fen": 80000,
            "months": ["2026-11", "2026-12"],
        },
    ],
    "instalments": [
        INSTALMENT,
        {
            **INSTALMENT,
            "id": county.OTHER,
            "line": 2,
            "month": "2026-09",
            "due_on": "2026-09-15",
            "state": "paid",
            "paid_at": county.WHEN,
            "receipt": "收0012",
            "paper_id": county.PAIRING,
        },
    ],
}
DUE = {
    "id": county.PAYMENT,
    "roll_id": county.ROLL,
    "child_id": county.CHILD,
    "area_code": county.VILLAGE,
    "scheme": "subsistence_allowance",
    "term": "2026-10",
    "due_on": "2026-10-15",
    "amount_fen": 65000,
}


def items(*listed: Any) -> dict[str, Any]:
    return {"items": list(listed), "next": None}


ANSWERS: Answers = {
    "list_reliefs": (
        "ReliefList",
        lambda _r: items(
            RELIEF_ROW, {**RELIEF_ROW, "kind": "allowance", "scheme": "subsistence_allowance"}
        ),
    ),
    "list_instalments": ("DueList", lambda _r: items(DUE)),
    "get_relief": ("ReliefView", lambda _r: RELIEF),
    "propose_relief": ("RollView", lambda _r: county.roll(kind="relief", children=1)),
    "pay_instalment": ("PaymentView", lambda _r: county.payment()),
    "get_paper": (
        "PaperFile",
        lambda _r: {"filename": "收据.pdf", "kind": "pdf", "content": "JVBERi0xLjQ="},
    ),
}
MONEY_PAGES = (
    "/reliefs",
    f"/reliefs/{county.ROLL}",
)
