"""A made-up service with the tables that every service has, to try doors, records and jobs on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from marshmallow import fields
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared import doors
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.access.rules import Scope, allow, operation
from shared.contracts.base import Request, View, line
from shared.db import TYPES, new_metadata
from shared.errors import Conflict
from shared.messaging.database import Database
from shared.messaging.tables import InboxColumns, OutboxColumns, TimerColumns
from shared.records import (
    AccessLogColumns,
    ChainHeadColumns,
    CommandColumns,
    DataKeyColumns,
    HistoryColumns,
    JobColumns,
)
from shared.settings import Settings
from shared.unit_of_work import SqlUnitOfWork
from shared.viewer import Viewer

RULES = {
    "registry.write_note": operation(allow(Role.VILLAGE_OFFICER, scope=Scope.AREA)),
    "registry.read_note": operation(allow(Role.VILLAGE_OFFICER, scope=Scope.AREA), audited=True),
    "registry.forget_to_ask": operation(allow(Role.VILLAGE_OFFICER, scope=Scope.AREA)),
}
VILLAGE = "520330103201"
OFFICER = Viewer(account_id="a1", roles=frozenset({Role.VILLAGE_OFFICER}), area=VILLAGE)


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Note(Base):
    __tablename__ = "notes"

    id: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]


class Outbox(OutboxColumns, Base): ...


class Inbox(InboxColumns, Base): ...


class Timer(TimerColumns, Base): ...


class Command(CommandColumns, Base): ...


class AccessLog(AccessLogColumns, Base): ...


class History(HistoryColumns, Base): ...


class ChainHead(ChainHeadColumns, Base): ...


class DataKey(DataKeyColumns, Base): ...


class Job(JobColumns, Base): ...


class TextTaken(Conflict): ...


class DeskUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {"pk_notes": TextTaken}


class WriteNote(Request):
    id = line(10)
    text = line(20)


class ReadNote(Request):
    id = line(10)
    purpose = fields.String(load_default=None)


class NoteView(View):
    id = fields.String()
    text = fields.String()


def write_note(self: object, uow: DeskUnitOfWork, grant: Grant, *, id: str, text: str) -> Note:
    grant.require(area=VILLAGE)
    note = Note(id=id, text=text)
    uow.session.add(note)
    uow.record(
        subject=f"note/{id}",
        version=1,
        operation="write_note",
        by=grant.viewer.account_id,
        changes={"text": [None, text]},
        key_of=f"note/{id}",
    )
    return note


def read_note(
    self: object, uow: DeskUnitOfWork, grant: Grant, *, id: str, purpose: str | None
) -> Note:
    grant.require(area=VILLAGE)
    grant.seen(f"note/{id}")
    return uow.session.get_one(Note, id)


def forget_to_ask(self: object, uow: DeskUnitOfWork, grant: Grant, *, id: str, text: str) -> None:
    uow.session.add(Note(id=id, text=text))


def make_doors() -> SimpleNamespace:
    """The three use cases behind their doors, as if they stood in a service."""
    for method in (write_note, read_note, forget_to_ask):
        method.__module__ = "services.registry.service"
    return SimpleNamespace(
        write_note=doors.command(WriteNote, NoteView)(write_note),
        read_note=doors.query(ReadNote, NoteView)(read_note),
        forget_to_ask=doors.command(WriteNote)(forget_to_ask),
    )


@contextmanager
def a_database(url: str, folder: Path) -> Iterator[Database[DeskUnitOfWork]]:
    env = {"LANTIAN_DATA": str(folder)}
    if not url.startswith("sqlite"):
        at, _, name = url.rpartition("/")
        env |= {"LANTIAN_MODE": "distributed", "LANTIAN_AMQP": "none"}
        env |= {"LANTIAN_POSTGRES": f"{at}/{{service}}", "name": name}
    settings = Settings.from_environment(env)
    database = Database(DeskUnitOfWork)
    database.connect(settings, env.get("name", "desk"))
    Base.metadata.create_all(database.engine)
    try:
        yield database
    finally:
        database.stop()
