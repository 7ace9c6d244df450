"""Several reports of one danger are one case: which duties go on, and with whose clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.registry.domain.cases.course import RECEIVE
from shared.contracts.registry.errors import (
    CaseClosed,
    CaseJoined,
    CasesOfTwoChildren,
    JoinedWithItself,
)


@dataclass(frozen=True)
class Running:
    """One side of a joining."""

    case_id: str
    state: str
    child_id: str | None
    joined: bool


@dataclass(frozen=True)
class Duty:
    number: int
    kind: str
    state: str
    due_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Plan:
    """`carried` duties of the joined case go over with their clocks; `replaced` ones of the case
    that goes on give way to an earlier clock of the same kind."""

    carried: tuple[Duty, ...]
    replaced: tuple[Duty, ...]


def check(source: Running, target: Running, same_child: Iterable[str]) -> None:
    """`same_child`: other files of the target's child. Raises JoinedWithItself, CaseJoined,
    CaseClosed, CasesOfTwoChildren."""
    if source.case_id == target.case_id:
        raise JoinedWithItself()
    if source.joined or target.joined:
        raise CaseJoined()
    if "closed" in (source.state, target.state):
        raise CaseClosed()
    known = {target.child_id, *same_child}
    if source.child_id and target.child_id and source.child_id not in known:
        raise CasesOfTwoChildren()


def plan(source: Sequence[Duty], target: Sequence[Duty], opened_at: datetime) -> Plan:
    """No duty stands twice, and of two clocks the earlier one runs. What the case did before the
    report came (`opened_at`) is no answer to it. Whoever joins a report to a case that was received
    has received it."""
    running = {duty.kind: duty for duty in target if duty.state == "open"}
    done = {
        duty.kind
        for duty in target
        if duty.state == "done" and duty.ended_at and duty.ended_at >= opened_at
    }
    received = any(duty.kind == RECEIVE and duty.state == "done" for duty in target)
    carried, replaced = [], []
    for duty in source:
        if duty.state != "open" or duty.kind in done or (duty.kind == RECEIVE and received):
            continue
        other = running.get(duty.kind)
        if other is not None and other.due_at <= duty.due_at:
            continue
        carried.append(duty)
        if other is not None:
            replaced.append(other)
    return Plan(tuple(carried), tuple(replaced))
