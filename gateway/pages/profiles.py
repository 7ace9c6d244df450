"""What changes about a helper: wishes and hours, training; certificates to issue and print."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import PLACES, SCHOOLS, TOWNSHIP, Options, areas_under, schools
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import school_name
from gateway.rpc import ask, may, tell
from shared.clock import today

blueprint = Blueprint("profiles", __name__, url_prefix="/helpers/<uuid:helper_id>")
READS = (
    *("pairing.get_helper", "pairing.list_certificates", "registry.get_school"),
    *PLACES,
    *SCHOOLS,
)


@blueprint.get("/profile")
@calls(*READS)
def profile(helper_id: Any) -> str:
    return page(str(helper_id))


@blueprint.post("/profile")
@calls("pairing.update_helper", *READS)
def update(helper_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        without = "school_id" in form.values and not form.text("school_id")
        tell(
            "pairing",
            "update_helper",
            helper_id=str(helper_id),
            **form.texts("phone", "child_sex", "area_code", "school_id"),
            **({"without_school": True} if without else {}),
            capacity=form.whole("capacity"),
            dialects=form.all("dialects"),
            available=form.all("available"),
        )
        return go("profiles.profile", helper_id=helper_id, done="helper_updated")

    return submit(form, act, lambda form: page(str(helper_id), form, "wishes"))


@blueprint.post("/training")
@calls("pairing.record_training", *READS)
def training(helper_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        about = {"topics": form.all("topics"), "hours": form.whole("hours")}
        tell(
            "pairing",
            "record_training",
            helper_id=str(helper_id),
            **form.texts("on_date"),
            **about,
        )
        return go("profiles.profile", helper_id=helper_id, done="training_recorded")

    return submit(form, act, lambda form: page(str(helper_id), form, "training"))


@blueprint.post("/certificates")
@calls("pairing.issue_certificate", *READS)
def issue(helper_id: Any) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        days = form.texts("from_day", "to_day")
        paper = tell("pairing", "issue_certificate", helper_id=str(helper_id), **days)
        return go("profiles.paper", helper_id=helper_id, certificate_id=paper["id"])

    return submit(form, act, lambda form: page(str(helper_id), form, "paper"))


@blueprint.get("/certificates/<uuid:certificate_id>")
@calls("pairing.list_certificates")
def paper(helper_id: Any, certificate_id: Any) -> str:
    return paper_page(str(helper_id), str(certificate_id), Form())


@blueprint.post("/certificates/<uuid:certificate_id>/revocation")
@calls("pairing.revoke_certificate", "pairing.list_certificates")
def revoke(helper_id: Any, certificate_id: Any) -> ResponseReturnValue:
    form = Form.sent()
    about = {"helper_id": helper_id, "certificate_id": certificate_id}

    def act() -> ResponseReturnValue:
        why = form.value("why").strip()
        tell("pairing", "revoke_certificate", certificate_id=str(certificate_id), why=why)
        return go("profiles.paper", done="certificate_revoked", **about)

    return submit(form, act, lambda form: paper_page(str(helper_id), str(certificate_id), form))


def paper_page(helper_id: str, certificate_id: str, form: Form) -> str:
    """One page to print."""
    papers = ask("pairing", "list_certificates", helper_id=helper_id)["items"]
    found = next((one for one in papers if one["id"] == certificate_id), None)
    return render_template("applying/paper.html", paper=found, form=form)


def page(helper_id: str, form: Form | None = None, at: str = "") -> str:
    """`at` is the part of the page whose form was refused; the others are as stored."""
    found = ask("pairing", "get_helper", helper_id=helper_id)
    stored = ("child_sex", "capacity", "area_code", "school_id", "dialects", "available")
    days = {"from_day": f"{today().year}-01-01", "to_day": today().isoformat()}
    forms = {
        "wishes": Form({name: found[name] for name in stored}),
        "training": Form(),
        "paper": Form(days),
    }
    form = form or Form()
    return render_template(
        "applying/profile.html",
        helper=found,
        form=form,
        forms=forms | {at: form},
        at=at,
        papers=ask("pairing", "list_certificates", helper_id=helper_id)["items"],
        villages=areas_under(found["area_code"][:TOWNSHIP]) if may("pairing.record_check") else [],
        schools=school_choice(found),
        today=today().isoformat(),
    )


def school_choice(helper: dict[str, Any]) -> Options:
    """Those of the township, and the helper's own where it lies elsewhere: left out, it would be
    taken away with whatever else is saved."""
    near, own = schools(helper["area_code"][:TOWNSHIP]), helper["school_id"]
    if own is None or own in dict(near):
        return near
    return [*near, (own, school_name(own))]
