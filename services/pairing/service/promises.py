"""The part of the door for contact duties and the contacts that keep them."""

from datetime import date, datetime
from typing import Any

from services.pairing.handlers import contacts, promises, standing
from services.pairing.queries import promises as queries
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.table import admit
from shared.clock import today
from shared.contracts.pairing import schemas
from shared.doors import command, query
from shared.messaging.timers import when_due
from shared.viewer import Viewer

A_WHOLE_ROUND = 120.0  # seconds


class Promises:
    """Mixed into `PairingService`."""

    @command(schemas.LogContact, answers=schemas.ContactView)
    def log_contact(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return contacts.log_contact(uow, grant, **request, today=today())

    @command(schemas.StrikeContact, answers=schemas.ContactView)
    def strike_contact(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return contacts.strike_contact(uow, grant, **request, today=today())

    @command(schemas.AttachToContact, answers=schemas.ContactView)
    def attach_to_contact(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return contacts.attach_to_contact(uow, grant, **request)

    @query(schemas.GetContact, answers=schemas.ContactView)
    def get_contact(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.get_contact(uow, grant, **request)

    @query(schemas.GetContactFile, answers=schemas.ContactFileView)
    def get_contact_file(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.get_contact_file(uow, grant, **request)

    @query(schemas.ListContacts, answers=schemas.ContactList)
    def list_contacts(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_contacts(uow, grant, **request)

    @query(schemas.ListPromises, answers=schemas.PromiseList)
    def list_promises(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_promises(uow, grant, **request)

    @query(schemas.CountPromises, answers=schemas.PromiseCounts)
    def count_promises(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.count_promises(uow, grant, **request, today=today())

    @query(schemas.ListTallies, answers=schemas.TallyList)
    def list_tallies(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_tallies(uow, grant, **request, today=today())

    @when_due(promises.COUNTY_TIMER)
    def on_promise_day(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        """The subject is "county/day"."""
        county, _, day = subject.partition("/")
        since = date.fromisoformat(day)
        promises.county_day(uow, county, since, today())
        standing.plan_night(uow, county, since, today())

    @when_due(standing.NIGHT_TIMER, limit=A_WHOLE_ROUND)
    def on_pairings_night(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        """The subject is "township/day"."""
        grant = admit(Viewer.system(), "pairing.end_pairing")
        standing.look_at_township(uow, grant, subject.partition("/")[0], today())

    @when_due(promises.TOWNSHIP_TIMER, limit=A_WHOLE_ROUND)
    def on_promise_round(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        """The subject is "township/day": what came since that day is looked for."""
        township, _, day = subject.partition("/")
        promises.township_round(uow, township, date.fromisoformat(day), today())
