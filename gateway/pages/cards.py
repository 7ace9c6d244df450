"""What is filed on paper: the contact card on one A4 page, and the whole dossier."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.dossier_rows import sections_of
from gateway.pages.forms import Form, submit
from gateway.rpc import ask, may
from shared.clock import today
from shared.contracts.registry.fields import GROUPS, SECRET
from shared.texts.dossier import FIELDS

blueprint = Blueprint("cards", __name__, url_prefix="/children")
LAST = 6  # of visits and assessments, what fits beside the rest
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


@blueprint.get("/<uuid:child_id>/print")
@calls("registry.print_dossier", "registry.get_dossier")
def paper(child_id: str) -> str:
    """What it is printed for is asked first."""
    return paper_form(str(child_id), Form())


@blueprint.post("/<uuid:child_id>/print")
@calls(
    "registry.print_dossier",
    "registry.get_dossier",
    "registry.get_assessments",
    "registry.list_return_visits",
)
def printed(child_id: str) -> ResponseReturnValue:
    """The dossier is in this answer only, and its printing is logged with the purpose."""
    form = Form.sent()
    return submit(
        form,
        lambda: paper_page(str(child_id), form),
        lambda form: paper_form(str(child_id), form),
    )


def paper_form(child_id: str, form: Form) -> str:
    return render_template(
        "cards/print.html", child=ask("registry", "get_dossier", child_id=child_id), form=form
    )


def paper_page(child_id: str, form: Form) -> str:
    about = {"purpose": form.text("purpose") or "", "full": form.flag("full") or False}
    child = ask("registry", "print_dossier", child_id=child_id, **about)
    return render_template(
        "cards/dossier.html",
        child=child,
        sections=sections_of(child),
        assessments=_last("registry", "get_assessments", child_id=child_id),
        visits=_last("registry", "list_return_visits", child_id=child_id, limit=LAST),
        purpose=about["purpose"],
        on=today(),
    )


def _last(service: str, operation: str, **fields: Any) -> list[Any]:
    """None of what the viewer may not see."""
    if not may(f"{service}.{operation}"):
        return []
    found: list[Any] = ask(service, operation, **fields)["items"]
    return found[:LAST]
