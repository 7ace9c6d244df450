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


CHECK = {
    "side": "education_bureau",
    "by": county.ACCOUNT,
    "at": county.WHEN,
    "agreed": True,
    "note": None,
}
OBJECTION = {
    "id": county.PAIRING,
    "roll_id": county.ROLL,
    "child_id": county.CHILD,
    "received_at": county.WHEN,
    "what": "家中并无困难",
    "state": "open",
    "answered_at": None,
    "answer": None,
}
BATCH = {
    "id": county.PAIRING,
    "number": "20261121-0A1B2C3D",
    "roll_id": county.ROLL,
    "area_code": county.COUNTY,
    "bank": "rural_commercial",
    "state": "sent",
    "lines": 2,
    "total_fen": 130000,
    "paid": 0,
    "failed": 0,
    "made_by": county.ACCOUNT,
    "made_at": county.WHEN,
    "settled_at": None,
    "withdrawal": None,
    "version": 1,
}
PROGRESS = {
    "checks": [CHECK],
    "needed": ["volunteer_federation", "education_bureau"],
    "checked": False,
    "working_days": 5,
    "noticed": False,
    "may_waive": True,
    "objections": [OBJECTION],
    "open_objections": 1,
    "batches": [BATCH],
    "banks": [{"bank": "rural_commercial", "title": "农村商业银行代发"}],
    "due": 2,
    "failed": 0,
    "without_account": 1,
    "shared_accounts": 2,
}
ACCOUNT = {
    "child_id": county.CHILD,
    "area_code": county.VILLAGE,
    "holder": "罗婆婆",
    "tail": "0009",
    "bank": "农村商业银行",
    "shared_with": 1,
}
NO_ACCOUNT = {
    **ACCOUNT,
    "child_id": county.OTHER,
    "holder": None,
    "tail": None,
    "bank": None,
    "shared_with": 0,
}
BATCH_LINE = {
    "line": 1,
    "payment_id": county.PAYMENT,
    "child_id": county.CHILD,
    "amount_fen": 50000,
    "tail": "0009",
    "outcome": "failed",
    "reason": "账号已销户",
}
PUBLIC = {
    "child_id": county.CHILD,
    "township_code": county.TOWNSHIP,
    "stage": "primary",
    "amount_fen": 50000,
}


def batch_lines(_request: dict[str, Any]) -> dict[str, Any]:
    return {**items(BATCH_LINE), "batch": BATCH}


def public_list(_request: dict[str, Any]) -> dict[str, Any]:
    totals = {"scheme": "xishui_living", "term": "2026-autumn", "children": 1, "total_fen": 50000}
    return {**items(PUBLIC), **totals}


SUMS = {"granted_fen": 80000, "paid_fen": 50000, "open_fen": 20000, "returned_fen": 10000}
KEYS = {
    "fund": county.FUND,
    "scheme": "xishui_living",
    "township": county.TOWNSHIP,
    "school": county.SCHOOL,
    "term": "2026-autumn",
}
PERIOD = {
    "area_code": county.COUNTY,
    "month": "2026-10",
    "closed_by": county.ACCOUNT,
    "closed_at": county.WHEN,
}


def statement(request: dict[str, Any]) -> dict[str, Any]:
    rows = [{"key": KEYS[request["by"]], "children": 2, **SUMS}]
    if request["by"] == "school":
        rows.append({"key": "", "children": 1, **dict.fromkeys(SUMS, 0)})
    return {"by": request["by"], "items": rows, **SUMS}


LISTED = {"child_id": county.CHILD, "area_code": county.VILLAGE, "amount_fen": 50000}
EXPORTED: dict[str, dict[str, Any]] = {
    "roll": {
        **LISTED,
        "school_id": county.SCHOOL,
        "stage": "primary",
        "months": ["2026-10"],
        "state": "approved",
        "reasons": ["single_parent"],
        "dropped": [],
    },
    "notice": PUBLIC,
    "batch": {name: BATCH_LINE[name] for name in BATCH_LINE if name != "payment_id"},
    "refunds": {
        **LISTED,
        "scheme": "xishui_living",
        "term": "2026-autumn",
        "refunded_fen": 10000,
        "state": "paid",
        "paid_on": "2026-10-15",
        "back_on": None,
        "why": None,
    },
    "balance": {"account": "1002", "debit_fen": 3300000, "credit_fen": 0, "balance_fen": 3300000},
}


