"""Handovers of a child from one village to another, or from one school to another."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.domain.moves import MoveKind, MoveState
from services.registry.models.base import AreaCode, Base, Id
from shared.sealed_text import SealedText

OPEN = text("state = 'requested'")


class Move(Base):
    """The child stays where it is until the receiving place accepts. `to_area` of a school's move
    is the township of the new school; `from_area` is always the child's village."""

    __tablename__ = "moves"
    __table_args__ = (
        # Of two requests at the same moment one is refused.
        Index(
            "uq_moves_child_id_kind_open",
            "child_id",
            "kind",
            unique=True,
            postgresql_where=OPEN,
            sqlite_where=OPEN,
        ),
        Index("ix_moves_to_area", "to_area", "requested_at", "id"),
        Index("ix_moves_from_area", "from_area", "requested_at", "id"),
        Index("ix_moves_to_school", "to_school", "requested_at", "id"),
        Index("ix_moves_from_school", "from_school", "requested_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("children.id"))
    kind: Mapped[MoveKind]
    state: Mapped[MoveState]
    from_area: Mapped[str] = mapped_column(AreaCode)
    to_area: Mapped[str] = mapped_column(AreaCode)
    from_school: Mapped[str | None] = mapped_column(Id)
    to_school: Mapped[str | None] = mapped_column(Id)
    why: Mapped[str] = mapped_column(SealedText("moves.why"))
    answer: Mapped[str | None] = mapped_column(SealedText("moves.answer"))
    requested_by: Mapped[str] = mapped_column(String(64))
    requested_at: Mapped[datetime]
    expires_on: Mapped[date]  # the last day on which it can be accepted
    decided_by: Mapped[str | None] = mapped_column(String(64))
    decided_at: Mapped[datetime | None]
    version: Mapped[int]
