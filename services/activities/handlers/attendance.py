"""Holding a session, and who was there."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.activities.domain import attendance as rules
from services.activities.domain import sessions
from services.activities.domain.attendance import Mark
from services.activities.handlers.sessions import own_session, whereabouts
from services.activities.models import Session
from services.activities.ports import UnitOfWork
from services.activities.views import marked_session_view
from shared.access.grant import Grant
from shared.contracts.activities.events import AttendanceMarked, SessionHeld


def hold_session(
    uow: UnitOfWork,
    grant: Grant,
    *,
    session_id: str,
    note: str | None,
    marks: Sequence[Mapping[str, str]],
    today: date,
) -> dict[str, Any]:
    """Say that a planned session took place, with the marks known already.

    Raises SessionNotPlanned or HeldBeforeItsDay, and for the marks what `mark_attendance` does.
    """
    session = own_session(uow, grant, session_id)
    session.state = sessions.hold(session.state, session.on_date, today)
    session.note = note
    session.version += 1
    changed = _mark(uow, grant, session, marks, None)
    uow.record(
        subject=f"session/{session.id}",
        version=session.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"state": ["planned", "held"], "note": note},
        key_of=f"session/{session.id}",
    )
    uow.emit(
        SessionHeld(
            **whereabouts(session),
            present=rules.with_mark(changed, Mark.PRESENT),
            absent=rules.with_mark(changed, Mark.ABSENT),
        )
    )
    return marked_session_view(session, changed)


def mark_attendance(
    uow: UnitOfWork,
    grant: Grant,
    *,
    session_id: str,
    marks: Sequence[Mapping[str, str]],
    why: str | None,
) -> dict[str, Any]:
    """Mark children of a held session. The same marks again change nothing and tell nobody.

    Raises SessionNotHeld, ChildNotOnRoster, ChildMarkedTwice or CorrectionNeedsReason.
    """
    session = own_session(uow, grant, session_id)
    sessions.check_held(session.state)
    changed = _mark(uow, grant, session, marks, why)
    if changed:
        session.version += 1
        uow.emit(
            AttendanceMarked(
                **whereabouts(session),
                present=rules.with_mark(changed, Mark.PRESENT),
                absent=rules.with_mark(changed, Mark.ABSENT),
                on_leave=rules.with_mark(changed, Mark.LEAVE),
                not_enrolled=rules.with_mark(changed, Mark.NOT_ENROLLED),
            )
        )
    return marked_session_view(session, uow.sessions.marks(session_id))


def _mark(
    uow: UnitOfWork,
    grant: Grant,
    session: Session,
    marks: Sequence[Mapping[str, str]],
    why: str | None,
) -> dict[str, Mark]:
    """Child -> new mark, of those that changed; they are stored and on record."""
    standing = uow.sessions.marks(session.id)
    wanted = [(mark["child_id"], Mark(mark["mark"])) for mark in marks]
    changed = rules.changes(standing, wanted, uow.roster.classes(session.school_id), why)
    uow.sessions.mark(session.id, changed, grant.viewer.account_id)
    for child_id, mark in changed.items():
        before = standing.get(child_id)
        # Sealed under the child's key: the reason of a leave may be an illness.
        uow.record(
            subject=f"attendance/{session.id}/{child_id}",
            version=session.version,
            operation=grant.operation,
            by=grant.viewer.account_id,
            changes={"mark": [before and before.value, mark.value], "why": why},
            key_of=child_id,
        )
    return changed
