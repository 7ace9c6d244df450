"""The letterbox: a child writes and finds the answer by its code; the counsellor reads, answers."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gateway import auth
from gateway.access import calls, open_to_all
from gateway.letterbox import write_to_letterbox
from gateway.pages.choices import asked, page_of
from gateway.pages.forms import Form, go, submit
from gateway.pages.names import child_names, school_name
from gateway.pages.reports import CODE
from gateway.rpc import ask, tell
from shared.access.roles import Role
from shared.clock import today
from shared.contracts.activities.errors import LetterNotFound
from shared.contracts.registry.case_codes import ARTICLE_4, TRIGGERS

blueprint = Blueprint("letterbox", __name__, url_prefix="/letterbox")
LETTER = ("activities.read_letter", "registry.name_children")


@blueprint.get("")
@blueprint.get("/<uuid:school_id>")
@open_to_all()
def write(school_id: str | None = None) -> str:
    return writing(school_id, Form())


@blueprint.post("")
@blueprint.post("/<uuid:school_id>")
@open_to_all("activities.write_to_letterbox")
def send(school_id: str | None = None) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        school = {"school_id": str(school_id)} if school_id else {}
        sent = write_to_letterbox(words=form.value("words"), **school)
        return go("letterbox.answer", code=sent["code"], done="letter_sent")

    return submit(form, act, lambda form: writing(school_id, form))


@blueprint.get("/answer")
@open_to_all("activities.get_letter_answer")
def answer() -> str:
    """The box into which a code is typed, or the answer under it."""
    code = request.args.get("code", "").strip()
    if not code:
        return render_template("letterbox/answer.html", found=None, code="")
    if not CODE.match(code):
        raise LetterNotFound()
    found = ask("activities", "get_letter_answer", code=code)
    return render_template("letterbox/answer.html", found=found, code=code.upper())


@blueprint.get("/letters")
@calls("activities.list_letterbox", "registry.get_school")
def letters() -> str:
    filters = asked("unanswered")
    wanted = {"unanswered": True} if filters.get("unanswered") else {}
    school_id = auth.viewer().school_id
    return render_template(
        "letterbox/letters.html",
        found=page_of("activities", "list_letterbox", wanted),
        filters=filters,
        school=(school_id, school_name(school_id)) if school_id else None,
        today=today().isoformat(),
    )


@blueprint.get("/letters/<uuid:letter_id>")
@calls(*LETTER)
def letter(letter_id: str) -> str:
    return letter_page(str(letter_id), Form())


@blueprint.post("/letters/<uuid:letter_id>/answer")
@calls("activities.answer_letter", *LETTER)
def reply(letter_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        tell("activities", "answer_letter", letter_id=str(letter_id), **form.texts("answer"))
        return go("letterbox.letter", letter_id=letter_id, done="letter_answered")

    return submit(form, act, lambda form: letter_page(str(letter_id), form))


@blueprint.post("/letters/<uuid:letter_id>/danger")
@calls("activities.alarm_letter", *LETTER)
def alarm(letter_id: str) -> ResponseReturnValue:
    form = Form.sent()

    def act() -> ResponseReturnValue:
        situations = form.all("situations")
        tell("activities", "alarm_letter", letter_id=str(letter_id), situations=situations)
        return go("letterbox.letter", letter_id=letter_id, done="letter_alarmed")

    return submit(form, act, lambda form: letter_page(str(letter_id), form))


def writing(school_id: str | None, form: Form) -> str | Any:
    """Without a school's address only a child's own account knows where its letter goes."""
    who = auth.signed_in()
    child = who is not None and Role.CHILD in who.viewer.roles
    if school_id is None and not child:
        return redirect(url_for("letterbox.answer"))
    return render_template("letterbox/write.html", form=form)


def letter_page(letter_id: str, form: Form) -> str:
    found = ask("activities", "read_letter", letter_id=letter_id)
    child_id = found["child_id"]
    return render_template(
        "letterbox/letter.html",
        letter=found,
        form=form,
        child=child_names([child_id])[child_id] if child_id else None,
        usual=TRIGGERS,
        further=ARTICLE_4,
        today=today().isoformat(),
    )
