"""Databases, the same for every service: types, names of constraints, one engine per service.

Runs on SQLite (embedded: one file per service) and on PostgreSQL (one database per service).
"""

import enum
import sqlite3
import time
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Integer,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}
# "INTEGER PRIMARY KEY" exactly, or SQLite does not number the rows itself.
Sequence = BigInteger().with_variant(Integer, "sqlite")
Json = JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
SQLITE_OUTAGES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
# PostgreSQL's own words for "not now": connection, resources, shutting down, deadlock,
# serialisation, lock not available. Not 57014: a statement that took too long is ours.
POSTGRES_OUTAGES = ("08", "53", "57P", "40001", "40P01", "55P03")
# SQLite's own 2 MB do not hold the indexes that an import writes into; more is taken only as it is
# used. A checkpoint writes every page once that changed since the last: rarer ones write fewer.
CACHE, CHECKPOINT = "cache_size=-32768", "wal_autocheckpoint=4000"
SPARE_CONNECTIONS = 3  # for timers, jobs and probes beside the workers
POOL_PATIENCE = 30.0  # seconds that a greenlet waits for a connection
# A server that froze or vanished is noticed within seconds, not after two hours.
NOTICED = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware in Python in both databases; SQLite's own DateTime drops the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Enums are stored as their value in a VARCHAR: adding a member needs no migration.
TYPES: dict[Any, Any] = {
    datetime: UtcDateTime,
    int: Sequence,  # money in fen outgrows 32 bits
    dict[str, Any]: Json,
    list[Any]: Json,
    list[str]: Json,
    list[dict[str, Any]]: Json,
    enum.StrEnum: Enum(
        enum.StrEnum,
        native_enum=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    ),
}


def new_metadata() -> MetaData:
    """For a service's Base: `metadata = new_metadata()`, `type_annotation_map = TYPES`."""
    return MetaData(naming_convention=NAMING)


def engine_for(url: str, workers: int) -> Engine:
    """The one engine that a process has for this database, for `workers` greenlets at once."""
    if url.startswith("sqlite"):
        return _sqlite_engine(url)
    return postgres_engine(
        url,
        pool_size=workers + SPARE_CONNECTIONS,
        pool_timeout=POOL_PATIENCE,
        connect_args=NOTICED,
    )


def unsynced_engine(url: str, **options: Any) -> Engine:
    """For what a crash of the server may take back, its last half second of it: a word, or a mark
    without which something known to repeat is repeated. Its commits wait for no disk."""
    unsynced = {"options": "-c synchronous_commit=off"}
    return postgres_engine(url, connect_args=NOTICED | unsynced, **options)


def postgres_engine(url: str, **options: Any) -> Engine:
    engine = create_engine(
        url,
        max_overflow=0,
        hide_parameters=True,  # they may name a person, and errors end in logs
        pool_pre_ping=True,
        **options,
    )
    setattr(engine.dialect, "do_ping", _has_not_hung_up)  # noqa: B010
    return engine


def _has_not_hung_up(connection: Any) -> bool:
    """Costs no way to the server and back, as SELECT 1 would before each transaction: one that has
    ended the connection, or died, has told our socket so. Raises psycopg2.OperationalError."""
    connection.poll()  # what it said at the end
    connection.poll()  # that nothing follows
    return True


def _sqlite_engine(url: str) -> Engine:
    # One connection: transactions of greenlets queue for it instead of failing as "locked".
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=POOL_PATIENCE,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up_sqlite)
    # Not the event "begin": with a listener each connection builds its table of events anew.
    setattr(engine.dialect, "do_begin", _begin_immediate)  # noqa: B010
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we begin ourselves
    connection.execute("PRAGMA busy_timeout=5000")
    _write_ahead(connection)
    # FULL: each file is synced before the next one relies on it; NORMAL loses events in a crash.
    for pragma in ("synchronous=FULL", "foreign_keys=ON", CACHE, CHECKPOINT):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Of several processes that open a new file at once one changes its mode, and SQLite refuses
    the others then and there, whatever their busy timeout says."""
    patient_until = time.monotonic() + POOL_PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            if time.monotonic() > patient_until:
                raise
            time.sleep(0.01)


def _begin_immediate(connection: Any) -> None:
    # A transaction that reads first and writes later would otherwise lose its place to another.
    connection.execute("BEGIN IMMEDIATE")


@cache
def insert_only(table: Any) -> Any:
    """Asks for no number that the database has given to the row."""
    return table.insert().inline()


def dialect_of(session: Session) -> str:
    """Of its database: "sqlite" or "postgresql"."""
    return session.get_bind().dialect.name


@cache
def insert_into(table: Any, dialect: str) -> Any:
    """An INSERT that knows ON CONFLICT."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table)


def insert_or_ignore(session: Session, table: Any, **values: Any) -> bool:
    """True if this call made the row. On PostgreSQL it waits for a twin that is under way."""
    statement = _insert_or_ignore(table, dialect_of(session))
    return bool(session.connection().execute(statement, values).rowcount == 1)


def insert_all_or_ignore(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    """Rows that are there already stay as they are; no rows are no statement."""
    if rows:
        session.connection().execute(_insert_or_ignore(table, dialect_of(session)), rows)


def insert_missing(
    session: Session, returning: tuple[Any, ...], rows: list[dict[str, Any]]
) -> set[tuple[Any, ...]]:
    """As `insert_all_or_ignore`; gives back these columns of each row that this call made."""
    if not rows:
        return set()
    statement = _insert_missing(returning, dialect_of(session))
    return {tuple(made) for made in session.connection().execute(statement, rows)}


@cache
def _insert_missing(returning: tuple[Any, ...], dialect: str) -> Any:
    return _insert_or_ignore(returning[0].table, dialect).returning(*returning)


@cache
def _insert_or_ignore(table: Any, dialect: str) -> Any:
    return insert_into(table, dialect).inline().on_conflict_do_nothing()


def data_of(row: Any) -> dict[str, Any]:
    """The columns of an instance of a model, by name."""
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def is_outage(error: BaseException) -> bool:
    """The database is away or busy, as opposed to our statement being wrong."""
    if isinstance(error, TimeoutError):  # no connection free in the pool
        return True
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        # SQLite reports "no such table" as an OperationalError too.
        return (getattr(error.orig, "sqlite_errorcode", 0) & 0xFF) in SQLITE_OUTAGES
    code = getattr(error.orig, "pgcode", None)
    if code is not None:
        return str(code).startswith(POSTGRES_OUTAGES)
    lost = isinstance(error, OperationalError | InterfaceError)
    return lost or error.connection_invalidated
