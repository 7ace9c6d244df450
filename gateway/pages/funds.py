"""Funds: what came in, what is promised, paid and left; taking in money."""

from decimal import Decimal, InvalidOperation
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import county, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import look
from gateway.pages.words import word
from gateway.rpc import may, tell
from shared.contracts.funding.codes import SCHEME_OF

blueprint = Blueprint("funds", __name__, url_prefix="/funds")
READS = ("funding.list_funds", "funding.list_schemes")


@blueprint.get("")
@calls(*READS)
def funds() -> str:
    return page(Form())


@blueprint.get("/<uuid:fund_id>")
@calls("funding.list_funds")
def fund(fund_id: str) -> ResponseReturnValue:
    """All funds fit on one page; a message about one leads to its row."""
    return redirect(url_for("funds.funds", _anchor=f"fund-{fund_id}"))


@blueprint.post("")
@calls("funding.receive_funds", *READS)
def receive() -> ResponseReturnValue:
    """Into the fund chosen, or into a new one that is named."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        into = form.texts("fund_id") or {**form.texts("name", "kind"), "area": county()}
        units = [line.strip() for line in form.value("units").splitlines() if line.strip()]
        tell(
            "funding",
            "receive_funds",
            **into,
            amount_fen=fen(form.value("amount")),
            units=units,
            document=form.value("document").strip(),
        )
        return go("funds.funds", done="received")

    return submit(form, act, page)


@blueprint.post("/<uuid:fund_id>/budgets")
@calls("funding.set_budget", *READS)
def budget(fund_id: Any) -> ResponseReturnValue:
    """Of one scheme; what has none gets nothing from this fund then."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = {"scheme": form.value("scheme"), "amount_fen": fen(form.value("amount"))}
        tell("funding", "set_budget", fund_id=str(fund_id), **given)
        return go("funds.funds", done="budgeted", _anchor=f"fund-{fund_id}")

    return submit(form, act, page)


def fen(typed: str) -> int | str:
    """Yuan as people type them (1,300.50) in fen; what is no amount goes on as it was typed."""
    try:
        yuan = Decimal(typed.replace(",", "").replace("\uff0c", "").strip())
    except InvalidOperation:
        return typed
    exact = yuan * 100
    return int(exact) if exact.is_finite() and exact == exact.to_integral_value() else typed


def page(form: Form) -> str:
    if "amount_fen" in form.errors:
        form.errors["amount"] = form.errors.pop("amount_fen")
    return render_template(
        "funds/funds.html",
        form=form,
        found=page_of("funding", "list_funds", {}),
        schemes=schemes() if may("funding.set_budget") else [],
    )


def schemes() -> list[tuple[str, str]]:
    """What a budget can be for."""
    here = look("funding", "list_schemes", area=county()).items if county() else []
    codes = [*(one["scheme"] for one in here), *SCHEME_OF.values()]
    return [(code, word(code, "scheme")) for code in codes]
