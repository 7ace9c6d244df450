"""Who stands in for an approver or payer who is away."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import county, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import account_names, look
from gateway.pages.words import NONE
from gateway.rpc import may, tell
from shared.access.roles import Role

blueprint = Blueprint("delegations", __name__, url_prefix="/delegations")
READS = ("funding.list_delegations", "gateway.name_colleagues", "gateway.name_accounts")
POSTS = (Role.FINANCE_APPROVER, Role.FINANCE_PAYER)


@blueprint.get("")
@calls(*READS)
def delegations() -> str:
    return page(Form())


@blueprint.post("")
@calls("funding.delegate", *READS)
def delegate() -> ResponseReturnValue:
    """One's own post, to a colleague of the finance staff."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = form.texts("role", "to_account", "first_day", "last_day", "why")
        tell("funding", "delegate", area=county(), **given)
        return go("delegations.delegations", done="delegated")

    return submit(form, act, page)


def page(form: Form) -> str:
    me = auth.viewer()
    staff = look("gateway", "name_colleagues").items if may("gateway.name_colleagues") else []
    found = page_of("funding", "list_delegations", {})
    people = [one[side] for one in found["items"] for side in ("for_account", "to_account")]
    known = {**account_names(people), **{one["id"]: one["name"] for one in staff}}
    return render_template(
        "delegations/delegations.html",
        form=form,
        found=found,
        names={person: known.get(person, NONE) for person in people},
        posts=[role.value for role in POSTS if role in me.roles],
        colleagues=colleagues(staff, me.account_id),
    )


def colleagues(staff: list[dict[str, Any]], me: str) -> list[tuple[str, str]]:
    return [(one["id"], one["name"]) for one in staff if one["id"] != me]
