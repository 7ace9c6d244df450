"""Responsibility letters: a year's in one act, who has signed, and each to print."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from gateway.access import calls
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.rpc import ask, tell
from shared.clock import today
from shared.texts.letters import LETTER_TEXTS

blueprint = Blueprint("letters", __name__, url_prefix="/letters")


@blueprint.get("")
@calls("registry.list_letters")
def letters() -> str:
    return letters_page(Form())


def letters_page(form: Form) -> str:
    filters = asked("year", "kind", "state")
    year = today().year
    return render_template(
        "letters/letters.html",
        filters=filters,
        form=form,
        years=[(n, f"{n}") for n in (year, year + 1)],
        found=page_of("registry", "list_letters", filters),
    )


@blueprint.post("")
@calls("registry.prepare_letters", "registry.list_letters")
def prepare() -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        names = [name for name in form.value("names").split() if name]
        year = form.whole("year")
        done = tell("registry", "prepare_letters", year=year, names=names, **form.texts("kind"))
        said = "letters_prepared" if done["made"] else "letters_there"
        return go("letters.letters", year=year, done=said)

    return submit(form, act, letters_page)


@blueprint.get("/<uuid:letter_id>")
@calls("registry.get_letter")
def letter(letter_id: str) -> str:
    return letter_page(letter_id, Form({"signed_on": today().isoformat()}))


def letter_page(letter_id: str, form: Form) -> str:
    found = ask("registry", "get_letter", letter_id=str(letter_id))
    if not form.value("signer"):
        form.values.setlist("signer", [found["signer"] or ""])
    title, clauses = LETTER_TEXTS[found["kind"]][found["template"]]
    return render_template(
        "letters/letter.html", one=found, form=form, title=title, clauses=clauses
    )


@blueprint.post("/<uuid:letter_id>/signature")
@calls("registry.sign_letter", "registry.get_letter")
def sign(letter_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        given = form.texts("signer", "signed_on")
        tell("registry", "sign_letter", letter_id=str(letter_id), **given)
        return go("letters.letter", letter_id=letter_id, done="letter_signed")

    return submit(form, act, lambda form: letter_page(letter_id, form))


@blueprint.post("/<uuid:letter_id>/voiding")
@calls("registry.void_letter", "registry.get_letter")
def void(letter_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("registry", "void_letter", letter_id=str(letter_id), **form.texts("why"))
        return go("letters.letter", letter_id=letter_id, done="letter_void")

    return submit(form, act, lambda form: letter_page(letter_id, form))
