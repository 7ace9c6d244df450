"""Rolls: one person proposes, another approves or refuses."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any
from uuid import uuid4

from services.funding.domain import ledger, rolls, terms
from services.funding.domain.eligibility import Verdict
from services.funding.handlers import instalments
from services.funding.handlers.budgets import commit
from services.funding.handlers.delegating import acting
from services.funding.handlers.judging import (
    AT_ONCE,
    Question,
    judge_area,
    judge_children,
    question,
)
from services.funding.handlers.noticing import check_ready
from services.funding.handlers.noting import record_roll, roll_facts
from services.funding.models import Fund, Roll
from services.funding.ports import UnitOfWork, Voucher
from services.funding.views import roll_view
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.clock import now
from shared.contracts.funding.codes import (
    EntryKind,
    LineState,
    PaymentState,
    Reason,
    RollKind,
    RollState,
)
from shared.contracts.funding.errors import (
    ChildNotEligible,
    FundNotOfThisCounty,
    NobodyEligible,
)
from shared.contracts.funding.events import RollApproved, RollProposed, RollRefused


def propose_roll(
    uow: UnitOfWork,
    grant: Grant,
    *,
    scheme: str,
    term: str,
    area: str,
    fund_id: str,
    child_ids: Sequence[str] | None,
    months: Sequence[str],
    why: str | None,
    today: date,
) -> dict[str, Any]:
    """All who are eligible in the area, or of these the children named; of a partial term the
    months named.

    Raises TermNotValid, TermTooFarAhead, SchemeNotFound, FundNotOfThisCounty, NobodyEligible,
    ChildNotEligible, MonthsNotOfTerm, NobodyNamed or WhyMissing.
    """
    grant.require(area=area)
    fund = uow.funds.get(fund_id)
    if not area.startswith(fund.area_code):
        raise FundNotOfThisCounty(fund_id, area)
    asked = question(uow, scheme=scheme, term=term, area=area, today=today, only=months)
    terms.check_reason(asked.term, months, today, named=child_ids is not None, why=why)
    roll = _new_roll(asked, area, fund, grant.viewer.account_id)
    roll.why = why
    uow.rolls.add(roll)
    _fill(uow, roll, _chosen(uow, asked, area, child_ids))
    record_roll(uow, grant, roll, {"state": [None, roll.state.value]}, why)
    uow.emit(RollProposed(**roll_facts(roll)))
    return roll_view(roll)


def approve_roll(
    uow: UnitOfWork,
    grant: Grant,
    *,
    roll_id: str,
    total_fen: int | None,
    waiver: str | None = None,
    today: date,
) -> dict[str, Any]:
    """Judge every child again, freeze the roll and commit the money, or none of it.

    A scheme's roll was checked by both sides and hung out before (`noticing.check_ready`).

    Raises RollNotProposed, ProposerCannotApprove, NotDelegated, RollChanged, ChecksMissing,
    NoticeNotPosted, NoticeNotEnded, ObjectionsOpen, NobodyEligible, BudgetExceeded, FundRestricted,
    SchemeBudgetExceeded or, where another roll came first, AlreadyGranted.
    """
    roll = uow.rolls.get(roll_id)
    grant.require(area=roll.area_code)
    by = grant.viewer.account_id
    away = acting(uow, grant, Role.FINANCE_APPROVER, roll.area_code)
    rolls.check_decision(roll.state, proposed_by=roll.proposed_by, by={by, away})
    rolls.check_total(roll.total_fen, total_fen)
    used = check_ready(uow, roll, waiver=waiver, today=today)
    for lines in uow.rolls.standing(roll.id):
        uow.children.hold([line.child_id for line in lines])
    fund = _fund(uow, roll)
    _grant(uow, roll, today)
    uow.rolls.approve_lines(roll.id)
    commit(uow, fund, roll.scheme, roll.total_fen)
    _decide(roll, RollState.APPROVED, by)
    roll.decided_for, roll.waiver = away, used
    uow.book.post([_approval(roll, fund)], by)
    record_roll(uow, grant, roll, {"state": ["proposed", "approved"], "dropped": roll.dropped})
    uow.emit(RollApproved(proposed_by=roll.proposed_by, **roll_facts(roll)))
    return roll_view(roll)


def refuse_roll(uow: UnitOfWork, grant: Grant, *, roll_id: str, why: str) -> dict[str, Any]:
    """Send it back; its children may be proposed again.

    Raises RollNotProposed or ProposerCannotApprove.
    """
    roll = uow.rolls.get(roll_id)
    grant.require(area=roll.area_code)
    by = grant.viewer.account_id
    rolls.check_decision(roll.state, proposed_by=roll.proposed_by, by={by})
    _decide(roll, RollState.REFUSED, by)
    roll.refusal = why
    record_roll(uow, grant, roll, {"state": ["proposed", "refused"]}, why)
    uow.emit(RollRefused(proposed_by=roll.proposed_by, **roll_facts(roll)))
    return roll_view(roll)


def _fill(uow: UnitOfWork, roll: Roll, verdicts: Iterable[Verdict]) -> None:
    """In portions, so that a roll of any length takes the same memory. Raises NobodyEligible."""
    rest = iter(verdicts)
    while some := list(islice(rest, AT_ONCE)):
        uow.rolls.add_lines([_line(roll, verdict) for verdict in some])
        roll.children += len(some)
        roll.total_fen += sum(verdict.amount_fen for verdict in some)
    if not roll.children:
        raise NobodyEligible(roll.scheme, roll.term, roll.area_code)


def _chosen(
    uow: UnitOfWork, asked: Question, area: str, child_ids: Sequence[str] | None
) -> Iterable[Verdict]:
    if child_ids is None:
        found = judge_area(uow, asked, area, hardship_only=bool(asked.scheme.hardships))
        return (verdict for verdict in found if verdict.eligible)
    verdicts = judge_children(uow, asked, dict.fromkeys(child_ids))
    for child_id in child_ids:
        verdict = verdicts.get(child_id)
        if verdict is None or not verdict.child.area_code.startswith(area):
            raise ChildNotEligible(child_id, Reason.CHILD_NOT_KNOWN)
        if not verdict.eligible:
            raise ChildNotEligible(child_id, ",".join(verdict.reasons))
    return verdicts.values()


def _new_roll(asked: Question, area: str, fund: Fund, by: str) -> Roll:
    return Roll(
        id=str(uuid4()),
        kind=RollKind.SCHEME,
        scheme=asked.scheme.code,
        term=asked.term.text,
        area_code=area,
        fund_id=fund.id,
        state=RollState.PROPOSED,
        children=0,
        total_fen=0,
        dropped=0,
        pack=asked.scheme.pack,
        pack_version=asked.scheme.pack_version,
        pack_hash=asked.scheme.pack_hash,
        months=sorted(asked.only),
        proposed_by=by,
        proposed_at=now(),
        version=1,
    )


def _line(roll: Roll, verdict: Verdict) -> dict[str, Any]:
    return {
        "roll_id": roll.id,
        "child_id": verdict.child.child_id,
        "area_code": verdict.child.area_code,
        "stage": verdict.child.stage,
        "school_id": verdict.child.school_id,
        "amount_fen": verdict.amount_fen,
        "months": list(verdict.months),
        "reasons": [str(reason) for reason in verdict.reasons],
        "state": LineState.PROPOSED,
        "dropped": [],
    }


def _fund(uow: UnitOfWork, roll: Roll) -> Fund:
    """Locked before judging, so that a roll approved just now is seen. Of an allowance that runs
    already the open months from the first one on are taken back, and their money is free for this
    one. Raises AllowanceMonthPaid."""
    former = instalments.Former()
    if roll.kind is RollKind.ALLOWANCE:
        former = instalments.former(uow, roll)
    funds = uow.funds.hold({roll.fund_id, *(payment.fund_id for payment in former.payments)})
    if former.payments:
        instalments.end_former(uow, roll, former, funds)
    return funds[roll.fund_id]


def _grant(uow: UnitOfWork, roll: Roll, today: date) -> None:
    """Raises NobodyEligible or AlreadyGranted."""
    if roll.kind is RollKind.SCHEME:
        _grant_again_judged(uow, roll, today)
    elif roll.kind is RollKind.AWARD:
        _grant_as_proposed(uow, roll)
    else:
        instalments.grant_instalments(uow, roll, today)


def _grant_again_judged(uow: UnitOfWork, roll: Roll, today: date) -> None:
    """The lines that stand after the second judgement become payments; the others say why they do
    not. Raises NobodyEligible."""
    asked = question(
        uow,
        scheme=roll.scheme,
        term=roll.term,
        area=roll.area_code,
        today=today,
        only=roll.months,
    )
    proposed, roll.children, roll.total_fen = roll.children, 0, 0
    for lines in uow.rolls.standing(roll.id):
        ids = [line.child_id for line in lines]
        settled = rolls.settle(lines, judge_children(uow, asked, ids, open_rolls=False))
        out = [one for one in settled if one.state is LineState.DROPPED]
        uow.rolls.drop(roll.id, out)
        gone = {one.child_id for one in out}
        standing = [line for line in lines if line.child_id not in gone]
        benefit = asked.scheme.benefit
        uow.payments.add([_payment(roll, line, benefit) for line in standing])
        roll.children += len(standing)
        roll.total_fen += sum(line.amount_fen for line in standing)
    roll.dropped += proposed - roll.children
    if not roll.children:
        raise NobodyEligible(roll.scheme, roll.term, roll.area_code)


def _grant_as_proposed(uow: UnitOfWork, roll: Roll) -> None:
    """What the county confirmed is not judged again here. Raises AlreadyGranted."""
    for lines in uow.rolls.standing(roll.id):
        uow.payments.add([_payment(roll, line) for line in lines])


def _approval(roll: Roll, fund: Fund) -> Voucher:
    moves = ledger.grant_approved(roll.total_fen)
    return Voucher(kind=EntryKind.GRANT_APPROVED, fund=fund, moves=moves, roll_id=roll.id)


def _decide(roll: Roll, state: RollState, by: str) -> None:
    roll.state, roll.decided_by, roll.decided_at = state, by, now()
    roll.version += 1


def _payment(roll: Roll, line: rolls.Line, benefit: str = "") -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "roll_id": roll.id,
        "fund_id": roll.fund_id,
        "child_id": line.child_id,
        "area_code": line.area_code,
        "scheme": roll.scheme,
        "benefit": benefit or roll.scheme,
        "term": roll.term,
        "amount_fen": line.amount_fen,
        "months": line.months,
        "payee": f"guardian-of:{line.child_id}",
        "school_id": line.school_id,
        "refunded_fen": 0,
        "slot": "",
        "state": PaymentState.DUE,
        "version": 1,
    }
