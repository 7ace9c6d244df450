"""Stores of what lies with a dossier: attached files, agreements on care."""

from collections.abc import Collection
from typing import Protocol

from services.registry.models import Attachment, CareAgreement


class Attachments(Protocol):
    def add(self, attachment: Attachment, sealed: str) -> None:
        """With its sealed content."""

    def get(
        self, attachment_id: str, *, children: Collection[str], case_id: str | None
    ) -> Attachment:
        """Of these children, or of the case; locked. Raises AttachmentNotFound."""

    def content(self, attachment_id: str) -> str: ...


class Care(Protocol):
    def refused_before(self, carer_mark: str) -> bool:
        """For whichever child; the mark is the blind index of the carer's ID number."""

    def add(self, agreement: CareAgreement) -> None: ...
    def flush(self) -> None: ...
    def child_of(self, agreement_id: str) -> str:
        """Raises CareAgreementNotFound."""

    def get(self, agreement_id: str) -> CareAgreement:
        """Locked until the end of the transaction; raises CareAgreementNotFound."""

    def standing(self, children: Collection[str]) -> list[CareAgreement]: ...
