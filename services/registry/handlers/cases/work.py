"""What offices do in a case: match it to a child, say what is found, assess, help, close."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from services.registry.domain.cases.clock import by_hand
from services.registry.domain.cases.course import (
    DutyState,
    check_end,
    check_open,
)
from services.registry.domain.cases.findings import duties_of
from services.registry.domain.cases.guardianship import end_of
from services.registry.domain.cases.posts import address
from services.registry.handlers.cases.duties import about, end, give, rules_of, where
from services.registry.handlers.cases.opening import give_kinds
from services.registry.handlers.cases.reach import held
from services.registry.handlers.cases.timeline import write
from services.registry.models import Case
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.errors import (
    CaseHasAChild,
    ChildNotFound,
    DueInThePast,
    DueTooFar,
    NothingChanged,
    NotReceivedYet,
    PostNotOfCase,
)
from shared.contracts.registry.events import CaseAssessed, CaseClosed, CaseMatched

LONGEST_DUTY = timedelta(days=366)


def match_case(
    uow: UnitOfWork, grant: Grant, *, case_id: str, child_id: str, why: str | None
) -> Case:
    """A person says which child on file it is about, or puts a wrong match right with a reason.
    Raises CaseHasAChild where none is given, NothingChanged, ChildNotFound, AccessDenied for a
    child that is not theirs."""
    case, post = held(uow, grant, case_id)
    check_open(case.state)
    before = case.child_id
    if before is not None and not why:
        raise CaseHasAChild()
    if before == child_id:
        raise NothingChanged()
    record = uow.children.read([child_id]).get(child_id)
    if record is None:
        raise ChildNotFound(child_id)
    grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id, area=record.area_code)
    case.child_id, case.area_code = record.id, record.area_code
    if case.school_id is None or (before and case.school_id == _school_of(uow, before)):
        case.school_id = record.school_id
    by = grant.viewer.account_id
    codes: dict[str, Any] = {"child_id": record.id, "area_code": record.area_code}
    if before is None:
        write(uow, case, "matched", by=by, post=post, **codes)
    else:
        told = {"why": why}
        write(uow, case, "rematched", by=by, post=post, text=told, before=before, **codes)
    uow.emit(CaseMatched(**about(case)))
    return case


def _school_of(uow: UnitOfWork, child_id: str) -> str | None:
    record = uow.children.read([child_id]).get(child_id)
    return record.school_id if record else None


def find_in_case(
    uow: UnitOfWork, grant: Grant, *, case_id: str, findings: Sequence[str], note: str | None
) -> Case:
    """What was found, and the duties that follow from it; one that is open is not set twice.
    Raises NothingChanged for what is known already."""
    case, post = held(uow, grant, case_id)
    check_open(case.state)
    new = [each for each in dict.fromkeys(findings) if each not in case.findings]
    if not new and not note:
        raise NothingChanged()
    case.findings = [*case.findings, *new]
    by, at = grant.viewer.account_id, now()
    write(uow, case, "found", by=by, post=post, text={"note": note}, findings=new)
    rules = rules_of(uow, case, at)
    running = {duty.kind for duty in uow.cases.duties(case.id) if duty.state == "open"}
    give_kinds(uow, case, [k for k in duties_of(new, rules) if k not in running], rules, at)
    return case


def set_case_duty(
    uow: UnitOfWork,
    grant: Grant,
    *,
    case_id: str,
    kind: str,
    post: str | None,
    helper_id: str | None,
    due_on: date,
    note: str | None,
) -> Case:
    """A service that is followed to its end, or the office's own task. Raises PostNotOfCase,
    DueInThePast, DueTooFar."""
    case, mine = held(uow, grant, case_id)
    check_open(case.state)
    at, due_at = now(), end_of(due_on)
    if due_at <= at:
        raise DueInThePast()
    if due_at > at + LONGEST_DUTY:
        raise DueTooFar(str(LONGEST_DUTY.days))
    owner = f"person:{helper_id}" if helper_id else post and address(post, where(case))
    if not owner:
        raise PostNotOfCase()
    clock = by_hand(rules_of(uow, case, at), where(case), [owner], due_at)
    give(uow, case, kind, clock, by=grant.viewer.account_id, at=at, post=mine, note=note)
    return case


def assess_case(
    uow: UnitOfWork, grant: Grant, *, case_id: str, risks: Mapping[str, str], note: str
) -> Case:
    """Safety, guardianship, health (DOMAIN 5.3). Raises NotReceivedYet."""
    case, post = held(uow, grant, case_id)
    check_open(case.state)
    if case.state == "reported":
        raise NotReceivedYet()
    case.state, case.risks = "assessed", dict(risks)
    by = grant.viewer.account_id
    write(uow, case, "assessed", by=by, post=post, text={"note": note}, risks=dict(risks))
    said = [f"{aspect}:{risk}" for aspect, risk in sorted(risks.items())]
    uow.emit(CaseAssessed(**about(case), risks=said))
    return case


def note_in_case(uow: UnitOfWork, grant: Grant, *, case_id: str, note: str) -> Case:
    case, post = held(uow, grant, case_id)
    check_open(case.state)
    write(uow, case, "noted", by=grant.viewer.account_id, post=post, text={"note": note})
    return case


def close_case(uow: UnitOfWork, grant: Grant, *, case_id: str, result: str, why: str) -> Case:
    """Raises CaseClosed, NotReceivedYet, CaseNotAssessed, DutiesOpen.

    Whoever closes a report as no danger answers by name for the duties that are still open: they
    are void with it, and those called are told.
    """
    case, post = held(uow, grant, case_id)
    duties = uow.cases.duties(case.id)
    check_end(case.state, result, (DutyState(duty.kind, duty.state) for duty in duties))
    by, at = grant.viewer.account_id, now()
    left = [duty for duty in duties if duty.state == "open"]
    called = {a for duty in left for a in uow.cases.called(case.id, duty.number)}
    for duty in left:
        end(duty, "void", by, at)
    case.state, case.closed_at, case.closed_as = "closed", at, result
    void = [duty.number for duty in left]
    write(uow, case, "closed", by=by, post=post, text={"why": why}, result=result, void=void)
    uow.emit(CaseClosed(**about(case), result=result, posts=sorted(called)))
    return case
