"""Judgements that no change of a fact asks for: a birthday, another pack, a pairing, a scheme."""

from datetime import date

from services.registry.handlers.dossiers import judge_again
from services.registry.ports import UnitOfWork
from shared.contracts.registry.errors import ChildNotFound

SYSTEM = "system"


def judge_on_the_day(uow: UnitOfWork, *, subject: str, today: date) -> None:
    """`subject` is "<child>@<day>", as the deadline was set."""
    record = uow.children.get(subject.partition("@")[0])
    judge_again(uow, record, by=SYSTEM, today=today)


def follow_child(
    uow: UnitOfWork, *, child_id: str, kind: str, reference: str, ended: bool, today: date
) -> None:
    """A pairing or a scheme of the child began or ended: it may be followed, or no more."""
    uow.children.follow(child_id, kind, reference, ended=ended)
    try:
        record = uow.children.get(child_id)
    except ChildNotFound:  # of another register; the note stands in case it comes to us
        return
    judge_again(uow, record, by=SYSTEM, today=today)


def judge_all(uow: UnitOfWork, child_ids: list[str], *, by: str, today: date) -> int:
    """Judge a batch again; returns how many came out otherwise."""
    records = uow.children.read(child_ids, lock=True)
    return sum(judge_again(uow, record, by=by, today=today) for record in records.values())
