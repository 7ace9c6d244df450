"""The book against the heads that were signed and published."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.funding.domain.heads import Head, misfits
from services.funding.handlers.signing import key_of, published_heads
from services.funding.models import Entry, SignedHead
from services.funding.store.chunks import chunks
from shared.contracts.funding.codes import Fault
from shared.settings import Settings


def against_heads(
    session: Session, settings: Settings | None
) -> tuple[list[Head], list[dict[str, Any]]]:
    """The signed heads, and what does not fit them. Those of the file count as well as those of
    the database: who rewrites the one does not reach the other."""
    if settings is None:
        return [], []
    kept = [(Head(h.position, h.hash), h.signature) for h in session.scalars(select(SignedHead))]
    key, faults, sound = key_of(settings), [], []
    outside = published_heads(settings)
    there = {head.position for head, _ in outside}
    for head, _ in kept:
        if head.position not in there:  # the file was deleted, cut or torn
            faults.append(_fault(Fault.UNPUBLISHED, head.position, head.position))
    for head, signature in dict.fromkeys([*kept, *outside]):
        if key.signed(head.text, signature):
            sound.append(head)
        else:
            faults.append(_fault(Fault.SIGNATURE, head.position, head.position))
    count = int(session.scalar(select(func.max(Entry.number))) or 0)
    hashes = _hashes(session, [head.position for head in sound])
    faults += [_fault(m.fault, m.first, m.last) for m in misfits(sound, hashes, count)]
    return sorted(set(sound)), faults


def _hashes(session: Session, positions: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some in chunks(positions):
        these = Entry.number.in_(some)
        rows = session.execute(select(Entry.number, Entry.hash).where(these))
        found |= {row.number: row.hash for row in rows}
    return found


def _fault(fault: Fault, first: int, last: int) -> dict[str, Any]:
    return {"entry": first, "until": last, "fault": fault, "subject": None}
