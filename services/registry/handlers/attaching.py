"""Attaching a file to a dossier or a case, and taking it back: it is shown no more, and kept.

The content lies sealed under the data key of whose file it is, bound to the file's own id: the
bytes of one file cannot be put in another one's place.
"""

from typing import Any
from uuid import uuid4

from services.registry.domain.cases.course import check_open
from services.registry.handlers.cases.reach import held
from services.registry.handlers.cases.timeline import key_of, write
from services.registry.models import Attachment, Case
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.clock import now
from shared.contracts.registry.errors import AttachmentTakenBack
from shared.contracts.registry.file_codes import OF_CASE
from shared.errors import AccessDenied
from shared.file_kinds import shown_name, taken_in


def attach_to_child(
    uow: UnitOfWork, grant: Grant, *, child_id: str, about: str, **file: Any
) -> Attachment:
    """`about` is the field group that it belongs to; who may not see the group may not add to it.
    Raises ChildNotFound, ChildMerged, AccessDenied, and the refusals of `shared.file_kinds`."""
    record = uow.children.get(child_id)
    grant.seen(record.id, area=record.area_code)
    place = {"area": record.area_code, "school_id": record.school_id, "child_id": record.id}
    if Group(about) not in grant.groups_for(**place):
        raise AccessDenied()
    attachment = _attach(uow, grant, key=record.id, about=about, child_id=record.id, **file)
    _note(uow, attachment, record.id, "attach_to_child", {"state": [None, "attached"]})
    return attachment


def attach_to_case(uow: UnitOfWork, grant: Grant, *, case_id: str, **file: Any) -> Attachment:
    """Its name stands in the timeline. Raises CaseNotFound, CaseClosed, AccessDenied, and the
    refusals of `shared.file_kinds`."""
    case, post = held(uow, grant, case_id)
    check_open(case.state)
    attachment = _attach(uow, grant, key=key_of(case), about=OF_CASE, case_id=case.id, **file)
    _tell(uow, case, attachment, "attached", post, {"file": named(uow, attachment)["filename"]})
    return attachment


def take_back_of_child(
    uow: UnitOfWork, grant: Grant, *, child_id: str, attachment_id: str, why: str
) -> Attachment:
    """Raises AttachmentNotFound, AttachmentTakenBack, ChildNotFound, AccessDenied."""
    record = uow.children.get(child_id)
    grant.seen(record.id, area=record.area_code)
    dossiers = [record.id, *uow.merges.same_child(record.id)]
    attachment = uow.attachments.get(attachment_id, children=dossiers, case_id=None)
    place = {"area": record.area_code, "school_id": record.school_id, "child_id": record.id}
    if Group(attachment.about) not in grant.groups_for(**place):
        raise AccessDenied()
    key = str(attachment.child_id)
    _take_back(uow, grant, attachment, key, why)
    _note(uow, attachment, key, "take_back_of_child", {"state": ["attached", "taken_back"]}, why)
    return attachment


def take_back_of_case(
    uow: UnitOfWork, grant: Grant, *, case_id: str, attachment_id: str, why: str
) -> Attachment:
    """Raises AttachmentNotFound, AttachmentTakenBack, CaseNotFound, CaseClosed, AccessDenied."""
    case, post = held(uow, grant, case_id)
    check_open(case.state)
    attachment = uow.attachments.get(attachment_id, children=(), case_id=case.id)
    _take_back(uow, grant, attachment, key_of(case), why)
    text = {"file": named(uow, attachment)["filename"], "why": why}
    _tell(uow, case, attachment, "taken_back", post, text)
    return attachment


def _attach(
    uow: UnitOfWork,
    grant: Grant,
    *,
    key: str,
    about: str,
    filename: str,
    content: str,
    note: str | None,
    most_bytes: int,
    child_id: str | None = None,
    case_id: str | None = None,
) -> Attachment:
    kind, plain = taken_in(content, most_bytes)
    attachment = Attachment(
        id=str(uuid4()),
        child_id=child_id,
        case_id=case_id,
        about=about,
        kind=kind,
        size=len(plain),
        sealed=uow.vault.seal(key, {"filename": shown_name(filename, kind), "note": note}),
        added_by=grant.viewer.account_id,
        added_at=now(),
        version=1,
    )
    sealed = uow.vault.seal_bytes(key, plain, bound_to(attachment))
    uow.attachments.add(attachment, sealed)
    return attachment


def _take_back(uow: UnitOfWork, grant: Grant, attachment: Attachment, key: str, why: str) -> None:
    if attachment.taken_back_at is not None:
        raise AttachmentTakenBack()
    sealed = uow.vault.seal(key, {"why": why})
    attachment.taken_back_by, attachment.taken_back_at = grant.viewer.account_id, now()
    attachment.why = sealed
    attachment.version += 1


def _note(
    uow: UnitOfWork,
    attachment: Attachment,
    key: str,
    operation: str,
    changes: dict[str, Any],
    reason: str | None = None,
) -> None:
    uow.record(
        subject=f"attachment/{attachment.id}",
        version=attachment.version,
        operation=operation,
        by=attachment.taken_back_by or attachment.added_by,
        changes={**changes, "child": attachment.child_id},
        reason=reason,
        key_of=key,
    )


def _tell(
    uow: UnitOfWork,
    case: Case,
    attachment: Attachment,
    what: str,
    post: str,
    text: dict[str, str | None],
) -> None:
    by = attachment.taken_back_by or attachment.added_by
    write(uow, case, what, by=by, post=post, text=text, attachment=attachment.id)


def owner_of(attachment: Attachment) -> str:
    """The subject of the data key that it is sealed under."""
    return attachment.child_id or f"case/{attachment.case_id}"


def named(uow: UnitOfWork, attachment: Attachment) -> dict[str, Any]:
    """Name and note. Raises vault.Anonymised."""
    return uow.vault.open(owner_of(attachment), attachment.sealed)


def bound_to(attachment: Attachment) -> str:
    return f"attachment/{attachment.id}"
