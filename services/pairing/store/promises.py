"""Promises with their kept counts, and contacts."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from services.pairing.domain.duties import UNKEPT
from services.pairing.models import (
    Child,
    Contact,
    ContactFile,
    ContactPromise,
    Helper,
    HelperTally,
    Pairing,
    Promise,
    PromiseCount,
)
from shared.area_range import under
from shared.contracts.pairing.codes import (
    Category,
    ContactKind,
    ContactOutcome,
    HelperStatus,
    PairingStatus,
    PromiseState,
)
from shared.contracts.pairing.errors import ContactFileNotFound, ContactNotFound
from shared.db import insert_missing, insert_or_ignore

COUNTED = (PromiseState.OPEN, PromiseState.DONE, PromiseState.OVERDUE, PromiseState.LATE)
NOBODY = ContactOutcome.NOT_REACHED
OWED = Promise.state.in_(UNKEPT)
TOWNSHIP = 9  # digits of its code
NONE = {state.value: 0 for state in COUNTED}
Place = tuple[str, str, str, str]  # area code, school or "", term, duty


class SqlPromises:
    """One per unit of work: what its promises moved is added to the counts once, at its end, in
    one order everywhere, so that no two transactions wait for each other."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._places: dict[Place, Counter[str]] = {}
        self._helpers: dict[tuple[str, str], Counter[str]] = {}

    # -- making and changing --------------------------------------------------------------------

    def add(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """Those that are not there yet; how many these were."""
        table = Promise.__table__
        made = insert_missing(self._session, (table.c.id,), [dict(row) for row in rows])
        for row in rows:
            if (row["id"],) in made:
                self._count(row, PromiseState.OPEN, 1)
        return len(made)

    def set_state(self, promise: Promise, state: PromiseState) -> None:
        if promise.state is not state:
            self._count(vars(promise), promise.state, -1)
            promise.state = state
            self._count(vars(promise), state, 1)

    def move(self, owner_ids: Collection[str], area_code: str, school_id: str | None) -> None:
        """What is still owed is owed at the new place; what was kept stays counted where it was."""
        if not owner_ids:
            return
        for promise in self._locked(Promise.owner_id.in_(sorted(owner_ids)), OWED):
            self._count(vars(promise), promise.state, -1)
            promise.area_code, promise.school_id = area_code, school_id
            self._count(vars(promise), promise.state, 1)

    def of_owners(self, owner_ids: Collection[str], *states: PromiseState) -> list[Promise]:
        """Locked, in one order."""
        return self._locked(Promise.owner_id.in_(sorted(owner_ids)), Promise.state.in_(states))

    def of_kind(self, owner_ids: Collection[str], duty: ContactKind) -> list[Promise]:
        """Not kept yet; locked, in the order of their days."""
        found = self._locked(Promise.owner_id.in_(sorted(owner_ids)), Promise.duty == duty, OWED)
        return sorted(found, key=lambda promise: (promise.first_day, promise.id))

    def kept_by(self, contact_id: str) -> list[Promise]:
        kept = select(ContactPromise.promise_id).where(ContactPromise.contact_id == contact_id)
        return self._locked(Promise.id.in_(kept))

    def past_due(self, township: str, today: date) -> list[Promise]:
        """Open ones whose last day is over; locked."""
        return self._locked(
            under(Promise.area_code, township),
            Promise.state == PromiseState.OPEN,
            Promise.last_day < today,
        )

    def _locked(self, *conditions: Any) -> list[Promise]:
        query = select(Promise).where(*conditions).order_by(Promise.id).with_for_update()
        return list(self._session.scalars(query.execution_options(populate_existing=True)))

    # -- reading --------------------------------------------------------------------------------

    def townships(self, county: str, since: date) -> list[str]:
        """With a pair, the home of somebody who has one, or where something promised is still open
        or was due from `since` on."""
        live = Pairing.status == PairingStatus.ACTIVE
        codes: set[str] = set()
        for column, condition in ((Pairing.area_code, live), (Helper.area_code, Helper.load > 0)):
            short = func.substr(column, 1, TOWNSHIP)
            query = select(short).where(under(column, county), condition).distinct()
            codes |= set(self._session.scalars(query))
        recent = or_(Promise.state == PromiseState.OPEN, Promise.last_day >= since)
        short = func.substr(Promise.area_code, 1, TOWNSHIP)
        owed = select(short).where(under(Promise.area_code, county), OWED, recent).distinct()
        return sorted(codes | set(self._session.scalars(owed)))

    def pairings(self, township: str) -> list[Pairing]:
        """They stay what they are until the transaction ends: a pair that ended meanwhile would
        keep what is promised for it now."""
        query = select(Pairing).where(
            under(Pairing.area_code, township),
            Pairing.status == PairingStatus.ACTIVE,
            Pairing.category != Category.PEER,
        )
        return self._shared(query.order_by(Pairing.id))

    def helpers(self, township: str) -> list[Helper]:
        query = select(Helper).where(
            under(Helper.area_code, township),
            Helper.status == HelperStatus.APPROVED,
            Helper.load > 0,
            Helper.category != Category.PEER,
        )
        return self._shared(query.order_by(Helper.id))

    def _shared(self, query: Any) -> list[Any]:
        locked = query.with_for_update(read=True).execution_options(populate_existing=True)
        return list(self._session.scalars(locked))

    def ending_on(
        self, township: str, state: PromiseState, first: date, last: date
    ) -> Sequence[Any]:
        """(id, helper, area code, school, last day) of those whose last day lies between the
        two."""
        about = (Promise.id, Promise.helper_id, Promise.area_code, Promise.school_id)
        query = select(*about, Promise.last_day).where(
            under(Promise.area_code, township),
            Promise.state == state,
            Promise.last_day.between(first, last),
        )
        return self._session.execute(query).all()

    # -- counts ---------------------------------------------------------------------------------

    def _count(self, row: Mapping[str, Any], state: PromiseState, by: int) -> None:
        if state in COUNTED:
            place = (row["area_code"], row["school_id"] or "", row["term"], row["duty"])
            self._places.setdefault(place, Counter())[state.value] += by
            self._helpers.setdefault((row["helper_id"], row["term"]), Counter())[state.value] += by

    def write_counts(self) -> None:
        """Called once, at the end of the unit of work."""
        for place, moved in sorted(self._places.items()):
            names = ("area_code", "school_id", "term", "duty")
            self._add(PromiseCount, dict(zip(names, place, strict=True)), moved)
        for (helper_id, term), moved in sorted(self._helpers.items()):
            self._add(HelperTally, {"helper_id": helper_id, "term": term}, moved)
        self._places, self._helpers = {}, {}

    def _add(self, model: Any, key: Mapping[str, Any], moved: Mapping[str, int]) -> None:
        table = model.__table__
        moves = {name: by for name, by in moved.items() if by}
        if not moves:
            return
        insert_or_ignore(self._session, table, **key, **NONE)
        this = [table.c[name] == value for name, value in key.items()]
        changed = {name: table.c[name] + by for name, by in moves.items()}
        self._session.execute(update(table).where(*this).values(**changed))


class SqlContacts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, contact: Contact, promises: Collection[Promise]) -> None:
        self._session.add(contact)
        self._session.flush()  # before what points to it
        self._session.add_all(
            ContactPromise(contact_id=contact.id, promise_id=promise.id) for promise in promises
        )

    def get(self, contact_id: str, *, locked: bool = False) -> Contact:
        query = select(Contact).where(Contact.id == contact_id)
        if locked:
            query = query.with_for_update().execution_options(populate_existing=True)
        contact = self._session.scalar(query)
        if contact is None:
            raise ContactNotFound(contact_id)
        return contact

    def sent_before(self, by: str, client_key: str) -> Contact | None:
        query = select(Contact).where(Contact.by == by, Contact.client_key == client_key)
        return self._session.scalar(query)

    def newest_of(self, pairing_id: str) -> date | None:
        query = select(func.max(Contact.on_date)).where(
            Contact.pairing_id == pairing_id,
            Contact.struck_at.is_(None),
            Contact.outcome != NOBODY,
        )
        return self._session.scalar(query)

    def newest_for(self, promise_id: str) -> date | None:
        """The latest day on which something was done for the promise."""
        kept = select(ContactPromise.contact_id).where(ContactPromise.promise_id == promise_id)
        query = select(func.max(Contact.on_date)).where(
            Contact.id.in_(kept), Contact.struck_at.is_(None)
        )
        return self._session.scalar(query)

    def counted(self, helper_id: str, first: date, last: date) -> dict[str, int]:
        """Children, contacts, and duties kept; what was taken back or reached nobody left out."""
        own = (Contact.helper_id == helper_id) & Contact.struck_at.is_(None)
        made = own & Contact.on_date.between(first, last) & (Contact.outcome != NOBODY)
        children = func.count(func.distinct(Contact.child_id))
        row = self._session.execute(select(children, func.count()).where(made)).one()
        kept = select(func.count()).where(
            Promise.helper_id == helper_id,
            Promise.state.in_((PromiseState.DONE, PromiseState.LATE)),
            Promise.done_on.between(first, last),
        )
        return {"children": row[0], "contacts": row[1], "kept": self._session.scalar(kept) or 0}

    def add_file(self, file: ContactFile) -> None:
        self._session.add(file)

    def files(self, contact_id: str) -> list[ContactFile]:
        query = select(ContactFile).where(ContactFile.contact_id == contact_id)
        return list(self._session.scalars(query.order_by(ContactFile.added_at, ContactFile.id)))

    def file(self, contact_id: str, file_id: str) -> ContactFile:
        found = self._session.get(ContactFile, file_id)
        if found is None or found.contact_id != contact_id:
            raise ContactFileNotFound(file_id)
        return found


def of_child(child_id: str) -> Any:
    """Contacts of the child, those of a file that was merged into it included."""
    pairings = select(Pairing.id).where(Pairing.child_id == child_id)
    absorbed = select(Child.id).where(Child.merged_into == child_id)
    own = Contact.child_id == child_id
    return or_(own, Contact.child_id.in_(absorbed), Contact.pairing_id.in_(pairings))
