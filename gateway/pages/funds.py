"""Funds: what came in, what is promised, paid and left; taking in money."""

from decimal import Decimal, InvalidOperation

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import county, page_of
from gateway.pages.forms import Form, go, submit
from gateway.rpc import tell

blueprint = Blueprint("funds", __name__, url_prefix="/funds")


@blueprint.get("")
@calls("funding.list_funds")
def funds() -> str:
    return page(Form())


@blueprint.get("/<uuid:fund_id>")
@calls("funding.list_funds")
def fund(fund_id: str) -> ResponseReturnValue:
    """All funds fit on one page; a message about one leads to its row."""
    return redirect(url_for("funds.funds", _anchor=f"fund-{fund_id}"))


@blueprint.post("")
@calls("funding.receive_funds", "funding.list_funds")
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
        "funds/funds.html", form=form, found=page_of("funding", "list_funds", {})
    )
