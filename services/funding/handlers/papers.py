"""Receipts and invoices, attached: known by their content, sealed under the key of their owner."""

from uuid import uuid4

from services.funding.models import Paper
from services.funding.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.file_kinds import shown_name, taken_in


def attach(
    uow: UnitOfWork,
    grant: Grant,
    *,
    subject: str,
    owner: str,
    number: str,
    filename: str | None,
    content: str,
    most_bytes: int,
) -> Paper:
    """`content` is base64. Raises the refusals of `shared.file_kinds`."""
    kind, plain = taken_in(content, most_bytes)
    paper = Paper(
        id=str(uuid4()),
        subject=subject,
        owner=owner,
        number=number,
        kind=kind,
        size=len(plain),
        sealed=uow.vault.seal(owner, {"filename": shown_name(filename or "", kind)}),
        added_by=grant.viewer.account_id,
        added_at=now(),
    )
    uow.papers.add(paper, uow.vault.seal_bytes(owner, plain, bound_to(paper)))
    return paper


def bound_to(paper: Paper) -> str:
    return f"paper/{paper.id}"
