"""Reporting a danger, with or without an account, in under a minute from a phone."""

import re
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls, open_to_all
from gateway.pages.choices import COUNTY, TOWNSHIP, Options
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import look
from gateway.reports import report_danger
from gateway.rpc import ask
from shared.access.roles import SCHOOL
from shared.clock import SHANGHAI
from shared.contracts.registry.case_codes import ARTICLE_4, TRIGGERS
from shared.contracts.registry.errors import ReportNotFound

blueprint = Blueprint("reports", __name__)
PLACES = ("registry.list_areas", "registry.get_area")
CODE = re.compile(r"^[A-Za-z2-9-]{8,20}$")
TYPED = ("area_code", "place", "child", "what", "reporter_name", "reporter_phone")


@blueprint.get("/report")
@open_to_all(*PLACES)
def report() -> str:
    return page(Form({"area_code": own_area()}))


@blueprint.get("/baogao")
@open_to_all()
def in_pinyin() -> ResponseReturnValue:
    """The address as it is read out over the telephone."""
    return redirect(url_for("reports.report"))


@blueprint.post("/report")
@open_to_all("registry.report_danger", *PLACES)
def send() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        sent = report_danger(
            situations=form.all("situations"), **form.texts(*TYPED), **_incident(form)
        )
        return go("reports.sent", code=sent["code"])

    return submit(form, act, page)


@blueprint.get("/report/<code>")
@open_to_all("registry.get_report")
def sent(code: str) -> str:
    if not CODE.match(code):
        raise ReportNotFound()
    found = ask("registry", "get_report", code=code)
    return render_template("reports/sent.html", report=found, code=code.upper())


@blueprint.get("/report/status")
@open_to_all("registry.get_report")
def status() -> ResponseReturnValue:
    """The box into which a code is typed."""
    code = request.args.get("code", "").strip()
    if code:
        return redirect(url_for("reports.sent", code=code))
    return render_template("reports/status.html")


@blueprint.get("/my-reports")
@calls("registry.list_own_reports")
def own() -> str:
    return render_template("reports/own.html", found=ask("registry", "list_own_reports"))


def page(form: Form) -> str:
    return render_template(
        "reports/report.html",
        form=form,
        places=places(),
        usual=TRIGGERS,
        further=ARTICLE_4,
        staff=bool(viewer_roles() & set(SCHOOL)),
    )


def viewer_roles() -> frozenset[Any]:
    who = auth.signed_in()
    return who.viewer.roles if who else frozenset()


def own_area() -> str:
    who = auth.signed_in()
    area = who.viewer.area if who else ""
    return area if len(area) >= COUNTY else ""


def places() -> Options:
    """From the reporter's own place: the villages of a township, else the townships of the
    county; of several counties, each by name."""
    area = own_area()
    if len(area) >= TOWNSHIP:
        above = area[:TOWNSHIP]
        return [*_under(above), (above, _name(above))]
    counties = [(area, _name(area))] if area else _under(None)
    if len(counties) != 1:
        return counties
    return [*_under(counties[0][0]), counties[0]]


def _under(code: str | None) -> Options:
    found = look("registry", "list_areas", **({"parent": code} if code else {})).items
    return [(area["code"], area["name"]) for area in found]


def _name(code: str) -> str:
    found = look("registry", "get_area", code=code).value
    return str(found["name"]) if found else ""


def _incident(form: Form) -> dict[str, Any]:
    """School staff say whether it happened at school, and when: the clock starts then."""
    typed = form.text("incident_at")
    about: dict[str, Any] = {"at_school": True} if form.value("at_school") == "true" else {}
    if typed:
        try:
            at = datetime.fromisoformat(typed).replace(tzinfo=SHANGHAI).isoformat()
        except ValueError:
            at = typed  # goes on as typed, so that the schema can say so
        about["incident_at"] = at
    return about
