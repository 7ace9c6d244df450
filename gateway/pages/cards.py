"""The contact card to print: one A4 page, its numbers in full for a stated purpose."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.forms import Form, submit
from gateway.rpc import ask
from shared.clock import today
from shared.contracts.registry.fields import GROUPS, SECRET
from shared.texts.dossier import FIELDS

blueprint = Blueprint("cards", __name__, url_prefix="/children")
PHONES = tuple(name for name in GROUPS["contact"] if name in SECRET and name.endswith("phone"))


@blueprint.get("/<uuid:child_id>/card")
@calls("registry.get_dossier")
def card(child_id: str) -> str:
    """With masked numbers, and the form that asks what they are needed for."""
    return card_page(str(child_id), Form(), [])


@blueprint.post("/<uuid:child_id>/card")
@calls("registry.get_dossier")
def full_card(child_id: str) -> ResponseReturnValue:
    """The numbers are shown in this answer only, and the view is logged with the purpose."""
    form = Form.sent()
    return submit(
        form,
        lambda: card_page(str(child_id), form, list(PHONES)),
        lambda form: card_page(str(child_id), form, []),
    )


def card_page(child_id: str, form: Form, reveal: list[str]) -> str:
    purpose = {"purpose": form.text("purpose") or ""} if reveal else {}
    child = ask("registry", "get_dossier", child_id=child_id, reveal=reveal, **purpose)
    return render_template(
        "cards/card.html", child=child, form=form, full=bool(reveal), fields=FIELDS, on=today()
    )
