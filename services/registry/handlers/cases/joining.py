"""Several reports of one danger become one case, and two again where that was wrong.

The joined case keeps its timeline and its reports, each apart, and takes no more; what it had still
to do goes on in the other one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from services.registry.domain.cases import joining as rules_on
from services.registry.handlers.cases.duties import about, clock_of, end, give
from services.registry.handlers.cases.reach import held
from services.registry.handlers.cases.timeline import SYSTEM, key_of, write
from services.registry.models import Case, CaseDuty
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.errors import CaseNotJoined
from shared.contracts.registry.events import CaseMatched

JOINED = "joined"


def join_case(uow: UnitOfWork, grant: Grant, *, case_id: str, into: str, why: str | None) -> Case:
    """`case_id` becomes part of `into`; answers that one. Raises CaseNotFound, AccessDenied,
    JoinedWithItself, CaseJoined, CaseClosed, CaseHasJoined, CasesOfTwoChildren."""
    _lock(uow, case_id, into)
    (source, post), (target, _) = held(uow, grant, case_id), held(uow, grant, into)
    same = uow.merges.same_child(target.child_id) if target.child_id else []
    rules_on.check(_running(uow, source), _running(uow, target), same)
    at, by = now(), grant.viewer.account_id
    carried, replaced = _move_duties(uow, source, target, by, at)
    own = _facts(target)
    matched = _know(target, rules_on.together(own, _facts(source)))
    source.joined_into, source.joined_from = target.id, source.state
    source.state, source.closed_at, source.closed_as = "closed", at, JOINED
    write(uow, source, "joined_to", by=by, post=post, text={"why": why}, case=target.id)
    write(
        uow,
        target,
        "joined",
        by=by,
        post=post,
        text={**_said(uow, source), "why": why},
        case=source.id,
        situations=list(source.situations),
        carried=carried,
        replaced=replaced,
        own=asdict(own) | {"incident_at": own.incident_at.isoformat()},
    )
    if matched:
        uow.emit(CaseMatched(**about(target)))
    return target


def _lock(uow: UnitOfWork, *case_ids: str) -> None:
    """In one order, so that two who join or part them crosswise do not cross."""
    for each in sorted(case_ids):
        uow.cases.get(each)


def _running(uow: UnitOfWork, case: Case) -> rules_on.Running:
    joined, took_others = case.joined_into is not None, bool(uow.cases.joined_to(case.id))
    return rules_on.Running(case.id, case.state, case.child_id, joined, took_others)


def _move_duties(
    uow: UnitOfWork, source: Case, target: Case, by: str, at: datetime
) -> tuple[list[int], list[int]]:
    """Numbers in the target: given anew for the source's, and void for an earlier clock."""
    mine, others = uow.cases.duties(source.id), uow.cases.duties(target.id)
    plan = rules_on.plan([_duty(d) for d in mine], [_duty(d) for d in others], source.opened_at)
    for duty in mine:
        if duty.state == "open":
            end(duty, "void", by, at)
    by_number = {duty.number: duty for duty in others}
    for old in plan.replaced:
        end(by_number[old.number], "void", by, at)
    clocks = {duty.number: clock_of(duty) for duty in mine}
    given = [give(uow, target, d.kind, clocks[d.number], by=SYSTEM, at=at) for d in plan.carried]
    return [duty.number for duty in given], [duty.number for duty in plan.replaced]


def _duty(duty: CaseDuty) -> rules_on.Duty:
    return rules_on.Duty(duty.number, duty.kind, duty.state, duty.due_at, duty.ended_at)


def _facts(case: Case) -> rules_on.Facts:
    return rules_on.Facts(**{one.name: getattr(case, one.name) for one in fields(rules_on.Facts)})


def _know(case: Case, facts: rules_on.Facts) -> bool:
    """Whether the case is of another child now."""
    before = case.child_id
    for one in fields(facts):
        setattr(case, one.name, getattr(facts, one.name))
    return case.child_id != before


def _said(uow: UnitOfWork, source: Case) -> dict[str, str | None]:
    """What the report said, for those who work on the case that goes on."""
    first = uow.cases.entry(source.id, 1)
    return uow.vault.open(key_of(source), first.text) if first.text else {}


def part_case(uow: UnitOfWork, grant: Grant, *, case_id: str, why: str) -> Case:
    """They are two after all: the joined one goes on where it was, its duties with their old
    clocks; what it gave the other one and is still open there is void, and what that one knows from
    it alone is gone. Answers the parted one. Raises CaseNotFound, AccessDenied, CaseNotJoined."""
    into = uow.cases.joined_into(case_id)
    _lock(uow, case_id, *([into] if into else []))
    source, post = held(uow, grant, case_id)
    if into is None or source.joined_into != into:  # parted meanwhile
        raise CaseNotJoined()
    target = uow.cases.get(into)
    at, by = now(), grant.viewer.account_id
    joined_at = source.closed_at
    source.state, source.joined_from = source.joined_from or "reported", None
    source.joined_into = source.closed_at = source.closed_as = None
    write(uow, source, "parted", by=by, post=post, text={"why": why}, case=target.id)
    for duty in uow.cases.duties(source.id):
        if duty.state == "void" and duty.ended_at == joined_at:
            give(uow, source, duty.kind, clock_of(duty), by=SYSTEM, at=at)
    matched = False
    if target.state != "closed":
        codes = _when_joined(uow, target.id, source.id)
        matched = _know_again(uow, target, source, codes.get("own"))
        _give_back(uow, target, codes.get("carried", ()), codes.get("replaced", ()), by, at)
    write(uow, target, "parted", by=by, post=post, text={"why": why}, case=source.id)
    if matched:
        uow.emit(CaseMatched(**about(target)))
    return source


def _know_again(
    uow: UnitOfWork, target: Case, source: Case, told: Mapping[str, Any] | None
) -> bool:
    """Whether the target is of another child now, or of none. Before this was noted at a joining,
    `told` was not there."""
    if told is None:
        return False
    own = rules_on.Facts(**{**told, "incident_at": datetime.fromisoformat(told["incident_at"])})
    others = [_facts(case) for case in uow.cases.joined_to(target.id)]
    return _know(target, rules_on.apart(_facts(target), own, _facts(source), others))


def _give_back(
    uow: UnitOfWork,
    target: Case,
    carried: Iterable[int],
    replaced: Iterable[int],
    by: str,
    at: datetime,
) -> None:
    """Carried duties end; a clock that gave way to an earlier one runs again."""
    duties = {duty.number: duty for duty in uow.cases.duties(target.id)}
    again = {duties[number].kind: clock_of(duties[number]) for number in replaced}
    for number in carried:
        duty = duties[number]
        if duty.state != "open":
            continue
        end(duty, "void", by, at)
        if duty.kind in again:
            give(uow, target, duty.kind, again[duty.kind], by=SYSTEM, at=at)


def _when_joined(uow: UnitOfWork, target_id: str, source_id: str) -> Mapping[str, Any]:
    """What was noted at the last joining of the two."""
    for entry in reversed(uow.cases.entries(target_id, "joined")):
        if entry.codes["case"] == source_id:
            return entry.codes
    return {}
