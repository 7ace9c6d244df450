"""The growth diary: dated entries of helper and teachers, only added to."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.pairing.domain import duties
from services.pairing.handlers.near_child import author
from services.pairing.models import DiaryEntry
from services.pairing.ports import UnitOfWork
from services.pairing.views import diary_view
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.pairing.errors import ContactStruck


def write_diary(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    on_date: date,
    text: str,
    client_key: str | None,
    today: date,
) -> dict[str, Any]:
    """The same `client_key` again is the same entry again. Raises ChildNotKnown,
    NotPairedWithChild or ContactDateInvalid."""
    child = uow.children.get(child_id, locked=True)
    role = author(uow, grant, child)
    key = client_key or str(uuid4())
    if (before := uow.growing.sent_before(grant.viewer.account_id, key)) is not None:
        return shown(uow, grant, before)
    duties.check_day(on_date, started_on=None, birth_date=child.birth_date, today=today)
    entry = DiaryEntry(
        id=str(uuid4()),
        child_id=child.id,
        area_code=child.area_code,
        school_id=child.school_id,
        on_date=on_date,
        sealed=uow.vault.seal(child.id, {"text": text.strip()}),
        by=grant.viewer.account_id,
        as_role=role,
        client_key=key,
        written_at=now(),
        version=1,
    )
    uow.growing.add_entry(entry)
    _note(uow, grant, entry, {"on_date": on_date.isoformat()})
    return shown(uow, grant, entry)


def strike_diary(uow: UnitOfWork, grant: Grant, *, entry_id: str, why: str) -> dict[str, Any]:
    """By whoever wrote it: it stays readable as struck. Raises DiaryEntryNotFound, AccessDenied or
    ContactStruck."""
    entry = uow.growing.entry(entry_id)
    grant.require(person_id=entry.by)
    if entry.struck_at is not None:
        raise ContactStruck()
    entry.struck_at = now()
    entry.version += 1
    _note(uow, grant, entry, {"struck": [False, True], "why": why})
    return shown(uow, grant, entry)


def shown(uow: UnitOfWork, grant: Grant, entry: DiaryEntry) -> dict[str, Any]:
    text = uow.vault.open(entry.child_id, entry.sealed)["text"]
    own = entry.by == grant.viewer.account_id
    return diary_view(entry, text, may_strike=own and entry.struck_at is None)


def _note(uow: UnitOfWork, grant: Grant, entry: DiaryEntry, changes: dict[str, Any]) -> None:
    uow.record(
        subject=f"diary/{entry.id}",
        version=entry.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"child_id": entry.child_id, **changes},
        key_of=entry.child_id,
    )
