"""Logging a contact with a child or its people, taking one back, adding photos."""

from base64 import b64decode
from binascii import Error as NotBase64
from datetime import date
from typing import Any
from uuid import uuid4

from services.pairing.domain import duties as rules
from services.pairing.domain import photos
from services.pairing.handlers import promises, watching
from services.pairing.models import Child, Contact, ContactFile, Pairing, Promise
from services.pairing.ports import UnitOfWork
from services.pairing.views import contact_view
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.clock import now
from shared.contracts.pairing.codes import ContactKind, ContactOutcome, PairingStatus
from shared.contracts.pairing.errors import (
    ContactStruck,
    NotPairedWithChild,
    PhotoRefused,
    TooManyPhotos,
)
from shared.contracts.pairing.events import ContactLogged

MOST_FILES = 9
# Whose word counts as what: the first that the caller holds for this child.
AS = (Role.HELPER, Role.HEAD_TEACHER, Role.PRINCIPAL, Role.VILLAGE_OFFICER, Role.TOWNSHIP_OFFICER)


def log_contact(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    helper_id: str | None,
    kind: str,
    outcome: str,
    on_date: date,
    summary: str | None,
    follow_up: str | None,
    client_key: str | None,
    today: date,
) -> dict[str, Any]:
    """By the helper, by a teacher, or by an office in a helper's name. The same `client_key` again
    is the same contact again, whatever else was sent.

    Raises ChildNotKnown, NotPairedWithChild, ContactDateInvalid or ContactNeedsWords.
    """
    child = uow.children.get(child_id, locked=True)
    roles = grant.roles_for(area=child.area_code, school_id=child.school_id, child_id=child.id)
    grant.require(area=child.area_code, school_id=child.school_id, child_id=child.id)
    key = client_key or str(uuid4())
    if (before := uow.contacts.sent_before(grant.viewer.account_id, key)) is not None:
        return shown(uow, before)
    pairing = _pairing(uow, grant, child, roles, helper_id)
    started = pairing.started_on if pairing else None
    rules.check_day(on_date, started_on=started, birth_date=child.birth_date, today=today)
    rules.check_words(ContactOutcome(outcome), summary, follow_up)
    contact = _contact(child, pairing, grant, key, kind=ContactKind(kind), on_date=on_date)
    contact.outcome, contact.as_role = ContactOutcome(outcome), _role(roles, pairing, grant)
    contact.sealed = uow.vault.seal(child.id, {"summary": summary, "follow_up": follow_up})
    kept = _keep(uow, contact, child, pairing, roles, today)
    uow.contacts.add(contact, kept)
    changes = {"kind": contact.kind, "outcome": contact.outcome, "kept": len(kept)}
    _note(uow, grant, contact, changes)
    _tell(uow, contact)
    watching.judge(uow, [child.id], today)
    return shown(uow, contact)


def _contact(
    child: Child, pairing: Pairing | None, grant: Grant, key: str, **about: Any
) -> Contact:
    return Contact(
        id=str(uuid4()),
        child_id=child.id,
        helper_id=pairing and pairing.helper_id,
        pairing_id=pairing and pairing.id,
        area_code=child.area_code,
        school_id=child.school_id,
        by=grant.viewer.account_id,
        client_key=key,
        recorded_at=now(),
        version=1,
        **about,
    )


def _pairing(
    uow: UnitOfWork, grant: Grant, child: Child, roles: frozenset[Role], helper_id: str | None
) -> Pairing | None:
    """In whose name it is: the caller's own, or who was named. Raises NotPairedWithChild."""
    wanted = helper_id or (grant.viewer.person_id if Role.HELPER in roles else None)
    if Role.HELPER in roles and roles == {Role.HELPER}:
        wanted = grant.viewer.person_id
    live = uow.pairings.live_of_child(child.id)
    found = [p for p in live if p.helper_id == wanted and p.status is PairingStatus.ACTIVE]
    if wanted is not None and not found and (helper_id or roles == {Role.HELPER}):
        raise NotPairedWithChild()
    return next(iter(found), None)


def _role(roles: frozenset[Role], pairing: Pairing | None, grant: Grant) -> str:
    if pairing is not None and pairing.helper_id == grant.viewer.person_id:
        return Role.HELPER
    return next((role for role in AS[1:] if role in roles), sorted(roles)[0])


