"""Tables of funding. Amounts are whole fen."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.append_only import append_only
from shared.contracts.funding.codes import (
    Account,
    EntryKind,
    FundKind,
    LineState,
    PaymentState,
    RollState,
)
from shared.db import TYPES, new_metadata
from shared.messaging import tables
from shared.records import (
    AccessLogColumns,
    ChainHeadColumns,
    CommandColumns,
    DataKeyColumns,
    HistoryColumns,
    JobColumns,
)
from shared.sealed_text import SealedText

Id = String(36)
AreaCode = String(12)
Code = String(40)
Who = String(64)  # account id
JOURNAL = "journal"  # the chain of the book, beside those of history and access log


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Child(Base):
    """Our copy of what the registry says of a child: what a scheme tests, nothing that names it."""

    __tablename__ = "children"
    __table_args__ = (
        Index("ix_children_in_hardship", "in_hardship", "area_code", "child_id"),
        Index("ix_children_area_code", "area_code", "child_id"),
    )

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode)
    school_id: Mapped[str | None] = mapped_column(Id)
    hardships: Mapped[list[str]]
    in_hardship: Mapped[bool]  # any of them: who is in no scheme need not be judged for a list
    merged_into: Mapped[str | None] = mapped_column(Id, index=True)  # entitled as that child alone
    version: Mapped[int]


class ChildStage(Base):
    """Since when a child is in which stage of school: the term's day decides the rate."""

    __tablename__ = "child_stages"

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    stage: Mapped[str] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(server_default="0")  # of the day's last fact


class CountyRules(Base):
    """From which day on a county decides under which pack, as the registry told."""

    __tablename__ = "county_rules"

    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(String(32))
    version: Mapped[int]


