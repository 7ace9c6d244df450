"""Tables of the gateway. A password is stored as its argon2 hash, a token as its SHA-256."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from gateway.domain import LinkPurpose
from shared.access.roles import Role
from shared.append_only import append_only
from shared.db import TYPES, new_metadata
from shared.messaging.tables import (
    ArchiveColumns,
    DiscardedColumns,
    InboxColumns,
    OutboxColumns,
    ReplayColumns,
    SubscriptionColumns,
    SweptColumns,
    TimerColumns,
)
from shared.records import (
    AccessLogColumns,
    ChainHeadColumns,
    CommandColumns,
    DataKeyColumns,
    HistoryColumns,
    JobColumns,
)


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class AccountRole(Base):
    __tablename__ = "account_roles"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True, index=True)


class AccountChild(Base):
    """A child of this parent or guardian; a helper's children come from `pairings`."""

    __tablename__ = "account_children"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    child_id: Mapped[str] = mapped_column(String(36), primary_key=True)


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    display_name: Mapped[str] = mapped_column(String(60), default="")
    password_hash: Mapped[str | None] = mapped_column(Text)
    area: Mapped[str] = mapped_column(String(12), default="")
    school_id: Mapped[str | None] = mapped_column(String(36))
    person_id: Mapped[str | None] = mapped_column(String(36))
    demo: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    requested_at: Mapped[datetime | None]  # while it waits to be released
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    role_rows: Mapped[list[AccountRole]] = relationship(lazy="selectin", cascade="all")
    child_rows: Mapped[list[AccountChild]] = relationship(lazy="selectin", cascade="all")


class Session(Base):
    """A sign-in, by browser or by program."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]


class ApiToken(Base):
    """A long-lived token for a program, named and revoked by its owner."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Link(Base):
    """A one-time link; the first administrator's has no account yet."""

    __tablename__ = "links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[LinkPurpose]
    account_id: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """Tries for a name or from an address (as a keyed hash) that have not succeeded."""

    __tablename__ = "sign_in_attempts"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int]
    since: Mapped[datetime] = mapped_column(index=True)
    locked_until: Mapped[datetime | None]


class HelperPairing(Base):
    """Whom a helper is paired with, by pairing's events; kept after the end, so that an older
    event that comes late changes nothing."""

    __tablename__ = "helper_pairings"

    pairing_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    helper_id: Mapped[str] = mapped_column(String(36), index=True)
    child_id: Mapped[str] = mapped_column(String(36))
    version: Mapped[int]
    active: Mapped[bool]


class MergedChild(Base):
    """Files that were merged, by the registry's events; undone ones too, so that an older event
    that comes late changes nothing."""

    __tablename__ = "merged_children"

    merge_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    child_id: Mapped[str] = mapped_column(String(36))
    absorbed_id: Mapped[str] = mapped_column(String(36), index=True)
    version: Mapped[int]
    standing: Mapped[bool]


class HelperStanding(Base):
    """Whether a helper's record check has run out: their pairings rest, and so does the access."""

    __tablename__ = "helper_standings"

    helper_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version: Mapped[int]
    suspended: Mapped[bool]


class ConsoleTicket(Base):
    """A ticket of the command line that was used: each opens one request."""

    __tablename__ = "console_tickets"

    nonce: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime] = mapped_column(index=True)


# The list of accounts is read by name within a role or a place.
by_area = Index("ix_accounts_area_username", Account.area, Account.username)


class Outbox(OutboxColumns, Base): ...


class OutboxArchive(ArchiveColumns, Base): ...


class Replay(ReplayColumns, Base): ...


class Swept(SweptColumns, Base): ...


class Inbox(InboxColumns, Base): ...


class Subscription(SubscriptionColumns, Base): ...


class DiscardedLetter(DiscardedColumns, Base): ...


class Timer(TimerColumns, Base): ...


class Command(CommandColumns, Base): ...


class AccessLog(AccessLogColumns, Base): ...


class History(HistoryColumns, Base): ...


class ChainHead(ChainHeadColumns, Base): ...


class Job(JobColumns, Base): ...


class DataKey(DataKeyColumns, Base): ...


for appended in (AccessLog, History):
    append_only(appended.__table__)
