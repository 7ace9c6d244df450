"""Relief and allowances of one child, and the papers that are attached."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.funding.models.base import Base, Code, Id, Who
from shared.contracts.funding.codes import PayeeKind, Purpose


class Relief(Base):
    """What one child's roll is for: why, in which months, and what was given before."""

    __tablename__ = "reliefs"
    __table_args__ = (Index("ix_reliefs_child_id", "child_id", "roll_id"),)

    roll_id: Mapped[str] = mapped_column(ForeignKey("rolls.id"), primary_key=True)
    child_id: Mapped[str] = mapped_column(Id)
    amount_fen: Mapped[int]  # once, or of each month of an allowance
    former_fen: Mapped[int | None]  # an allowance's amount until now
    first_month: Mapped[str] = mapped_column(String(7))  # "2025-10"
    last_month: Mapped[str] = mapped_column(String(7))
    pay_day: Mapped[int]
    ended_before: Mapped[str | None] = mapped_column(String(7))  # month in which another followed
    sealed: Mapped[str] = mapped_column(Text)  # why, and the names of payees: the child's key


class ReliefPart(Base):
    """One purpose of it, and who gets the money."""

    __tablename__ = "relief_parts"
    __table_args__ = (CheckConstraint("amount_fen > 0", "amount_positive"),)

    roll_id: Mapped[str] = mapped_column(ForeignKey("reliefs.roll_id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[Purpose]
    payee_kind: Mapped[PayeeKind]
    amount_fen: Mapped[int]  # as in the relief: in all, or of each month
    months: Mapped[list[str]]


class Paper(Base):
    """An attached receipt or invoice. `sealed` holds its file name, under the key of `owner`."""

    __tablename__ = "papers"
    __table_args__ = (Index("ix_papers_subject", "subject", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    subject: Mapped[str] = mapped_column(String(64))  # "payment/<id>", "invoice/<id>"
    owner: Mapped[str] = mapped_column(String(64))  # subject of the data key
    number: Mapped[str] = mapped_column(Code)
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]  # bytes
    sealed: Mapped[str] = mapped_column(Text)
    added_by: Mapped[str] = mapped_column(Who)
    added_at: Mapped[datetime]


class PaperContent(Base):
    """The sealed bytes; apart, so that lists do not read them."""

    __tablename__ = "paper_contents"

    paper_id: Mapped[str] = mapped_column(ForeignKey("papers.id"), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
