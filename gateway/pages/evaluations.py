"""The yearly evaluation: points of all, what is behind those of one, signing, commending."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import asked
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import account_names
from gateway.rpc import ask, tell
from shared.access.roles import Role
from shared.clock import today

blueprint = Blueprint("evaluations", __name__, url_prefix="/evaluations")
LISTED = ("registry.list_evaluations",)


@blueprint.get("")
@calls(*LISTED)
def evaluations() -> str:
    return list_page(Form())


def list_page(form: Form) -> str:
    filters = asked("evaluated", "year", "area", "only") | form.texts("evaluated", "year", "area")
    filters.setdefault("evaluated", _own_kind())
    known = {name: filters[name] for name in ("evaluated", "year", "area") if name in filters}
    found = ask("registry", "list_evaluations", **known)
    year = today().year
    shown = [one for one in found["items"] if one["commended"] or filters.get("only") is None]
    return render_template(
        "evaluations/evaluations.html",
        form=form,
        found=found,
        shown=shown,
        filters=filters,
        years=(year - 1, year),
    )


def _own_kind() -> str:
    """What somebody like the viewer looks at first."""
    if auth.viewer().school_id:
        return "school"
    return "village_officer" if Role.VILLAGE_OFFICER in auth.viewer().roles else "village"


@blueprint.get("/<evaluated>/<subject>/<int:year>")
@calls("registry.get_evaluation", "gateway.name_accounts")
def evaluation(evaluated: str, subject: str, year: int) -> str:
    found = ask("registry", "get_evaluation", evaluated=evaluated, subject=subject, year=year)
    names = account_names([found["signed_by"]])
    return render_template("evaluations/evaluation.html", one=found, names=names)


@blueprint.post("/signature")
@calls("registry.sign_evaluations", *LISTED)
def sign() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = form.texts("evaluated", "area") | {"year": form.whole("year")}
        tell("registry", "sign_evaluations", **given)
        return go("evaluations.evaluations", done="evaluations_signed", **given)

    return submit(form, act, list_page)