def exported(request: dict[str, Any]) -> dict[str, Any]:
    what = request["what"]
    about = {"scheme": "xishui_living", "term": "2026-autumn", "number": "20261120-A"}
    rows = [EXPORTED[what]] if what in EXPORTED else []
    if what == "statement":
        rows = [{"key": KEYS[request["by"]], "children": 2, **SUMS}]
        about["by"] = request["by"]
    plain = {"what": what, "area_code": county.COUNTY, "about": about}
    return {**plain, "rows": rows, "more": False}


DELEGATION = {
    "id": county.PAIRING,
    "area_code": county.COUNTY,
    "role": "finance_payer",
    "for_account": county.ACCOUNT,
    "to_account": county.FUND,
    "first_day": "2026-11-20",
    "last_day": "2026-11-27",
    "why": "外出培训",
    "made_at": county.WHEN,
}
AWARD: dict[str, Any] = {
    "id": "8d6b7a34-3a52-4a6e-9d58-0000000000a1",
    "child_id": county.CHILD,
    "area_code": county.VILLAGE,
    "school_id": county.SCHOOL,
    "term": "2026-spring",
    "award": "second_to_fifth",
    "title": "班级第二至五名",
    "amount_fen": 30_00,
    "version": 1,
}
ANSWERS: Answers = {
    "set_budget": ("FundView", lambda _r: county.fund()),
    "delegate": ("DelegationView", lambda _r: DELEGATION),
    "list_delegations": ("DelegationList", lambda _r: items(DELEGATION)),
    "export_list": ("ExportView", exported),
    "export_sums": ("ExportView", exported),
    "get_progress": ("ProgressView", lambda _r: PROGRESS),
    "check_roll": ("RollView", lambda _r: county.roll()),
    "post_notice": ("RollView", lambda _r: county.roll()),
    "receive_objection": ("ObjectionView", lambda _r: OBJECTION),
    "answer_objection": ("ObjectionView", lambda _r: OBJECTION),
    "approve_delegated": ("RollView", lambda _r: county.roll(state="approved")),
    "list_accounts": ("AccountList", lambda _r: items(ACCOUNT, NO_ACCOUNT)),
    "set_account": (
        "AccountView",
        lambda _r: {
            "child_id": county.CHILD,
            "holder": "罗婆婆",
            "tail": "0009",
            "shared_with": 1,
        },
    ),
    "make_batch": ("MadeBatch", lambda _r: {**BATCH, "left_out": 1, "shared_accounts": 2}),
    "get_batch_file": ("BankFile", lambda _r: {"filename": "b.txt", "content": "MQ=="}),
    "list_batch_lines": ("BatchLineList", batch_lines),
    "take_in_result": ("BatchView", lambda _r: {**BATCH, "state": "settled"}),
    "withdraw_batch": ("BatchView", lambda _r: {**BATCH, "state": "withdrawn"}),
    "reissue_payment": ("PaymentView", lambda _r: county.payment()),
    "return_payment": ("PaymentView", lambda _r: county.payment()),
    "refund_payment": ("PaymentView", lambda _r: county.payment()),
    "reverse_payment": ("PaymentView", lambda _r: county.payment()),
    "public_list": ("PublicLineList", public_list),
    "statement": ("StatementView", statement),
    "list_periods": ("PeriodList", lambda _r: items(PERIOD)),
    "close_period": ("PeriodView", lambda _r: PERIOD),
    "propose_awards": ("RollView", lambda _r: county.roll(kind="award")),
    "list_awards": (
        "AwardList",
        lambda _r: {
            **items(*(AWARD | {"state": s} for s in ("due", "on_roll", "granted"))),
            "due": [{"term": "2026-spring", "children": 41, "amount_fen": 1_530_00}],
        },
    ),
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
    f"/rolls/{county.ROLL}/accounts",
    f"/rolls/{county.ROLL}/notice",
    f"/batches/{county.PAIRING}",
    f"/payments/{county.PAYMENT}/correction",
    "/statements",
    *(f"/statements?by={by}" for by in ("scheme", "township", "school", "term")),
    "/reliefs",
    "/awards",
    "/awards?state=due",
    f"/reliefs/{county.ROLL}",
    "/delegations",
    f"/eligible/{county.CHILD}?scheme=xishui_living&term=2026-autumn",
)
