"""Judgements that no change of a fact asks for: a birthday, another pack, a pairing, a scheme."""

from datetime import date
from typing import Any

from services.registry.handlers.dossiers import judge_again
from services.registry.handlers.vaccinating import reckon_again
from services.registry.ports import UnitOfWork
from shared.contracts.funding.events import PaymentMade, PaymentReversed
from shared.contracts.pairing.events import PairingActivated, PairingEnded, PairingMoved
from shared.contracts.registry.errors import ChildNotFound

SYSTEM = "system"


def judge_on_the_day(uow: UnitOfWork, *, subject: str, today: date) -> None:
    """`subject` is "<child>@<day>", as the deadline was set."""
    record = uow.children.get(subject.partition("@")[0], merged=True)
    if record.merged_into is not None:
        return  # it is judged as the other file
    judge_again(uow, record, by=SYSTEM, today=today)


def follow_child(
    uow: UnitOfWork,
    *,
    child_id: str,
    kind: str,
    reference: str,
    ended: bool,
    version: int,
    today: date,
) -> None:
    """A pairing or a scheme of the child began or ended: it may be followed, or no more."""
    told: dict[str, Any] = {"ended": ended, "version": version}
    uow.children.follow(child_id, kind, reference, **told)
    try:
        record = uow.children.get(child_id, merged=True)
    except ChildNotFound:  # of another register; the note stands in case it comes to us
        return
    for other in uow.merges.same_child(child_id):
        if ended or other == record.merged_into:
            uow.children.follow(other, kind, reference, **told)
    if record.merged_into is not None:
        record = uow.children.get(record.merged_into)
    judge_again(uow, record, by=SYSTEM, today=today)


def follow_pairing(
    uow: UnitOfWork, event: PairingActivated | PairingEnded, *, ended: bool, today: date
) -> None:
    follow_child(
        uow,
        child_id=event.child_id,
        kind="pairing",
        reference=event.pairing_id,
        ended=ended,
        version=event.version,
        today=today,
    )


def follow_scheme(
    uow: UnitOfWork, fact: PaymentMade | PaymentReversed, *, ended: bool, today: date
) -> None:
    """By the payment: of several that a scheme made to the child each is there for itself, so that
    one that was taken back ends nothing but its own."""
    about: dict[str, Any] = {"ended": ended, "version": fact.version, "today": today}
    follow_child(uow, child_id=fact.child_id, kind="scheme", reference=fact.payment_id, **about)


def follow_elsewhere(uow: UnitOfWork, event: PairingMoved, *, today: date) -> None:
    """A pairing goes on under another file of the child; the one that it left is followed for it
    no more. Overtaken by a later end or move, it changes nothing."""
    child_id, before, pairing_id = event.child_id, event.from_child_id, event.pairing_id
    if before != child_id:
        uow.children.follow(before, "pairing", pairing_id, ended=True, version=event.version)
    uow.children.follow(child_id, "pairing", pairing_id, ended=False, version=event.version)
    records = uow.children.read(sorted({child_id, before}), lock=True)
    for record in records.values():
        if record.merged_into is None:
            kinds = uow.merges.followed_for(record.id)
            record.pairing, record.scheme = "pairing" in kinds, "scheme" in kinds
            judge_again(uow, record, by=SYSTEM, today=today)


def judge_all(uow: UnitOfWork, child_ids: list[str], *, by: str, today: date) -> int:
    """Judge a batch again; returns how many came out otherwise."""
    records = uow.children.read(child_ids, lock=True)
    standing = {r.id: r for r in records.values() if r.merged_into is None}
    reckon_again(uow, standing, today)
    return sum(judge_again(uow, record, by=by, today=today) for record in standing.values())
