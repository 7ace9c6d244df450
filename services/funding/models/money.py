"""Funds, rolls and payments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.funding.models.base import AreaCode, Base, Code, Id, Who
from shared.contracts.funding.codes import FundKind, LineState, PaymentState, RollKind, RollState
from shared.sealed_text import SealedText


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


class FundBudget(Base):
    """How much of a fund a scheme may be granted. Changed under the fund's lock alone."""

    __tablename__ = "fund_budgets"
    __table_args__ = (
        CheckConstraint("0 <= committed_fen AND committed_fen <= amount_fen", "scheme_budget"),
    )

    fund_id: Mapped[str] = mapped_column(ForeignKey("funds.id"), primary_key=True)
    scheme: Mapped[str] = mapped_column(Code, primary_key=True)
    amount_fen: Mapped[int]
    committed_fen: Mapped[int]
    set_by: Mapped[str] = mapped_column(Who)
    set_at: Mapped[datetime]


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
    kind: Mapped[RollKind] = mapped_column(server_default=RollKind.SCHEME.value)
    scheme: Mapped[str] = mapped_column(Code)
    term: Mapped[str] = mapped_column(Code)  # of relief and allowances the first month, "2025-10"
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
    decided_for: Mapped[str | None] = mapped_column(Who)  # the approver who was away
    notice_from: Mapped[date | None]
    notice_until: Mapped[date | None]
    notice_by: Mapped[str | None] = mapped_column(Who)
    waiver: Mapped[str | None] = mapped_column(SealedText("rolls.waiver"))
    refusal: Mapped[str | None] = mapped_column(SealedText("rolls.refusal"))
    months: Mapped[list[str]] = mapped_column(server_default=text("'[]'"))  # none: the whole term
    why: Mapped[str | None] = mapped_column(SealedText("rolls.why"))  # of back-pay, a partial term
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
    school_id: Mapped[str | None] = mapped_column(Id)
    amount_fen: Mapped[int]
    months: Mapped[list[str]]
    reasons: Mapped[list[str]]
    state: Mapped[LineState]
    dropped: Mapped[list[str]]


class Payment(Base):
    __tablename__ = "payments"
    __table_args__ = (
        CheckConstraint("amount_fen > 0", "amount_positive"),
        CheckConstraint("0 <= refunded_fen AND refunded_fen < amount_fen", "refund"),
        # Nobody is granted a scheme twice in a term; what was reversed may be granted again.
        Index(
            "uq_payments_child_id_scheme_term_slot",
            "child_id",
            "scheme",
            "term",
            "slot",
            unique=True,
            postgresql_where=text("state <> 'reversed'"),
            sqlite_where=text("state <> 'reversed'"),
        ),
        # Schemes of one benefit exclude each other.
        Index(
            "uq_payments_child_id_benefit_term_slot",
            "child_id",
            "benefit",
            "term",
            "slot",
            unique=True,
            postgresql_where=text("state <> 'reversed'"),
            sqlite_where=text("state <> 'reversed'"),
        ),
        Index("ix_payments_area_code", "area_code", "id"),
        Index("ix_payments_roll_id", "roll_id", "id"),
        Index("ix_payments_due_on", "state", "due_on", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    roll_id: Mapped[str] = mapped_column(ForeignKey("rolls.id"))
    fund_id: Mapped[str] = mapped_column(ForeignKey("funds.id"))
    child_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(AreaCode)
    scheme: Mapped[str] = mapped_column(Code)
    benefit: Mapped[str] = mapped_column(Code, server_default=text("''"))
    term: Mapped[str] = mapped_column(Code)
    amount_fen: Mapped[int]
    months: Mapped[list[str]]
    payee: Mapped[str] = mapped_column(String(64))
    # Instalments of relief and allowances: which of several in a month, and when.
    slot: Mapped[str] = mapped_column(String(48), server_default=text("''"))
    due_on: Mapped[date | None]
    school_id: Mapped[str | None] = mapped_column(Id)  # when it was granted
    refunded_fen: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[PaymentState]
    entry: Mapped[int | None] = mapped_column(ForeignKey("entries.number"))
    paid_by: Mapped[str | None] = mapped_column(Who)
    paid_for: Mapped[str | None] = mapped_column(Who)  # the payer who was away
    paid_at: Mapped[datetime | None]
    reversed_by: Mapped[str | None] = mapped_column(Who)
    reversed_at: Mapped[datetime | None]
    reversal: Mapped[str | None] = mapped_column(SealedText("payments.reversal"))
    version: Mapped[int]
