"""Statements of funding, and closing a month of its book."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import asked, county, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import look, place_names, school_name
from gateway.pages.words import NONE, term, word
from gateway.rpc import ask, tell
from shared.texts.money_words import STATED_BY

blueprint = Blueprint("statements", __name__, url_prefix="/statements")
READS = (
    "funding.statement",
    "funding.list_periods",
    "funding.list_funds",
    "registry.get_area",
    "registry.get_school",
)


@blueprint.get("")
@calls(*READS)
def statements() -> str:
    return page(Form())


@blueprint.post("/closing")
@calls("funding.close_period", *READS)
def close() -> ResponseReturnValue:
    """A month of the own county; nothing is booked in it any more."""
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("funding", "close_period", area=county(), month=form.value("month").strip())
        return go("statements.statements", done="period_closed")

    return submit(form, act, page)


def page(form: Form) -> str:
    filters = asked("by", "term")
    by = filters.pop("by", "fund")
    if by not in STATED_BY:
        abort(404)
    found = ask("funding", "statement", by=by, **filters)
    return render_template(
        "statements/statements.html",
        form=form,
        found=found,
        by=by,
        ways=list(STATED_BY.items()),
        filters=filters,
        names=row_names(by, [row["key"] for row in found["items"]]),
        periods=page_of("funding", "list_periods", {}),
    )


def row_names(by: str, keys: list[str]) -> dict[str, Any]:
    """What each row is about, in words."""
    if by == "fund":
        funds = {one["id"]: one["name"] for one in look("funding", "list_funds", limit=200).items}
        return {key: funds.get(key, NONE) for key in keys}
    if by == "township":
        return dict(place_names(keys))
    plain = {"scheme": lambda key: word(key, "scheme"), "term": term, "school": school_name}
    return {key: plain[by](key) for key in keys}
