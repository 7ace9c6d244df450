"""Departments that adopt schools: who has which, what they did there, and what is missing."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import TOWNSHIP, areas_under, asked, county, page_of, schools
from gateway.pages.forms import Form, go, submit
from gateway.pages.funds import fen
from gateway.rpc import ask, tell
from shared.clock import today

blueprint = Blueprint("departments", __name__)
CHOOSING = ("registry.list_areas", "registry.list_schools")
FACTS = ("name", "contact_name", "contact_phone")


@blueprint.get("/departments")
@calls("registry.list_departments")
def departments() -> str:
    filters = asked("missing", "year")
    return render_template(
        "departments/departments.html",
        filters=filters,
        found=page_of("registry", "list_departments", filters, limit=100),
    )


@blueprint.get("/departments/new")
@calls("registry.add_department")
def new() -> str:
    return render_template("departments/new.html", form=Form())


@blueprint.post("/departments/new")
@calls("registry.add_department")
def add() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        done = tell("registry", "add_department", area=county(), **form.texts(*FACTS))
        return go("departments.department", department_id=done["id"], done="department_added")

    return submit(form, act, lambda form: render_template("departments/new.html", form=form))


@blueprint.get("/departments/<uuid:department_id>")
@calls("registry.get_department", *CHOOSING)
def department(department_id: str) -> str:
    return department_page(department_id, Form(asked("township")))


@blueprint.post("/departments/<uuid:department_id>/adoption")
@calls("registry.adopt_school", "registry.get_department", *CHOOSING)
def adopt(department_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        about = {**form.texts("school_id"), "year": form.whole("year")}
        done = tell("registry", "adopt_school", department_id=str(department_id), **about)
        return go("departments.adoption", adoption_id=done["id"], done="school_adopted")

    return submit(form, act, lambda form: department_page(department_id, form))


def department_page(department_id: str, form: Form) -> str:
    """The school is chosen in two steps: a county has hundreds of them."""
    found = ask("registry", "get_department", department_id=str(department_id))
    township = form.value("township")
    known = len(township) == TOWNSHIP
    year = today().year
    return render_template(
        "departments/department.html",
        one=found,
        form=form,
        township=township if known else "",
        townships=areas_under(found["area"]),
        schools=schools(township) if known else [],
        years=[(n, f"{n}") for n in (year, year + 1)],
    )


@blueprint.get("/departments/<uuid:department_id>/correction")
@calls("registry.change_department", "registry.get_department")
def correction(department_id: str) -> str:
    found = ask("registry", "get_department", department_id=str(department_id))
    return correction_page(department_id, Form({**found, "closed": bool(found["closed_on"])}))


@blueprint.post("/departments/<uuid:department_id>/correction")
@calls("registry.change_department", "registry.get_department")
def correct(department_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell(
            "registry",
            "change_department",
            department_id=str(department_id),
            version=form.whole("version"),
            closed=bool(form.flag("closed")),
            **form.texts(*FACTS, "why"),
        )
        return go("departments.department", department_id=department_id, done="department_changed")

    return submit(form, act, lambda form: correction_page(department_id, form))


def correction_page(department_id: str, form: Form) -> str:
    return render_template("departments/correction.html", department_id=department_id, form=form)


@blueprint.get("/adoptions")
@calls("registry.list_adoptions")
def adoptions() -> str:
    filters = asked("year", "silent", "area", "school_id")
    return render_template(
        "departments/adoptions.html",
        filters=filters,
        found=page_of("registry", "list_adoptions", filters, limit=100),
    )


@blueprint.get("/adoptions/schools-without")
@calls("registry.list_unadopted")
def unadopted() -> str:
    filters = asked("year", "area")
    return render_template(
        "departments/unadopted.html",
        filters=filters,
        found=page_of("registry", "list_unadopted", filters, limit=100),
    )


@blueprint.get("/adoptions/<uuid:adoption_id>")
@calls("registry.get_adoption")
def adoption(adoption_id: str) -> str:
    return adoption_page(adoption_id, Form({"done_on": today().isoformat()}))


def adoption_page(adoption_id: str, form: Form) -> str:
    if "amount_fen" in form.errors:
        form.errors["amount"] = form.errors.pop("amount_fen")
    found = ask("registry", "get_adoption", adoption_id=str(adoption_id))
    return render_template("departments/adoption.html", one=found, form=form)


@blueprint.post("/adoptions/<uuid:adoption_id>/deeds")
@calls("registry.log_deed", "registry.get_adoption")
def log(adoption_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = form.texts("done_on", "what", "persons")
        amount = {"amount_fen": fen(form.value("amount"))} if form.text("amount") else {}
        tell("registry", "log_deed", adoption_id=str(adoption_id), **given, **amount)
        return go("departments.adoption", adoption_id=adoption_id, done="deed_logged")

    return submit(form, act, lambda form: adoption_page(adoption_id, form))


@blueprint.post("/adoptions/<uuid:adoption_id>/deeds/<uuid:deed_id>/striking")
@calls("registry.strike_deed", "registry.get_adoption")
def strike(adoption_id: str, deed_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "strike_deed", deed_id=str(deed_id), **form.texts("why"))
        return go("departments.adoption", adoption_id=adoption_id, done="deed_struck")

    return submit(form, act, lambda form: adoption_page(adoption_id, form))


@blueprint.post("/adoptions/<uuid:adoption_id>/end")
@calls("registry.end_adoption", "registry.get_adoption")
def end(adoption_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "end_adoption", adoption_id=str(adoption_id), **form.texts("why"))
        return go("departments.adoption", adoption_id=adoption_id, done="adoption_ended")

    return submit(form, act, lambda form: adoption_page(adoption_id, form))
