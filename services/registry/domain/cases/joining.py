"""Several reports of one danger are one case: which duties go on, and with whose clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.registry.domain.cases.course import RECEIVE
from shared.contracts.registry.errors import (
    CaseClosed,
    CaseHasJoined,
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
    took_others: bool = False


@dataclass(frozen=True)
class Facts:
    """What a case knows, and takes over from one that is joined to it."""

    situations: list[str]
    findings: list[str]
    incident_at: datetime
    school_id: str | None
    child_id: str | None
    area_code: str  # with a child, the child's


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
    """`same_child`: other files of the target's child. A report is found one step from its case:
    what took others is not joined on. Raises JoinedWithItself, CaseJoined, CaseClosed,
    CaseHasJoined, CasesOfTwoChildren."""
    if source.case_id == target.case_id:
        raise JoinedWithItself()
    if source.joined or target.joined:
        raise CaseJoined()
    if "closed" in (source.state, target.state):
        raise CaseClosed()
    if source.took_others:
        raise CaseHasJoined()
    known = {target.child_id, *same_child}
    if source.child_id and target.child_id and source.child_id not in known:
        raise CasesOfTwoChildren()


def together(target: Facts, source: Facts) -> Facts:
    child = source if target.child_id is None and source.child_id else target
    return Facts(
        situations=list(dict.fromkeys([*target.situations, *source.situations])),
        findings=list(dict.fromkeys([*target.findings, *source.findings])),
        incident_at=min(target.incident_at, source.incident_at),
        school_id=target.school_id or source.school_id,
        child_id=child.child_id,
        area_code=child.area_code,
    )


def apart(now: Facts, own: Facts, source: Facts, others: Iterable[Facts]) -> Facts:
    """What the target knows without the source: what still stands as it was taken over goes back
    to the target's `own` of then, but for what `others`, which are still joined to it, say too."""
    taken = together(own, source)
    childs = now.child_id == taken.child_id != own.child_id
    back = Facts(
        situations=_left(now.situations, own.situations, taken.situations),
        findings=_left(now.findings, own.findings, taken.findings),
        incident_at=own.incident_at if now.incident_at == taken.incident_at else now.incident_at,
        school_id=own.school_id if now.school_id == taken.school_id else now.school_id,
        child_id=own.child_id if childs else now.child_id,
        area_code=own.area_code if childs else now.area_code,
    )
    for other in others:
        back = together(back, other)
    return back


def _left(now: Iterable[str], own: Sequence[str], taken: Sequence[str]) -> list[str]:
    return [each for each in now if each in own or each not in taken]


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
