"""Checks, notices and objections of a roll; bank accounts, batches and their lines."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.funding.models.base import AreaCode, Base, Code, Id, Who
from shared.contracts.funding.codes import BatchState, CheckSide, LineOutcome, ObjectionState
from shared.sealed_text import SealedText


class RollCheck(Base):
    """What one side said of a roll (two-sided check)."""

    __tablename__ = "roll_checks"
    __table_args__ = (UniqueConstraint("roll_id", "by"),)  # one person speaks for one side

    roll_id: Mapped[str] = mapped_column(ForeignKey("rolls.id"), primary_key=True)
    side: Mapped[CheckSide] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(Who)
    at: Mapped[datetime]
    agreed: Mapped[bool]
    note: Mapped[str | None] = mapped_column(SealedText("roll_checks.note"))


class Objection(Base):
    """What somebody said against a list on public notice."""

    __tablename__ = "objections"
    __table_args__ = (Index("ix_objections_roll_id", "roll_id", "received_at", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    roll_id: Mapped[str] = mapped_column(ForeignKey("rolls.id"))
    child_id: Mapped[str | None] = mapped_column(Id)
    received_at: Mapped[datetime]
    received_by: Mapped[str] = mapped_column(Who)
    what: Mapped[str] = mapped_column(SealedText("objections.what"))
    state: Mapped[ObjectionState]
    answered_by: Mapped[str | None] = mapped_column(Who)
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(SealedText("objections.answer"))


class BankAccount(Base):
    """Where a child's money goes. The holder need not be the child; `sealed` holds holder, number
    and bank under the child's key, `mark` finds the children that share one account."""

    __tablename__ = "bank_accounts"

    child_id: Mapped[str] = mapped_column(Id, primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    mark: Mapped[str] = mapped_column(String(64), index=True)
    changed_by: Mapped[str] = mapped_column(Who)
    changed_at: Mapped[datetime]
    version: Mapped[int]


class Batch(Base):
    """What goes to a bank in one file."""

    __tablename__ = "batches"
    __table_args__ = (Index("ix_batches_area_code", "area_code", "made_at", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    number: Mapped[str] = mapped_column(Code, unique=True)  # as the bank's files name it
    roll_id: Mapped[str] = mapped_column(ForeignKey("rolls.id"), index=True)
    area_code: Mapped[str] = mapped_column(AreaCode)
    bank: Mapped[str] = mapped_column(Code)
    state: Mapped[BatchState]
    lines: Mapped[int]
    total_fen: Mapped[int]
    paid: Mapped[int]
    failed: Mapped[int]
    made_by: Mapped[str] = mapped_column(Who)
    made_at: Mapped[datetime]
    result_digest: Mapped[str | None] = mapped_column(String(64))
    settled_by: Mapped[str | None] = mapped_column(Who)
    settled_at: Mapped[datetime | None]
    withdrawal: Mapped[str | None] = mapped_column(SealedText("batches.withdrawal"))
    version: Mapped[int]


class BatchLine(Base):
    """A payment in a batch, with the account as it stood then (sealed under the child's key)."""

    __tablename__ = "batch_lines"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", "amount_positive"),
        # A payment is with one bank at a time, and is paid by one batch alone.
        Index(
            "uq_batch_lines_payment_id",
            "payment_id",
            unique=True,
            postgresql_where=text("outcome <> 'failed' AND outcome <> 'withdrawn'"),
            sqlite_where=text("outcome <> 'failed' AND outcome <> 'withdrawn'"),
        ),
    )

    batch_id: Mapped[str] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"))
    child_id: Mapped[str] = mapped_column(Id)
    amount_fen: Mapped[int]
    sealed: Mapped[str] = mapped_column(Text)
    mark: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[LineOutcome]
    reason: Mapped[str | None] = mapped_column(SealedText("batch_lines.reason"))


class Delegation(Base):
    """Somebody stands in for one of the three people who is away, for some days."""

    __tablename__ = "delegations"
    __table_args__ = (CheckConstraint("for_account <> to_account", "two_people"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCode, index=True)
    role: Mapped[str] = mapped_column(Code)
    for_account: Mapped[str] = mapped_column(Who)
    to_account: Mapped[str] = mapped_column(Who)
    first_day: Mapped[date]
    last_day: Mapped[date]
    why: Mapped[str] = mapped_column(SealedText("delegations.why"))
    made_by: Mapped[str] = mapped_column(Who)
    made_at: Mapped[datetime]


class ClosedPeriod(Base):
    """A month of a county's book in which nothing is booked any more."""

    __tablename__ = "closed_periods"

    area_code: Mapped[str] = mapped_column(AreaCode, primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    closed_by: Mapped[str] = mapped_column(Who)
    closed_at: Mapped[datetime]


class SignedHead(Base):
    """How far the book went at the end of a day, signed; published outside this database too."""

    __tablename__ = "signed_heads"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))
    signed_at: Mapped[datetime]
    key_id: Mapped[str] = mapped_column(String(16))
    signature: Mapped[str] = mapped_column(String(128))
