"""Files attached to a dossier or a protection case."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models.base import Base, Id


class Attachment(Base):
    """Of a child or of a case. `sealed` holds name and note under the key of whose file it is."""

    __tablename__ = "attachments"
    __table_args__ = (
        Index("ix_attachments_child_id", "child_id", "added_at", "id"),
        Index("ix_attachments_case_id", "case_id", "added_at", "id"),
        CheckConstraint("(child_id IS NULL) <> (case_id IS NULL)", "owner"),
        CheckConstraint("(taken_back_at IS NULL) = (why IS NULL)", "taken_back"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    child_id: Mapped[str | None] = mapped_column(ForeignKey("children.id"))
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"))
    about: Mapped[str] = mapped_column(String(16))  # the field group that it is shown with
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]  # bytes
    sealed: Mapped[str] = mapped_column(Text)
    added_by: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime]
    taken_back_by: Mapped[str | None] = mapped_column(String(64))
    taken_back_at: Mapped[datetime | None]
    why: Mapped[str | None] = mapped_column(Text)  # sealed, as the name is
    version: Mapped[int]


class AttachmentContent(Base):
    """The sealed bytes; apart, so that lists do not read them."""

    __tablename__ = "attachment_contents"

    attachment_id: Mapped[str] = mapped_column(ForeignKey("attachments.id"), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
