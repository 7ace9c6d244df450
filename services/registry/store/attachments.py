"""Attached files on SQLAlchemy."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.models import Attachment, AttachmentContent
from shared.contracts.registry.errors import AttachmentNotFound


class SqlAttachments:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, attachment: Attachment, sealed: str) -> None:
        self._session.add(attachment)
        self._session.flush()
        self._session.add(AttachmentContent(attachment_id=attachment.id, sealed=sealed))

    def get(
        self, attachment_id: str, *, children: Collection[str], case_id: str | None
    ) -> Attachment:
        """Locked until the end of the transaction; raises AttachmentNotFound also for one that is
        neither of these children nor of the case."""
        query = select(Attachment).where(Attachment.id == attachment_id).with_for_update()
        found = self._session.scalar(query.execution_options(populate_existing=True))
        if found is None or not (
            found.child_id in children or (case_id is not None and found.case_id == case_id)
        ):
            raise AttachmentNotFound(attachment_id)
        return found

    def content(self, attachment_id: str) -> str:
        """Sealed."""
        return self._session.get_one(AttachmentContent, attachment_id).sealed
