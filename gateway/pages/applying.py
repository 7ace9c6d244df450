"""The public pages of helping: apply, see how an application stands, check a certificate."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gateway.access import open_to_all
from gateway.applying import apply_as_helper
from gateway.pages.choices import TOWNSHIP, VILLAGE, Options
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import look
from gateway.rpc import ask
from shared.errors import NotFound

blueprint = Blueprint("applying", __name__)
PLACES = ("registry.list_areas", "registry.get_area")
TYPED = ("category", "name", "id_number", "phone", "area_code", "child_sex", "about")
LISTS = ("dialects", "available", "declared_records")


@blueprint.get("/apply")
@open_to_all(*PLACES)
def apply() -> ResponseReturnValue:
    """A code typed into the page's box leads to how that application stands."""
    code = request.args.get("code", "").strip()
    if code:
        return redirect(url_for("applying.standing", code=code))
    return page(Form(request.args.to_dict()))


@blueprint.post("/apply")
@open_to_all("pairing.apply_as_helper", *PLACES)
def send() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        chosen = {name: form.all(name) for name in LISTS}
        sent = apply_as_helper(**form.texts(*TYPED), **chosen, capacity=form.whole("capacity"))
        return go("applying.standing", code=sent["code"])

    return submit(form, act, page)


@blueprint.get("/apply/<code>")
@open_to_all("pairing.get_application")
def standing(code: str) -> str:
    found = ask("pairing", "get_application", code=code)
    return render_template("applying/standing.html", found=found)


@blueprint.get("/certificate")
@open_to_all()
def certificate() -> ResponseReturnValue:
    """The box into which a code is typed."""
    code = request.args.get("code", "").strip()
    if code:
        return redirect(url_for("applying.verified", code=code))
    return render_template("applying/certificate.html", found=None, code="")


@blueprint.get("/certificate/<code>")
@open_to_all("pairing.verify_certificate", *PLACES)
def verified(code: str) -> ResponseReturnValue:
    try:
        found = ask("pairing", "verify_certificate", code=code)
    except NotFound:
        return render_template("applying/certificate.html", found=None, code=code), 404
    return render_template("applying/certificate.html", found=found, code=code)


def page(form: Form) -> str:
    """County, then township, then village: each list is short enough for a phone."""
    place = form.value("place") or form.value("area_code")[:TOWNSHIP]
    return render_template(
        "applying/apply.html", form=form, place=place, areas=areas(place), ready=ready(place)
    )


def ready(place: str) -> bool:
    return TOWNSHIP <= len(place) < VILLAGE


def areas(place: str) -> Options:
    """Of one county alone its townships at once."""
    found = _under(place)
    if not place and len(found) == 1:
        return _under(found[0][0])
    return found


def _under(code: str) -> Options:
    asked: dict[str, Any] = {"parent": code} if code else {}
    return [(area["code"], area["name"]) for area in look("registry", "list_areas", **asked).items]