def _keep(
    uow: UnitOfWork,
    contact: Contact,
    child: Child,
    pairing: Pairing | None,
    roles: frozenset[Role],
    today: date,
) -> list[Promise]:
    """A helper's own promises; a head teacher's word also counts for the others of the child where
    the duty is the head teacher's too."""
    if not rules.keeps(contact.outcome):
        return []
    rhythm = uow.rules.in_force(child.area_code, today).rhythm
    duty = rhythm.duty(contact.kind)
    owners: set[str] = {pairing.id, pairing.helper_id} if pairing else set()
    if pairing is not None:
        newest = max(pairing.last_contact_on or contact.on_date, contact.on_date)
        pairing.last_contact_on = newest
    if duty is not None and Role.HEAD_TEACHER in roles and Role.HEAD_TEACHER in duty.by:
        live = uow.pairings.live_of_child(child.id)
        owners |= {other.id for other in live if other.status is PairingStatus.ACTIVE}
    unkept = uow.promises.of_kind(owners, contact.kind)
    term = rhythm.term_of(contact.on_date)
    return promises.keep(uow, unkept, contact.on_date, term=term, today=today)


def strike_contact(
    uow: UnitOfWork, grant: Grant, *, contact_id: str, why: str, today: date
) -> dict[str, Any]:
    """By whoever logged it, or an office above. Raises ContactNotFound or ContactStruck."""
    contact = _own(uow, grant, contact_id)
    if contact.struck_at is not None:
        raise ContactStruck()
    contact.struck_at = now()
    contact.sealed_why = uow.vault.seal(contact.child_id, {"why": why})
    contact.version += 1
    promises.unkeep(uow, uow.promises.kept_by(contact.id), today)
    if contact.pairing_id:
        pairing = uow.pairings.get(contact.pairing_id, locked=True)
        pairing.last_contact_on = uow.contacts.newest_of(pairing.id)
    _note(uow, grant, contact, {"struck": [False, True], "why": why})
    watching.judge(uow, [contact.child_id], today)
    return shown(uow, contact)


def attach_to_contact(
    uow: UnitOfWork, grant: Grant, *, contact_id: str, content: str
) -> dict[str, Any]:
    """A photo or a voice note; what a camera wrote into a photo of where and when is taken out.
    Raises ContactStruck, TooManyPhotos, PhotoRefused, PhotoTooLarge."""
    contact = _own(uow, grant, contact_id)
    if contact.struck_at is not None:
        raise ContactStruck()
    if len(uow.contacts.files(contact.id)) >= MOST_FILES:
        raise TooManyPhotos(str(MOST_FILES))
    kind, plain = photos.cleaned(_decoded(content))
    file_id = str(uuid4())
    uow.contacts.add_file(
        ContactFile(
            id=file_id,
            contact_id=contact.id,
            child_id=contact.child_id,
            kind=kind,
            size=len(plain),
            sealed=uow.vault.seal_bytes(contact.child_id, plain, bound_to(file_id)),
            added_by=grant.viewer.account_id,
            added_at=now(),
        )
    )
    contact.version += 1
    _note(uow, grant, contact, {"file": file_id})
    return shown(uow, contact)


def bound_to(file_id: str) -> str:
    return f"contact_file/{file_id}"


def shown(uow: UnitOfWork, contact: Contact) -> dict[str, Any]:
    """To whoever wrote it."""
    words = uow.vault.open(contact.child_id, contact.sealed)
    return contact_view(contact, words, uow.contacts.files(contact.id), may_strike=True)


def _own(uow: UnitOfWork, grant: Grant, contact_id: str) -> Contact:
    """Of an office or school of its place, or of whoever wrote it: a helper only as long as the
    pair runs. Raises NotPairedWithChild."""
    found = uow.contacts.get(contact_id)
    child = uow.children.of_today(found.child_id, locked=True)
    contact = uow.contacts.get(contact_id, locked=True)
    place = {"area": contact.area_code, "school_id": contact.school_id}
    if not grant.covers(**place):
        grant.require(person_id=contact.by, **place)
        live = uow.pairings.live_of_child(child.id)
        active = {one.helper_id for one in live if one.status is PairingStatus.ACTIVE}
        if contact.as_role == Role.HELPER and grant.viewer.person_id not in active:
            raise NotPairedWithChild()
    return contact


def _decoded(content: str) -> bytes:
    try:
        return b64decode(content, validate=True)
    except (NotBase64, ValueError):
        raise PhotoRefused() from None


def _note(uow: UnitOfWork, grant: Grant, contact: Contact, changes: dict[str, Any]) -> None:
    uow.record(
        subject=f"contact/{contact.id}",
        version=contact.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"child_id": contact.child_id, **changes},
        key_of=contact.child_id,
    )


def _tell(uow: UnitOfWork, contact: Contact) -> None:
    uow.emit(
        ContactLogged(
            contact_id=contact.id,
            child_id=contact.child_id,
            helper_id=contact.helper_id,
            area_code=contact.area_code,
            school_id=contact.school_id,
            kind=contact.kind.value,
            follow_up=contact.outcome is ContactOutcome.FOLLOW_UP,
            version=contact.version,
        )
    )
