"""Letters of the letterbox: that they came, to those who see to it; their words to the counsellor;
the answer to whoever holds the code."""

from typing import Any

from sqlalchemy import and_, or_, select

from services.activities.handlers.letterbox import held, key_of
from services.activities.models import LetterboxLetter
from services.activities.store import ActivitiesUnitOfWork
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.cursors import row_of
from shared.slip_codes import plain

ROW = ("id", "school_id", "written_at", "answer_by", "answered_at")


def get_answer(uow: ActivitiesUnitOfWork, grant: Grant, *, code: str) -> dict[str, Any]:
    """Raises LetterNotFound."""
    grant.checked = True  # whoever holds the code wrote the letter
    letter = uow.letterbox.by_code(uow.vault.blind_index("letter", plain(code)))
    answer = uow.vault.open(key_of(letter.id), letter.sealed).get("answer")
    return {**{name: getattr(letter, name) for name in ROW[2:]}, "answer": answer}


def list_letterbox(
    uow: ActivitiesUnitOfWork, grant: Grant, *, unanswered: bool, after: str | None, limit: int
) -> dict[str, Any]:
    """Newest first."""
    query = select(LetterboxLetter).where(
        visible(grant, area=LetterboxLetter.area_code, school=LetterboxLetter.school_id)
    )
    if unanswered:
        query = query.where(LetterboxLetter.answered_at.is_(None))
    at, key = LetterboxLetter.written_at, LetterboxLetter.id
    if (last := row_of(uow.session, LetterboxLetter, after)) is not None:
        same = and_(at == last.written_at, key < last.id)
        query = query.where(or_(at < last.written_at, same))
    found = uow.session.scalars(query.order_by(at.desc(), key.desc()).limit(limit + 1)).all()
    shown = found[:limit]
    return {
        "items": [{name: getattr(one, name) for name in ROW} for one in shown],
        "next": shown[-1].id if len(found) > limit else None,
    }


def read_letter(uow: ActivitiesUnitOfWork, grant: Grant, *, letter_id: str) -> dict[str, Any]:
    """Raises LetterNotFound, AccessDenied."""
    letter = held(uow, grant, letter_id)
    content = uow.vault.open(key_of(letter.id), letter.sealed)
    return {
        **{name: getattr(letter, name) for name in (*ROW, "child_id", "danger", "version")},
        "words": content["words"],
        "answer": content.get("answer"),
    }
