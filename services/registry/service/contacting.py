"""The part of the door for contact between children and their parents."""

from typing import Any

from services.registry.handlers import contacting, watching
from services.registry.queries import contacts
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry import schemas
from shared.doors import command, query
from shared.messaging.timers import when_due

SHOWN = 50


class Contacting:
    """Mixed into `RegistryService`."""

    @command(schemas.LogParentContact, answers=schemas.ContactList)
    def log_parent_contact(
        self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any
    ) -> Any:
        day = today()
        record = contacting.log_parent_contact(
            uow, grant, child_id=str(child_id), **request, today=day
        )
        return contacts.list_parent_contacts(
            uow, grant, child_id=record.id, after=None, limit=SHOWN, today=day
        )

    @command(schemas.StrikeParentContact, answers=schemas.ContactList)
    def strike_parent_contact(
        self, uow: UnitOfWork, grant: Grant, *, contact_id: Any, why: str
    ) -> Any:
        day = today()
        record = contacting.strike_parent_contact(
            uow, grant, contact_id=str(contact_id), why=why, today=day
        )
        return contacts.list_parent_contacts(
            uow, grant, child_id=record.id, after=None, limit=SHOWN, today=day
        )

    @query(schemas.ListParentContacts, answers=schemas.ContactList)
    def list_parent_contacts(
        self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any
    ) -> Any:
        return contacts.list_parent_contacts(
            uow, grant, child_id=str(child_id), **request, today=today()
        )

    @query(schemas.ListWithoutContact, answers=schemas.WithoutContactList)
    def list_without_contact(
        self, uow: UnitOfWork, grant: Grant, *, school_id: Any, **request: Any
    ) -> Any:
        school = str(school_id) if school_id else None
        return contacts.list_without_contact(uow, grant, school_id=school, **request, today=today())

    @query(schemas.CountWithoutContact, answers=schemas.WithoutContactCounts)
    def count_without_contact(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return contacts.count_without_contact(uow, grant, **request, today=today())

    @when_due(watching.CONTACT_TIMER)
    def contact_day(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        watching.contact_day(uow, subject=subject, today=today())
