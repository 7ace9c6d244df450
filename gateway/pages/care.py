"""Entrusted care: the agreements of a child, recording one, the paper to print, ending one."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, may, tell
from shared.clock import today
from shared.contracts.registry.care_codes import CARER_FIELDS, ENDINGS, FAILINGS, GROUNDS, NOTICE_TO

blueprint = Blueprint("care", __name__)
HEARD_FROM = 8  # years of age from which the form asks; the registry decides (LAW)
READS = ("registry.list_care_agreements", "registry.get_dossier")
PAPER = ("registry.get_care_agreement", "registry.get_dossier")
TYPED = (
    *CARER_FIELDS,
    "own_view",
    "own_words",
    "from_date",
    "to_date",
    "signed_on",
    "guide",
    "despite",
)


@blueprint.get("/children/<uuid:child_id>/care")
@calls(*READS)
def care(child_id: Any) -> str:
    return care_page(str(child_id), Form())


@blueprint.get("/children/<uuid:child_id>/care/new")
@calls("registry.record_care_agreement", "registry.get_dossier")
def new(child_id: Any) -> str:
    return new_page(str(child_id), Form({"signed_on": today()}))


@blueprint.post("/children/<uuid:child_id>/care/new")
@calls("registry.record_care_agreement", "registry.get_dossier")
def record(child_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        asked = {ground: form.flag(f"asked_{ground}") for ground in GROUNDS}
        made = tell(
            "registry",
            "record_care_agreement",
            child_id=str(child_id),
            asked={ground: answer for ground, answer in asked.items() if answer is not None},
            signers=form.all("signers"),
            **form.texts(*TYPED),
        )
        done = "care_refused" if made["state"] == "refused" else "care_recorded"
        return go("care.care", child_id=child_id, done=done)

    return submit(form, act, lambda form: new_page(str(child_id), form))


@blueprint.get("/care-agreements/<uuid:agreement_id>")
@calls(*PAPER)
def paper(agreement_id: Any) -> str:
    return paper_page(str(agreement_id), Form())


@blueprint.post("/care-agreements/<uuid:agreement_id>")
@calls(*PAPER)
def full_paper(agreement_id: Any) -> ResponseReturnValue:
    """Numbers in full are shown in this answer only, and the view is logged with its purpose."""
    form = Form.sent()

    def shown() -> str:
        return paper_page(str(agreement_id), form, purpose=form.text("purpose") or "")

    return submit(form, shown, lambda form: paper_page(str(agreement_id), form))


@blueprint.post("/children/<uuid:child_id>/care/<uuid:agreement_id>/ending")
@calls("registry.end_care_agreement", *READS)
def end(child_id: Any, agreement_id: Any) -> ResponseReturnValue:
    fields = ("ending", "why")
    return decide(str(child_id), str(agreement_id), "end_care_agreement", fields, "care_ended")


@blueprint.post("/children/<uuid:child_id>/care/<uuid:agreement_id>/notice")
@calls("registry.note_care_notice", *READS)
def notice(child_id: Any, agreement_id: Any) -> ResponseReturnValue:
    fields = ("to", "on")
    return decide(str(child_id), str(agreement_id), "note_care_notice", fields, "care_noticed")


@blueprint.post("/children/<uuid:child_id>/care/<uuid:agreement_id>/report")
@calls("registry.report_carer", *READS)
def report(child_id: Any, agreement_id: Any) -> ResponseReturnValue:
    """To the case that comes of it, for those who may see it: its duties are the next thing."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        typed = form.texts("failing", "note")
        made = tell("registry", "report_carer", agreement_id=str(agreement_id), **typed)
        return go("cases.case", case_id=made["case_id"], done="carer_reported")

    return submit(form, act, lambda form: care_page(str(child_id), form, opened="report_carer"))


def decide(
    child_id: str, agreement_id: str, operation: str, fields: tuple[str, ...], done: str
) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", operation, agreement_id=agreement_id, **form.texts(*fields))
        return go("care.care", child_id=child_id, done=done)

    return submit(form, act, lambda form: care_page(child_id, form, opened=operation))


def care_page(child_id: str, form: Form, opened: str = "") -> str:
    found = ask("registry", "list_care_agreements", child_id=child_id)["items"]
    return render_template(
        "care/care.html",
        child=ask("registry", "get_dossier", child_id=child_id),
        standing=[one for one in found if one["state"] in ("agreed", "active")],
        over=[one for one in found if one["state"] in ("ended", "refused")],
        form=form,
        opened=opened,
        endings=ENDINGS,
        failings=FAILINGS,
        notices=NOTICE_TO,
        may_record=may("registry.record_care_agreement"),
    )


def new_page(child_id: str, form: Form) -> str:
    child = ask("registry", "get_dossier", child_id=child_id)
    return render_template(
        "care/new.html", child=child, form=form, grounds=GROUNDS, heard=child["age"] >= HEARD_FROM
    )


def paper_page(agreement_id: str, form: Form, purpose: str = "") -> str:
    asked = {"agreement_id": agreement_id, **({"purpose": purpose} if purpose else {})}
    one = ask("registry", "get_care_agreement", **asked)
    child = ask("registry", "get_dossier", child_id=one["child_id"])
    return render_template(
        "care/paper.html", one=one, child=child, form=form, grounds=GROUNDS, on=today()
    )
