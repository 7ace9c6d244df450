"""Noting that child and parent were in touch, by hand or from another service's register."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain.contacts import check_day
from services.registry.domain.record import ChildRecord
from services.registry.models import ParentContact
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.contact_codes import BY_HAND, PARENTS
from shared.contracts.registry.errors import ChildNotFound, ParentContactStruck
from shared.errors import AccessDenied


def log_parent_contact(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    parents: Collection[str],
    method: str,
    contacted_on: date,
    note: str | None,
    today: date,
) -> ChildRecord:
    """By whoever knows of it: village, school, helper, guardian, or the parent. Raises
    ChildNotFound, ChildMerged, AccessDenied, ParentContactDateInvalid."""
    record = uow.children.get(child_id)
    reach = {"area": record.area_code, "school_id": record.school_id, "child_id": record.id}
    grant.require(**reach)
    grant.seen(record.id)
    check_day(contacted_on, record.birth_date, today)
    said = {
        "method": method,
        "contacted_on": contacted_on,
        "source": BY_HAND,
        "logged_as": min(grant.roles_for(**reach), default=None),
        "sealed": uow.vault.seal(record.id, {"note": note}) if note else None,
        "by": grant.viewer.account_id,
    }
    _add(uow, record, parents, said, today)
    return record


def note_from_register(
    uow: UnitOfWork,
    *,
    source: str,
    reference: str,
    child_id: str,
    parents: Collection[str],
    method: str,
    contacted_on: date,
    by: str,
    today: date,
) -> bool:
    """What a register of another service says, e.g. of family calls: `reference` is its row there,
    which counts once however often it is told. False if it is known already, or the child is of
    another register. A merged file's contact is the child's."""
    try:
        record = uow.children.get(child_id, merged=True)
    except ChildNotFound:
        return False
    if record.merged_into is not None:
        record = uow.children.get(record.merged_into)
    if uow.contacts.known(source, reference, record.id) or contacted_on > today:
        return False
    said = {"method": method, "contacted_on": contacted_on, "source": source, "by": by}
    _add(uow, record, parents, {**said, "reference": reference}, today)
    return True


def _add(
    uow: UnitOfWork,
    record: ChildRecord,
    parents: Collection[str],
    said: dict[str, Any],
    today: date,
) -> None:
    for parent in sorted(set(parents)):
        contact = ParentContact(
            id=str(uuid4()),
            child_id=record.id,
            parent=parent,
            recorded_at=now(),
            version=1,
            **said,
        )
        uow.contacts.add(contact)
        changes = {"contacted_on": [None, contact.contacted_on.isoformat()]}
        _note(uow, contact, "log_parent_contact", contact.by, changes)
    reread(uow, record, today, parents)


def strike_parent_contact(
    uow: UnitOfWork, grant: Grant, *, contact_id: str, why: str, today: date
) -> ChildRecord:
    """By whoever answers for the child's file; anybody else only what they noted themselves. Raises
    ParentContactNotFound, AccessDenied, ParentContactStruck."""
    contact = uow.contacts.get(contact_id)
    record = uow.children.get(contact.child_id, merged=True)
    grant.require(area=record.area_code, school_id=record.school_id, child_id=record.id)
    grant.seen(record.id)
    if not may_strike(grant, contact, record.area_code, record.school_id):
        raise AccessDenied()
    if contact.struck_at is not None:
        raise ParentContactStruck()
    contact.struck_by, contact.struck_at = grant.viewer.account_id, now()
    contact.why = uow.vault.seal(contact.child_id, {"why": why})
    contact.version += 1
    changes = {"struck": [False, True]}
    _note(uow, contact, "strike_parent_contact", contact.struck_by, changes, why)
    if record.merged_into is not None:
        record = uow.children.get(record.merged_into)
    reread(uow, record, today, [contact.parent])
    return record


def may_strike(grant: Grant, contact: Any, area_code: str, school_id: str | None) -> bool:
    own = contact.by == grant.viewer.account_id
    return own or grant.covers(area=area_code, school_id=school_id)


def reread(
    uow: UnitOfWork, record: ChildRecord, today: date, parents: Collection[str] = PARENTS
) -> None:
    """What is the last contact now, of all files that are this child's."""
    files = [record.id, *uow.merges.same_child(record.id)]
    days = uow.rules.in_force(record.area_code, today)["parent_contact"]["days"]
    last = {parent: uow.contacts.last_of(files, parent) for parent in sorted(set(parents))}
    uow.contacts.touch(record.id, last, days=days, today=today)


def _note(
    uow: UnitOfWork,
    contact: ParentContact,
    operation: str,
    by: str,
    changes: dict[str, Any],
    reason: str | None = None,
) -> None:
    uow.record(
        subject=f"parent_contact/{contact.id}",
        version=contact.version,
        operation=operation,
        by=by,
        changes={**changes, "child_id": contact.child_id, "parent": contact.parent},
        reason=reason,
        key_of=contact.child_id,
    )
