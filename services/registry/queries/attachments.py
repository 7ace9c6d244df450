"""Files attached: the list of a dossier or a case, and one file's content."""

from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, select

from services.registry.domain.cases.concern import ONLY_THAT
from services.registry.handlers.attaching import bound_to, named, owner_of
from services.registry.handlers.cases.reach import require
from services.registry.models import Attachment, Child
from services.registry.queries.cases import find as find_case
from services.registry.queries.dossiers import find, groups_of_child
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.roles import Role
from shared.contracts.registry.errors import AttachmentTakenBack
from shared.errors import AccessDenied
from shared.vault import Anonymised

COLUMNS = (
    *("id", "child_id", "case_id", "about", "kind", "size"),
    *("added_by", "added_at", "taken_back_by", "taken_back_at", "version"),
)
MOST = 200  # of one child or case; a dossier holds tens


def list_attachments_of_child(uow: UnitOfWork, grant: Grant, *, child_id: str) -> dict[str, Any]:
    """Newest first, those taken back too; only of groups that the viewer sees. Files of dossiers
    that became part of this one are the child's as well. Raises ChildNotFound, AccessDenied."""
    child = find(uow, grant, child_id)
    mine = {group.value for group in groups_of_child(grant, child)}
    owners = Attachment.child_id.in_(_dossiers(uow, child))
    return _listed(uow, owners & Attachment.about.in_(mine))


def list_attachments_of_case(uow: UnitOfWork, grant: Grant, *, case_id: str) -> dict[str, Any]:
    """Raises CaseNotFound, AccessDenied."""
    require_content(uow, grant, case_id)
    return _listed(uow, Attachment.case_id == case_id)


def get_attachment_of_child(
    uow: UnitOfWork, grant: Grant, *, child_id: str, attachment_id: str
) -> dict[str, Any]:
    """Raises ChildNotFound, AttachmentNotFound, AttachmentTakenBack, AccessDenied."""
    child = find(uow, grant, child_id)
    found = uow.attachments.get(attachment_id, children=_dossiers(uow, child), case_id=None)
    if Group(found.about) not in groups_of_child(grant, child):
        raise AccessDenied()
    return _opened(uow, grant, found, child.area_code)


def get_attachment_of_case(
    uow: UnitOfWork, grant: Grant, *, case_id: str, attachment_id: str
) -> dict[str, Any]:
    """Raises CaseNotFound, AttachmentNotFound, AttachmentTakenBack, AccessDenied."""
    area = require_content(uow, grant, case_id)
    found = uow.attachments.get(attachment_id, children=(), case_id=case_id)
    return _opened(uow, grant, found, area)


def require_content(uow: UnitOfWork, grant: Grant, case_id: str) -> str:
    """The case's area, for those who see what it is about and not only that it is."""
    case = find_case(uow.session, case_id)
    roles: frozenset[Role] = require(uow, grant, case)
    if not roles - ONLY_THAT:
        raise AccessDenied()
    return case.area_code


def _dossiers(uow: UnitOfWork, child: Child) -> list[str]:
    """An absorbed dossier shows its own files alone: the others are the kept one's."""
    return [child.id, *([] if child.merged_into else uow.merges.same_child(child.id))]


def _listed(uow: UnitOfWork, which: ColumnElement[bool]) -> dict[str, Any]:
    query = select(Attachment).where(which)
    newest = query.order_by(Attachment.added_at.desc(), Attachment.id).limit(MOST)
    return {"items": views(uow, uow.session.scalars(newest)), "next": None}


def views(uow: UnitOfWork, found: Iterable[Attachment]) -> list[dict[str, Any]]:
    return [view(uow, each) for each in found]


def view(uow: UnitOfWork, one: Attachment) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in COLUMNS}
    try:
        told = named(uow, one)
        why = uow.vault.open(owner_of(one), one.why)["why"] if one.why else None
    except Anonymised:
        told, why = {"filename": "*", "note": None}, None
    return {**row, "filename": told["filename"], "note": told["note"], "why": why}


def _opened(uow: UnitOfWork, grant: Grant, found: Attachment, area: str) -> dict[str, Any]:
    """Each look at a file is a row of the access log of its own."""
    if found.taken_back_at is not None:
        raise AttachmentTakenBack()
    grant.seen(bound_to(found), area=area)
    sealed = uow.attachments.content(found.id)
    content = uow.vault.open_bytes(owner_of(found), sealed, bound_to(found))
    told = named(uow, found)
    return {
        "filename": told["filename"],
        "kind": found.kind,
        "content": b64encode(content).decode(),
    }
