"""Contacts, contact duties and their kept counts, as far as the viewer's grant reaches."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select, tuple_

from services.pairing.domain.duties import UNKEPT
from services.pairing.handlers.contacts import bound_to
from services.pairing.models import Contact, ContactFile, Helper, HelperTally, Promise, PromiseCount
from services.pairing.queries.good_standing import only_in_good_standing
from services.pairing.queries.pairings import DIGITS_BELOW
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from services.pairing.store.promises import of_child
from services.pairing.views import contact_view, promise_view
from shared.access.grant import Grant
from shared.access.roles import FAMILY, Role
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.pairing.codes import ContactKind, ContactOutcome, PromiseState
from shared.contracts.pairing.errors import ContactFileNotFound
from shared.cursors import joined, number, parts, row_of

FIGURES = ("open", "done", "overdue", "late")


# -- contacts -------------------------------------------------------------------------------------


def get_contact(uow: UnitOfWork, grant: Grant, *, contact_id: str) -> dict[str, Any]:
    contact = uow.contacts.get(contact_id)
    only_in_good_standing(uow, grant)
    _reach(grant, contact)
    grant.seen(contact.child_id, area=contact.area_code)
    return _contacts(uow, grant, [contact])[0]


def get_contact_file(
    uow: UnitOfWork, grant: Grant, *, contact_id: str, file_id: str
) -> dict[str, Any]:
    """Raises ContactFileNotFound, also for those who may not see what was said."""
    contact = uow.contacts.get(contact_id)
    only_in_good_standing(uow, grant)
    _reach(grant, contact)
    if not _told(grant, contact):
        raise ContactFileNotFound(file_id)
    grant.seen(contact.child_id, area=contact.area_code)
    file = uow.contacts.file(contact_id, file_id)
    plain = uow.vault.open_bytes(file.child_id, file.sealed, bound_to(file.id))
    return {
        "filename": f"{contact.on_date.isoformat()}.{file.kind}",
        "kind": file.kind,
        "content": b64encode(plain).decode(),
    }


def list_contacts(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str | None,
    helper_id: str | None,
    pairing_id: str | None,
    area: str | None,
    school_id: str | None,
    kind: str | None,
    outcome: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    only_in_good_standing(uow, grant)
    order = (Contact.on_date, Contact.id)
    query = select(Contact).where(_reached(grant))
    if child_id:
        query = query.where(of_child(child_id))
    for column, value in (
        (Contact.helper_id, helper_id),
        (Contact.pairing_id, pairing_id),
        (Contact.school_id, school_id),
        (Contact.kind, kind and ContactKind(kind)),
        (Contact.outcome, outcome and ContactOutcome(outcome)),
    ):
        if value:
            query = query.where(column == value)
    if area:
        query = query.where(under(Contact.area_code, area))
    if (last := row_of(uow.session, Contact, after)) is not None:
        query = query.where(tuple_(*order) < tuple_(last.on_date, last.id))
    newest = query.order_by(*(column.desc() for column in order)).limit(limit + 1)
    found = list(uow.session.scalars(newest))
    for contact in found[:limit]:
        grant.seen(contact.child_id, area=contact.area_code)
    items = _contacts(uow, grant, found[:limit])
    return {"items": items, "next": items[-1]["id"] if len(found) > limit else None}


def _reached(grant: Grant) -> ColumnElement[bool]:
    own = visible(
        grant,
        area=Contact.area_code,
        school=Contact.school_id,
        child=Contact.child_id,
        person=Contact.helper_id,
    )
    return own | visible(grant, person=Contact.by)


def _reach(grant: Grant, contact: Contact) -> None:
    place = {"area": contact.area_code, "school_id": contact.school_id}
    if not grant.covers(person_id=contact.helper_id or contact.by, **place):
        grant.require(child_id=contact.child_id, person_id=contact.by, **place)


def _told(grant: Grant, contact: Contact) -> bool:
    """What a child said in confidence is for those who look after it, not for the family; a helper
    reads what is their own."""
    viewer = grant.viewer
    own = {viewer.account_id, viewer.person_id or viewer.account_id}
    return _above(grant, contact) or bool(own & {contact.by, contact.helper_id})


def _contacts(uow: UnitOfWork, grant: Grant, found: list[Contact]) -> list[dict[str, Any]]:
    uow.vault.preload(contact.child_id for contact in found)
    files = _files(uow, [contact.id for contact in found])
    items = []
    for contact in found:
        told = _told(grant, contact)
        words = uow.vault.open(contact.child_id, contact.sealed) if told else {}
        own = contact.by == grant.viewer.account_id
        mine = files.get(contact.id, []) if told else []
        may_strike = own or _above(grant, contact)
        items.append(contact_view(contact, words, mine, may_strike=may_strike))
    return items


def _above(grant: Grant, contact: Contact) -> bool:
    """The offices of its place and its school, who may take it back as well."""
    place = {"area": contact.area_code, "school_id": contact.school_id}
    return bool(grant.roles_for(**place) - {*FAMILY, Role.HELPER})


def _files(uow: UnitOfWork, contact_ids: list[str]) -> dict[str, list[ContactFile]]:
    query = select(ContactFile).where(ContactFile.contact_id.in_(contact_ids))
    found: dict[str, list[ContactFile]] = {}
    for file in uow.session.scalars(query.order_by(ContactFile.added_at, ContactFile.id)):
        found.setdefault(file.contact_id, []).append(file)
    return found


# -- promises -------------------------------------------------------------------------------------


def list_promises(
    uow: UnitOfWork,
    grant: Grant,
    *,
    helper_id: str | None,
    child_id: str | None,
    area: str | None,
    school_id: str | None,
    state: str | None,
    unkept: bool,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """By the last day, the earliest first."""
    query = select(Promise).where(_reached_promises(grant))
    for column, value in (
        (Promise.helper_id, helper_id),
        (Promise.child_id, child_id),
        (Promise.school_id, school_id),
        (Promise.state, state and PromiseState(state)),
    ):
        if value:
            query = query.where(column == value)
    if unkept:
        query = query.where(Promise.state.in_(UNKEPT))
    if area:
        query = query.where(under(Promise.area_code, area))
    if (last := row_of(uow.session, Promise, after)) is not None:
        query = query.where(tuple_(Promise.last_day, Promise.id) > tuple_(last.last_day, last.id))
    found = list(uow.session.scalars(query.order_by(Promise.last_day, Promise.id).limit(limit + 1)))
    for promise in found[:limit]:
        if promise.child_id:
            grant.seen(promise.child_id, area=promise.area_code)
    items = [promise_view(promise) for promise in found[:limit]]
    return {"items": items, "next": items[-1]["id"] if len(found) > limit else None}


def _reached_promises(grant: Grant) -> ColumnElement[bool]:
    return visible(
        grant,
        area=Promise.area_code,
        school=Promise.school_id,
        child=Promise.child_id,
        person=Promise.helper_id,
    )


def count_promises(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    term: str | None,
    today: date,
) -> dict[str, Any]:
    """Sums of kept counts, added up in the database; none of the promises themselves is read."""
    own = grant.viewer.area if grant.area_prefixes() else None
    place = area or (None if school_id else own)
    school = school_id or (grant.viewer.school_id if not place else None)
    grant.require(area=place, school_id=school)
    reach = [under(PromiseCount.area_code, place)] if place else []
    reach += [PromiseCount.school_id == school] if school else []
    home = place or uow.session.scalar(select(PromiseCount.area_code).where(*reach).limit(1))
    asked = term or uow.rules.in_force(home or "", today).rhythm.term_of(today)
    seen = select(PromiseCount.term).where(*reach).distinct().order_by(PromiseCount.term.desc())
    terms = list(uow.session.scalars(seen))
    below = func.substr(PromiseCount.area_code, 1, DIGITS_BELOW.get(len(place or ""), 12))
    here = [PromiseCount.term == asked, *reach]
    duties = _summed(uow, PromiseCount.duty, "duty", here)
    return {
        "term": asked,
        "terms": terms or [asked],
        "total": {name: sum(one[name] for one in duties) for name in FIGURES},
        "duties": duties,
        "items": _summed(uow, below, "area_code", here),
    }


def _summed(
    uow: UnitOfWork, key: Any, name: str, conditions: Sequence[Any]
) -> list[dict[str, Any]]:
    sums = [func.sum(getattr(PromiseCount, figure)) for figure in FIGURES]
    query = select(key, *sums).where(*conditions).group_by(key).order_by(key)
    rows = uow.session.execute(query).all()
    return [{name: row[0]} | dict(zip(FIGURES, map(int, row[1:]), strict=True)) for row in rows]


def list_tallies(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    term: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Helpers of a term, who is most behind first."""
    place = area or grant.viewer.area
    asked = term or uow.rules.in_force(place, today).rhythm.term_of(today)
    reach = visible(
        grant, area=Helper.area_code, school=Helper.school_id, person=HelperTally.helper_id
    )
    query = (
        select(HelperTally, Helper.area_code)
        .join(Helper, Helper.id == HelperTally.helper_id)
        .where(reach, HelperTally.term == asked)
    )
    if area:
        query = query.where(under(Helper.area_code, area))
    if school_id:
        query = query.where(Helper.school_id == school_id)
    if (last := parts(after, 2)) is not None:
        behind = tuple_(-HelperTally.overdue, HelperTally.helper_id)
        query = query.where(behind > tuple_(-number(last[0]), last[1]))
    order = (HelperTally.overdue.desc(), HelperTally.helper_id)
    found = uow.session.execute(query.order_by(*order).limit(limit + 1)).all()
    items = [
        {"helper_id": tally.helper_id, "area_code": code, "term": tally.term, **_figures(tally)}
        for tally, code in found[:limit]
    ]
    last_one = found[limit - 1][0] if len(found) > limit else None
    return {
        "items": items,
        "next": last_one and joined(str(last_one.overdue), last_one.helper_id),
    }


def _figures(tally: HelperTally) -> dict[str, int]:
    return {name: getattr(tally, name) for name in FIGURES}