class Fund(Base):
    """Its totals change with the entries that they sum up, in one transaction."""

    __tablename__ = "funds"
    __table_args__ = (
        UniqueConstraint("area_code", "name"),
        # Two approvals at the same moment cannot spend the same yuan.
        CheckConstraint("committed_fen <= received_fen", "budget"),
        CheckConstraint("0 <= paid_fen AND paid_fen <= committed_fen", "paid_of_committed"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[FundKind]
    area_code: Mapped[str] = mapped_column(AreaCode)
    received_fen: Mapped[int]
    committed_fen: Mapped[int]
    paid_fen: Mapped[int]
    version: Mapped[int]


class FundShare(Base):
    """Who bears how much of one receipt."""

    __tablename__ = "fund_shares"

    entry: Mapped[int] = mapped_column(ForeignKey("entries.number"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    fund_id: Mapped[str] = mapped_column(ForeignKey("funds.id"), index=True)
    unit: Mapped[str] = mapped_column(String(80))
    amount_fen: Mapped[int]


class Roll(Base):
    __tablename__ = "rolls"
    __table_args__ = (
        CheckConstraint(
            "(decided_by IS NULL OR decided_by <> proposed_by) AND (paid_by IS NULL OR "
            "(decided_by IS NOT NULL AND paid_by <> proposed_by AND paid_by <> decided_by))",
            "three_people",
        ),
        Index("ix_rolls_area_code", "area_code", "proposed_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    scheme: Mapped[str] = mapped_column(Code)
    term: Mapped[str] = mapped_column(Code)
    area_code: Mapped[str] = mapped_column(AreaCode)
    fund_id: Mapped[str] = mapped_column(ForeignKey("funds.id"))
    state: Mapped[RollState]
    children: Mapped[int]
    total_fen: Mapped[int]
    dropped: Mapped[int]
    pack: Mapped[str] = mapped_column(String(32))
    pack_version: Mapped[str] = mapped_column(String(32))
    pack_hash: Mapped[str] = mapped_column(String(64))
    proposed_by: Mapped[str] = mapped_column(Who)
    proposed_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(Who)
    decided_at: Mapped[datetime | None]
    refusal: Mapped[str | None] = mapped_column(SealedText("rolls.refusal"))
    paid_by: Mapped[str | None] = mapped_column(Who)
    paid_at: Mapped[datetime | None]
    version: Mapped[int]


class RollLine(Base):
    """A child on a roll, as it was judged; frozen with the roll's approval."""

    __tablename__ = "roll_lines"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", "amount_positive"),
        Index("ix_roll_lines_child_id", "child_id"),
    )

    roll_id: Mapped[str] = mapped_column(ForeignKey("rolls.id"), primary_key=True)
    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode)
    stage: Mapped[str] = mapped_column(String(32))
    amount_fen: Mapped[int]
    months: Mapped[list[str]]
    reasons: Mapped[list[str]]
    state: Mapped[LineState]
    dropped: Mapped[list[str]]


class Payment(Base):
    __tablename__ = "payments"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", "amount_positive"),
        # Nobody is granted a scheme twice in a term; what was reversed may be granted again.
        Index(
            "uq_payments_child_id_scheme_term",
            "child_id",
            "scheme",
            "term",
            unique=True,
            postgresql_where=text("state <> 'reversed'"),
            sqlite_where=text("state <> 'reversed'"),
        ),
        Index("ix_payments_area_code", "area_code", "id"),
        Index("ix_payments_roll_id", "roll_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    roll_id: Mapped[str] = mapped_column(ForeignKey("rolls.id"))
    fund_id: Mapped[str] = mapped_column(ForeignKey("funds.id"))
    child_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(AreaCode)
    scheme: Mapped[str] = mapped_column(Code)
    term: Mapped[str] = mapped_column(Code)
    amount_fen: Mapped[int]
    months: Mapped[list[str]]
    payee: Mapped[str] = mapped_column(String(64))
    state: Mapped[PaymentState]
    entry: Mapped[int | None] = mapped_column(ForeignKey("entries.number"))
    paid_by: Mapped[str | None] = mapped_column(Who)
    paid_at: Mapped[datetime | None]
    reversed_by: Mapped[str | None] = mapped_column(Who)
    reversed_at: Mapped[datetime | None]
    reversal: Mapped[str | None] = mapped_column(SealedText("payments.reversal"))
    version: Mapped[int]


class Entry(Base):
    """One voucher of the journal, chained to the one before it."""

    __tablename__ = "entries"
    __table_args__ = (
        # Whatever runs twice, a payment or an approval is booked once.
        UniqueConstraint("payment_id", "kind"),
        Index(
            "uq_entries_roll_id_kind",
            "roll_id",
            "kind",
            unique=True,
            postgresql_where=text("payment_id IS NULL"),
            sqlite_where=text("payment_id IS NULL"),
        ),
        Index("ix_entries_fund_id", "fund_id", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[EntryKind]
    by: Mapped[str] = mapped_column(Who)
    area_code: Mapped[str] = mapped_column(AreaCode)
    fund_id: Mapped[str] = mapped_column(ForeignKey("funds.id"))
    roll_id: Mapped[str | None] = mapped_column(Id)
    payment_id: Mapped[str | None] = mapped_column(Id)
    document: Mapped[str | None] = mapped_column(String(80))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class EntryMove(Base):
    """An amount debited to one account and credited to another: never out of balance."""

    __tablename__ = "entry_moves"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", "amount_positive"),
        CheckConstraint("debit <> credit", "two_accounts"),
    )

    entry: Mapped[int] = mapped_column(ForeignKey("entries.number"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    debit: Mapped[Account]
    credit: Mapped[Account]
    amount_fen: Mapped[int]


class Outbox(tables.OutboxColumns, Base): ...


class OutboxArchive(tables.ArchiveColumns, Base): ...


class Replay(tables.ReplayColumns, Base): ...


class Swept(tables.SweptColumns, Base): ...


class Inbox(tables.InboxColumns, Base): ...


class Subscription(tables.SubscriptionColumns, Base): ...


class DiscardedLetter(tables.DiscardedColumns, Base): ...


class Timer(tables.TimerColumns, Base): ...


class Command(CommandColumns, Base): ...


class AccessLog(AccessLogColumns, Base): ...


class History(HistoryColumns, Base): ...


class ChainHead(ChainHeadColumns, Base): ...


class Job(JobColumns, Base): ...


class DataKey(DataKeyColumns, Base): ...


for book in (Entry, EntryMove, FundShare, AccessLog, History):
    append_only(book.__table__)
