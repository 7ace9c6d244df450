"""A child's small wishes: in its own words sealed, in public words without anybody in them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.pairing.models.core import Base, Code, Id
from shared.contracts.pairing.wish_codes import ClaimState, WishStatus
from shared.db import UtcDateTime

STANDING = text("state IN ('held', 'fulfilled')")


class Wish(Base):
    __tablename__ = "wishes"
    __table_args__ = (
        Index("ix_wishes_area_code", "area_code", "status", "id"),
        Index("ix_wishes_status", "status", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(Id, index=True)
    area_code: Mapped[str] = mapped_column(Code)
    school_id: Mapped[str | None] = mapped_column(Id, index=True)
    status: Mapped[WishStatus]
    sealed: Mapped[str] = mapped_column(Text)  # as it was said
    public_text: Mapped[str | None] = mapped_column(Text)  # names nobody
    sealed_why: Mapped[str | None] = mapped_column(Text)  # of a refusal
    claim_id: Mapped[str | None] = mapped_column(Id)  # the standing one
    submitted_by: Mapped[str]
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int]


class WishClaim(Base):
    __tablename__ = "wish_claims"
    __table_args__ = (
        # However many reach for it at the same moment, one has it.
        Index(
            "uq_wish_claims_wish_id_standing",
            "wish_id",
            unique=True,
            postgresql_where=STANDING,
            sqlite_where=STANDING,
        ),
        Index("ix_wish_claims_claimed_by", "claimed_by", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    wish_id: Mapped[str] = mapped_column(ForeignKey("wishes.id"))
    claimed_by: Mapped[str]  # account
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[date]  # the last day on which it holds
    state: Mapped[ClaimState]
    sealed_note: Mapped[str | None] = mapped_column(Text)  # how it was fulfilled
