"""The new school year: a whole school goes up in one act, which can be taken back."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls
from gateway.pages.choices import PLACES, SCHOOLS, TOWNSHIP, areas_under, asked, county, schools
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import look
from gateway.rpc import ask, tell

blueprint = Blueprint("promotions", __name__)
READS = (
    "registry.preview_promotion",
    "registry.list_promotions",
    "registry.get_school",
    *PLACES,
    *SCHOOLS,
)


@blueprint.get("/school-year")
@calls(*READS)
def school_year() -> str:
    """Of one's own school; an office chooses one of its schools first."""
    return page(asked("school_id").get("school_id") or auth.viewer().school_id, Form())


@blueprint.post("/school-year")
@calls("registry.promote_school", *READS)
def promote() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        chosen = form.texts("school_id", "seen", "next_school_id")
        done = tell("registry", "promote_school", repeating=form.all("repeating"), **chosen)
        return go("promotions.promotion", promotion_id=done["id"], done="promoted")

    return submit(form, act, lambda form: page(form.text("school_id"), form))


def page(school_id: str | None, form: Form) -> str:
    township = asked("township").get("township") or form.value("township")
    found = ask("registry", "preview_promotion", school_id=school_id) if school_id else None
    made = look("registry", "list_promotions", **({"school_id": school_id} if school_id else {}))
    return render_template(
        "promotions/school_year.html",
        found=found,
        form=form,
        made=made.items,
        mine=auth.viewer().school_id,
        school_id=school_id,
        township=township,
        **next_schools(found["area_code"] if found else "", township),
    )


def next_schools(area: str, township: str) -> dict[str, Any]:
    """The schools of the same township, or of another one that was chosen."""
    around = county() or area[:6]
    return {
        "townships": areas_under(around),
        "schools": schools(township or area or around),
        "chosen_township": township or area[:TOWNSHIP],
    }


@blueprint.get("/promotions/<uuid:promotion_id>")
@calls("registry.get_promotion", *PLACES, *SCHOOLS)
def promotion(promotion_id: str) -> str:
    return made_page(str(promotion_id), Form(asked("township")))


def made_page(promotion_id: str, form: Form) -> str:
    found = ask("registry", "get_promotion", promotion_id=promotion_id)
    return render_template(
        "promotions/promotion.html",
        found=found,
        form=form,
        waiting=[one for one in found["graduates"] if one["state"] != "gone"],
        **next_schools(found["area_code"], form.value("township")),
    )


@blueprint.post("/promotions/<uuid:promotion_id>/graduates")
@calls("registry.send_graduates", "registry.get_promotion", *PLACES, *SCHOOLS)
def send(promotion_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell(
            "registry",
            "send_graduates",
            promotion_id=str(promotion_id),
            children=form.all("children"),
            **form.texts("next_school_id"),
        )
        return go("promotions.promotion", promotion_id=promotion_id, done="graduates_sent")

    return submit(form, act, lambda form: made_page(str(promotion_id), form))


@blueprint.post("/promotions/<uuid:promotion_id>/undoing")
@calls("registry.undo_promotion", "registry.get_promotion", *PLACES, *SCHOOLS)
def undo(promotion_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        done = tell("registry", "undo_promotion", promotion_id=str(promotion_id))
        return go("promotions.school_year", school_id=done["school_id"], done="promotion_undone")

    return submit(form, act, lambda form: made_page(str(promotion_id), form))
