"""The part of the door for attached files."""

from typing import Any

from services.registry.handlers import attaching
from services.registry.queries import attachments
from services.registry.service.cases import texts
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.contracts.registry import schemas
from shared.doors import command, query
from shared.settings import MEGABYTE, MOST_FILE_MB

IDS = ("child_id", "case_id", "attachment_id")


class Attaching:
    """Mixed into `RegistryService`."""

    @command(schemas.AttachToChild, answers=schemas.AttachmentView)
    def attach_to_child(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, *IDS)
        added = attaching.attach_to_child(uow, grant, **asked, most_bytes=_most(uow))
        return attachments.view(uow, added)

    @command(schemas.AttachToCase, answers=schemas.AttachmentView)
    def attach_to_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, *IDS)
        added = attaching.attach_to_case(uow, grant, **asked, most_bytes=_most(uow))
        return attachments.view(uow, added)

    @command(schemas.TakeBackOfChild, answers=schemas.AttachmentView)
    def take_back_of_child(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, *IDS)
        return attachments.view(uow, attaching.take_back_of_child(uow, grant, **asked))

    @command(schemas.TakeBackOfCase, answers=schemas.AttachmentView)
    def take_back_of_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, *IDS)
        return attachments.view(uow, attaching.take_back_of_case(uow, grant, **asked))

    @query(schemas.ListAttachmentsOfChild, answers=schemas.AttachmentList)
    def list_attachments_of_child(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return attachments.list_attachments_of_child(uow, grant, **texts(request, *IDS))

    @query(schemas.ListAttachmentsOfCase, answers=schemas.AttachmentList)
    def list_attachments_of_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return attachments.list_attachments_of_case(uow, grant, **texts(request, *IDS))

    @query(schemas.GetAttachmentOfChild, answers=schemas.AttachmentFile)
    def get_attachment_of_child(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return attachments.get_attachment_of_child(uow, grant, **texts(request, *IDS))

    @query(schemas.GetAttachmentOfCase, answers=schemas.AttachmentFile)
    def get_attachment_of_case(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return attachments.get_attachment_of_case(uow, grant, **texts(request, *IDS))


def _most(uow: UnitOfWork) -> int:
    """Bytes that a file may have here."""
    return uow.settings.file_bytes if uow.settings else MOST_FILE_MB * MEGABYTE
