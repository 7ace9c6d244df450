"""The journal. Its rows are never changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.funding.models.base import AreaCode, Base, Id, Who
from shared.contracts.funding.codes import Account, EntryKind


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
