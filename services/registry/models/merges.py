"""Two dossiers of one child that a person made one."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import AreaCode, Base, Id
from shared.sealed_text import SealedText

STANDING = text("undone_at IS NULL")


class Merge(Base):
    """Both dossiers and both histories stay; the absorbed one is off every list until the merge is
    undone. `taken` holds, sealed under the survivor's key, what it took over: field -> [old, new].
    """

    __tablename__ = "merges"
    __table_args__ = (
        Index(
            "uq_merges_absorbed_id_standing",
            "absorbed_id",
            unique=True,
            postgresql_where=STANDING,
            sqlite_where=STANDING,
        ),
        Index("ix_merges_area_code", "area_code", "merged_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    survivor_id: Mapped[str] = mapped_column(ForeignKey("children.id"), index=True)
    absorbed_id: Mapped[str] = mapped_column(ForeignKey("children.id"))
    area_code: Mapped[str] = mapped_column(AreaCode)  # of the survivor
    absorbed_area: Mapped[str] = mapped_column(AreaCode)
    taken: Mapped[str] = mapped_column(Text)
    carried: Mapped[list[str]]  # "kind reference" of what is the survivor's since
    why: Mapped[str] = mapped_column(SealedText("merges.why"))
    merged_by: Mapped[str] = mapped_column(String(64))
    merged_at: Mapped[datetime]
    undone_by: Mapped[str | None] = mapped_column(String(64))
    undone_at: Mapped[datetime | None]
    version: Mapped[int]
