"""Policy packs: which rules are in force, and adopting others from a day on."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import county
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import place_name
from gateway.rpc import ask, tell
from shared.clock import today

blueprint = Blueprint("packs", __name__, url_prefix="/packs")
READS = ("registry.list_packs", "registry.get_area")


@blueprint.get("")
@calls(*READS)
def packs() -> str:
    return page(Form({"valid_from": today().isoformat()}))


@blueprint.post("")
@calls("registry.adopt_pack", *READS)
def adopt() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "adopt_pack", area=county(), **form.texts("pack", "valid_from"))
        return go("packs.packs", done="adopted")

    return submit(form, act, page)


def page(form: Form) -> str:
    area = county()
    found = ask("registry", "list_packs", **({"area": area} if area else {}))
    return render_template(
        "packs/packs.html", form=form, packs=found["items"], place=place_name(area) if area else ""
    )
