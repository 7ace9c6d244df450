"""The letterbox: a child writes, the counsellor alone reads and answers (DOMAIN section 8)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from services.activities.domain import letterbox as rules_on
from services.activities.models import LetterboxLetter
from services.activities.ports import UnitOfWork
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.clock import midnight
from shared.contracts.activities.errors import LetterAlarmed, LetterAnswered, SchoolNotKnown
from shared.contracts.activities.events import DangerWritten, LetterUnanswered, LetterWritten
from shared.slip_codes import new_code, plain

CHILD = "child"  # who wrote, in the records: never which account
TIMER = "letter_unanswered"


def write_to_letterbox(
    uow: UnitOfWork, grant: Grant, *, school_id: str | None, words: str, at: datetime, today: date
) -> dict[str, Any]:
    """Answers the code under which the child finds the answer. Words of danger open a case: the
    registry is told which situations they mean, and not a word of the letter. Raises
    SchoolNotKnown."""
    grant.checked = True  # everybody's right; nothing of anybody's is shown
    child_id = _own(grant)
    school = uow.schools.get(school_id or _school_of(uow, child_id))
    pack = uow.rules.in_force(school.township_code, today)
    code, letter_id = new_code(), str(uuid4())
    letter = LetterboxLetter(
        id=letter_id,
        school_id=school.id,
        area_code=school.township_code,
        child_id=child_id,
        code_mark=uow.vault.blind_index("letter", plain(code)),
        written_at=at,
        answer_by=rules_on.answer_by(today, pack.values),
        danger=rules_on.dangers(words, pack["letterbox"]["danger"]),
        sealed=uow.vault.seal(key_of(letter_id), {"words": words}),
        version=1,
    )
    uow.letterbox.add(letter)
    _note(uow, letter, "write_to_letterbox", CHILD)
    uow.set_timer(TIMER, letter.id, midnight(letter.answer_by + timedelta(days=1)))
    uow.emit(LetterWritten(**_about(letter), answer_by=letter.answer_by.isoformat()))
    if letter.danger:
        _tell_danger(uow, letter)
    return {"code": code, "written_at": at, "answer_by": letter.answer_by}


def _own(grant: Grant) -> str | None:
    viewer = grant.viewer
    return next(iter(viewer.child_ids), None) if Role.CHILD in viewer.roles else None


def _school_of(uow: UnitOfWork, child_id: str | None) -> str:
    school_id = uow.roster.school_of(child_id) if child_id else None
    if school_id is None:
        raise SchoolNotKnown("")
    return school_id


def answer_letter(
    uow: UnitOfWork, grant: Grant, *, letter_id: str, answer: str, at: datetime
) -> LetterboxLetter:
    """Once: what a child may have read stands. Raises LetterNotFound, AccessDenied,
    LetterAnswered."""
    letter = held(uow, grant, letter_id)
    if letter.answered_at is not None:
        raise LetterAnswered()
    content = uow.vault.open(key_of(letter.id), letter.sealed)
    letter.sealed = uow.vault.seal(key_of(letter.id), {**content, "answer": answer})
    letter.answered_at, letter.answered_by = at, grant.viewer.account_id
    _changed(uow, letter, grant)
    return letter


def alarm_letter(
    uow: UnitOfWork, grant: Grant, *, letter_id: str, situations: Sequence[str]
) -> LetterboxLetter:
    """The counsellor reads a danger that no list of words found. Raises LetterNotFound,
    AccessDenied, LetterAlarmed where a case was opened already."""
    letter = held(uow, grant, letter_id)
    if letter.danger:
        raise LetterAlarmed()
    letter.danger = list(dict.fromkeys(situations))
    _changed(uow, letter, grant)
    _tell_danger(uow, letter)
    return letter


def remind_of_letter(uow: UnitOfWork, letter_id: str) -> None:
    """The last school day is over."""
    letter = uow.letterbox.get(letter_id)
    if letter.answered_at is None:
        letter.version += 1
        uow.emit(LetterUnanswered(**_about(letter), answer_by=letter.answer_by.isoformat()))


def held(uow: UnitOfWork, grant: Grant, letter_id: str) -> LetterboxLetter:
    letter = uow.letterbox.get(letter_id)
    grant.require(school_id=letter.school_id, area=letter.area_code)
    grant.seen(f"letter/{letter.id}", *([letter.child_id] if letter.child_id else []))
    return letter


def key_of(letter_id: str) -> str:
    return f"letter/{letter_id}"


def _changed(uow: UnitOfWork, letter: LetterboxLetter, grant: Grant) -> None:
    letter.version += 1
    _note(uow, letter, grant.operation, grant.viewer.account_id)


def _note(uow: UnitOfWork, letter: LetterboxLetter, operation: str, by: str) -> None:
    uow.record(
        subject=key_of(letter.id),
        version=letter.version,
        operation=operation,
        by=by,
        changes={"danger": letter.danger},
        key_of=key_of(letter.id),
    )


def _tell_danger(uow: UnitOfWork, letter: LetterboxLetter) -> None:
    uow.emit(DangerWritten(**_about(letter), child_id=letter.child_id, situations=letter.danger))


def _about(letter: LetterboxLetter) -> dict[str, Any]:
    return {
        "letter_id": letter.id,
        "school_id": letter.school_id,
        "area_code": letter.area_code,
        "version": letter.version,
    }
