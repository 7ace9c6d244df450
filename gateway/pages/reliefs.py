"""Relief and allowances of one child: proposing, seeing what is due, paying against a receipt."""

import re
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.api.uploads import uploaded
from gateway.downloads import download
from gateway.pages.choices import PLACES, asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.funds import fen
from gateway.pages.names import child_names, look, place_name, place_names
from gateway.rpc import ask, may, tell
from shared.clock import today

blueprint = Blueprint("reliefs", __name__)
ROWS = range(1, 4)  # purposes on one form
BOXES = ("purpose", "payee_kind", "payee", "amount", "months")  # of each
BETWEEN = re.compile(r"[\s,;\u3001\uff0c\uff1b]+")
NAMES = ("registry.name_children", *PLACES)
NEW = ("funding.list_funds", *NAMES)
ONE = ("funding.get_relief", "funding.get_roll", "funding.list_funds", *NAMES)


@blueprint.get("/reliefs")
@calls("funding.list_reliefs", "funding.list_instalments", *NAMES)
def reliefs() -> str:
    filters = asked("state", "area", "child_id")
    found = page_of("funding", "list_reliefs", filters)
    due = look("funding", "list_instalments").items if may("funding.list_instalments") else []
    both = [*found["items"], *due]
    return render_template(
        "reliefs/reliefs.html",
        found=found,
        due=due,
        filters=filters,
        today=today().isoformat(),
        children=child_names(one["child_id"] for one in both),
        places=place_names(one["area_code"] for one in both),
    )


@blueprint.get("/children/<uuid:child_id>/relief")
@calls("funding.propose_relief", *NEW)
def new(child_id: Any) -> str:
    kind = asked("kind").get("kind", "relief")
    return new_page(str(child_id), Form({"kind": kind}))


@blueprint.post("/children/<uuid:child_id>/relief")
@calls("funding.propose_relief", *NEW)
def propose(child_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        answer = tell(
            "funding",
            "propose_relief",
            child_id=str(child_id),
            **form.texts("kind", "fund_id", "first_month", "last_month", "why"),
            amount_fen=fen(form.value("amount")),
            former_fen=fen(form.value("former")) if form.text("former") else None,
            parts=list(parts(form)),
        )
        return go("reliefs.relief", roll_id=answer["id"], done="proposed")

    return submit(form, act, lambda form: new_page(str(child_id), form))


@blueprint.get("/reliefs/<uuid:roll_id>")
@calls(*ONE)
def relief(roll_id: Any) -> str:
    return relief_page(str(roll_id), Form())


@blueprint.post("/reliefs/<uuid:roll_id>/instalments/<uuid:payment_id>")
@calls("funding.pay_instalment", *ONE)
def pay(roll_id: Any, payment_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        file: dict[str, str] = {}
        if (sent := request.files.get("file")) is not None and sent.filename:
            file = dict(zip(("filename", "content"), uploaded(), strict=True))
        given = {**form.texts("receipt"), **file}
        tell("funding", "pay_instalment", payment_id=str(payment_id), **given)
        return go("reliefs.relief", roll_id=str(roll_id), done="paid")

    return submit(form, act, lambda form: relief_page(str(roll_id), form, str(payment_id)))


@blueprint.get("/papers/<uuid:paper_id>")
@calls("funding.get_paper")
def paper(paper_id: Any) -> Response:
    return download(ask("funding", "get_paper", paper_id=str(paper_id)))


@blueprint.post("/reliefs/<uuid:roll_id>/approval")
@calls("funding.approve_roll", *ONE)
def approve(roll_id: Any) -> ResponseReturnValue:
    """With the total that the approver saw, as a roll's."""
    form = Form.sent()
    fields = {"total_fen": form.whole("total_fen")}
    return decided(str(roll_id), form, "approve_roll", fields, "roll_approved")


@blueprint.post("/reliefs/<uuid:roll_id>/refusal")
@calls("funding.refuse_roll", *ONE)
def refuse(roll_id: Any) -> ResponseReturnValue:
    form = Form.sent()
    fields = {"why": form.value("why").strip()}
    return decided(str(roll_id), form, "refuse_roll", fields, "roll_refused")


def decided(
    roll_id: str, form: Form, operation: str, fields: dict[str, Any], done: str
) -> ResponseReturnValue:
    def act() -> ResponseReturnValue:
        tell("funding", operation, roll_id=roll_id, **fields)
        return go("reliefs.relief", roll_id=roll_id, done=done)

    return submit(form, act, lambda form: relief_page(roll_id, form))


def used(form: Form) -> list[int]:
    """The rows in which anything was filled in."""
    return [row for row in ROWS if any(form.text(f"{box}_{row}") for box in BOXES)]


def parts(form: Form) -> Iterator[dict[str, Any]]:
    """What is no month goes on as typed: left out, the part would be paid at once."""
    for row in used(form):
        payee = form.text(f"payee_{row}")
        yield {
            "purpose": form.value(f"purpose_{row}"),
            "payee_kind": form.value(f"payee_kind_{row}"),
            **({"payee": payee} if payee else {}),
            "amount_fen": fen(form.value(f"amount_{row}")),
            "months": [month for month in BETWEEN.split(form.value(f"months_{row}")) if month],
        }


def box_of(path: str, rows: list[int]) -> str:
    """`parts.1.months.0` of the request, as the box of the second row that is used is named."""
    _, place, field, *_ = [*path.split("."), "", ""]
    row = rows[int(place)] if place else ROWS[0]
    return f"{field.removesuffix('_fen') or 'amount'}_{row}"


def new_page(child_id: str, form: Form) -> str:
    for wrong, box in (("amount_fen", "amount"), ("former_fen", "former")):
        if wrong in form.errors:
            form.errors[box] = form.errors.pop(wrong)
    for path in [path for path in form.errors if path.startswith("parts")]:
        form.errors[box_of(path, used(form))] = form.errors.pop(path)
    funds = [
        (one["id"], one["name"], one["left_fen"])
        for one in look("funding", "list_funds", limit=200).items
    ]
    return render_template(
        "reliefs/new.html",
        form=form,
        child_id=child_id,
        child=child_names([child_id])[child_id],
        funds=funds,
        rows=ROWS,
    )


def relief_page(roll_id: str, form: Form, opened: str = "") -> str:
    found = ask("funding", "get_relief", roll_id=roll_id)
    roll = ask("funding", "get_roll", roll_id=roll_id) if may("funding.get_roll") else None
    account = auth.viewer().account_id
    return render_template(
        "reliefs/relief.html",
        relief=found,
        roll=roll,
        form=form,
        opened=opened,
        today=today().isoformat(),
        child=child_names([found["child_id"]])[found["child_id"]],
        place=place_name(found["area_code"]),
        parts={one["line"]: one for one in found["parts"]},
        mine={step: roll[f"{step}_by"] == account for step in ("proposed", "decided")}
        if roll
        else {},
    )
