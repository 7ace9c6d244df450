"""The written consent of a parent or guardian, and its withdrawal."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import look
from gateway.rpc import Part, ask, may, tell

blueprint = Blueprint("consents", __name__, url_prefix="/children/<uuid:child_id>/consent")
READS = ("registry.get_dossier", "pairing.list_consents")


@blueprint.get("")
@calls(*READS)
def consent(child_id: str) -> str:
    return page(str(child_id), Form())


@blueprint.post("")
@calls("pairing.record_consent", *READS)
def record(child_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell(
            "pairing",
            "record_consent",
            child_id=str(child_id),
            **form.texts("signer", "signed_on", "own_view", "helper_sex"),
            own_consent=bool(form.flag("own_consent")),
        )
        return go("children.child", child_id=child_id, tab="pairings", done="consented")

    return submit(form, act, lambda form: page(str(child_id), form))


@blueprint.post("/withdrawal")
@calls("pairing.withdraw_consent", *READS)
def withdraw(child_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("pairing", "withdraw_consent", child_id=str(child_id), **form.texts("why"))
        return go("children.child", child_id=child_id, tab="pairings", done="consent_withdrawn")

    return submit(form, act, lambda form: page(str(child_id), form))


def page(child_id: str, form: Form) -> str:
    """Where the ages of the place's pack are not known, the form asks for everything."""
    found = (
        look("pairing", "list_consents", child_id=child_id)
        if may("pairing.list_consents")
        else Part()
    )
    ages = found.value or {"own_view_age": 0, "own_consent_age": 0}
    child = ask("registry", "get_dossier", child_id=child_id)
    return render_template(
        "consents/consent.html",
        child=child,
        form=form,
        heard=child["age"] >= ages["own_view_age"],
        consents_itself=child["age"] >= ages["own_consent_age"],
        consents_from=ages["own_consent_age"],
        valid=[one for one in found.items if not one["withdrawn_on"]],
    )
