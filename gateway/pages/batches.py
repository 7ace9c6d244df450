"""The bank: accounts of a roll's children, batches, their files, and what the bank answered."""

from typing import Any

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.api.uploads import uploaded
from gateway.downloads import download
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.funds import fen
from gateway.pages.names import child_names, place_names
from gateway.pages.noticing import step, tell_roll
from gateway.pages.rolls import ROLL
from gateway.rpc import ask, tell
from shared.contracts.funding.errors import PaymentNotFound

blueprint = Blueprint("batches", __name__)
ACCOUNTS = ("funding.list_accounts", "registry.name_children", "registry.get_area")
LINES = ("funding.list_batch_lines", "registry.name_children")


@blueprint.get("/rolls/<uuid:roll_id>/accounts")
@calls(*ACCOUNTS)
def accounts(roll_id: Any) -> str:
    return accounts_page(str(roll_id), Form())


@blueprint.post("/rolls/<uuid:roll_id>/accounts")
@calls("funding.set_account", *ACCOUNTS)
def set_account(roll_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        number = form.value("number").replace(" ", "")
        given = form.texts("child_id", "holder", "bank")
        tell("funding", "set_account", number=number, **given)
        return go("batches.accounts", roll_id=str(roll_id), done="account_kept")

    return submit(form, act, lambda form: accounts_page(str(roll_id), form))


@blueprint.post("/rolls/<uuid:roll_id>/batches")
@calls("funding.make_batch", *ROLL)
def make(roll_id: Any) -> ResponseReturnValue:
    form = Form.sent()
    bank = form.value("bank")
    return step(roll_id, form, lambda: tell_roll("make_batch", roll_id, bank=bank), "batch_made")


@blueprint.get("/batches/<uuid:batch_id>")
@calls(*LINES)
def batch(batch_id: Any) -> str:
    return batch_page(str(batch_id), Form())


@blueprint.get("/batches/<uuid:batch_id>/file")
@calls("funding.get_batch_file")
def file(batch_id: Any) -> Response:
    return download(ask("funding", "get_batch_file", batch_id=str(batch_id)))


@blueprint.post("/batches/<uuid:batch_id>/result")
@calls("funding.take_in_result", *LINES)
def result(batch_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        _, content = uploaded()
        tell("funding", "take_in_result", batch_id=str(batch_id), content=content)
        return go("batches.batch", batch_id=str(batch_id), done="result_taken_in")

    return submit(form, act, lambda form: batch_page(str(batch_id), form))


@blueprint.post("/batches/<uuid:batch_id>/withdrawal")
@calls("funding.withdraw_batch", *LINES)
def withdraw(batch_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        why = form.value("why").strip()
        tell("funding", "withdraw_batch", batch_id=str(batch_id), why=why)
        return go("batches.batch", batch_id=str(batch_id), done="batch_withdrawn")

    return submit(form, act, lambda form: batch_page(str(batch_id), form))


@blueprint.post("/batches/<uuid:batch_id>/payments/<uuid:payment_id>/<any(reissue, return):what>")
@calls("funding.reissue_payment", "funding.return_payment", *LINES)
def put_right(batch_id: Any, payment_id: Any, what: str) -> ResponseReturnValue:
    """A line that failed: due again, or back to the fund."""
    form = Form.sent()
    why = {"why": form.value("why").strip()} if what == "return" else {}

    def act() -> ResponseReturnValue:
        tell("funding", f"{what}_payment", payment_id=str(payment_id), **why)
        return go("batches.batch", batch_id=str(batch_id), done=f"payment_{what}")

    return submit(form, act, lambda form: batch_page(str(batch_id), form))


PAYMENT = ("funding.list_payments", "registry.name_children", "registry.get_area")


@blueprint.get("/payments/<uuid:payment_id>/correction")
@calls(*PAYMENT)
def correction(payment_id: Any) -> str:
    return correction_page(str(payment_id), Form())


@blueprint.post("/payments/<uuid:payment_id>/<any(reversal, refund):what>")
@calls("funding.reverse_payment", "funding.refund_payment", *PAYMENT)
def correct(payment_id: Any, what: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        why = form.value("why").strip()
        if what == "reversal":
            tell("funding", "reverse_payment", payment_id=str(payment_id), why=why)
        else:
            about = {"why": why, "document": form.value("document").strip()}
            amount = fen(form.value("amount"))
            tell(
                "funding", "refund_payment", payment_id=str(payment_id), amount_fen=amount, **about
            )
        return go("batches.correction", payment_id=str(payment_id), done=f"payment_{what}")

    return submit(form, act, lambda form: correction_page(str(payment_id), form))


def correction_page(payment_id: str, form: Form) -> str:
    if "amount_fen" in form.errors:
        form.errors["amount"] = form.errors.pop("amount_fen")
    found = ask("funding", "list_payments", payment_id=payment_id)["items"]
    if not found:
        raise PaymentNotFound()
    [payment] = found
    return render_template(
        "rolls/correction.html",
        one=payment,
        form=form,
        child=child_names([payment["child_id"]])[payment["child_id"]],
        place=place_names([payment["area_code"]])[payment["area_code"]],
    )


def accounts_page(roll_id: str, form: Form) -> str:
    found = page_of("funding", "list_accounts", {}, roll_id=roll_id)
    return render_template(
        "rolls/accounts.html",
        roll_id=roll_id,
        found=found,
        form=form,
        children=child_names(one["child_id"] for one in found["items"]),
        places=place_names(one["area_code"] for one in found["items"]),
    )


def batch_page(batch_id: str, form: Form) -> str:
    found = page_of("funding", "list_batch_lines", asked("outcome"), batch_id=batch_id)
    return render_template(
        "rolls/batch.html",
        batch=found["batch"],
        found=found,
        form=form,
        filters=asked("outcome"),
        children=child_names(one["child_id"] for one in found["items"]),
    )
