"""Relief and allowances: proposed for one child, paid in instalments, each against its receipt."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from services.funding.domain import reliefs
from services.funding.domain.eligibility import ChildFacts
from services.funding.domain.reliefs import Part, ReliefRules
from services.funding.handlers.noting import roll_facts
from services.funding.models import Relief, ReliefPart, Roll
from services.funding.ports import UnitOfWork
from services.funding.views import roll_view
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.funding.codes import (
    SCHEME_OF,
    LineState,
    PayeeKind,
    Purpose,
    Reason,
    RollKind,
    RollState,
)
from shared.contracts.funding.errors import (
    FundNotOfThisCounty,
    MonthsNotValid,
    ReliefChildNotKnown,
)
from shared.contracts.funding.events import RollProposed


def propose_relief(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    fund_id: str,
    why: str,
    today: date,
    **asked: Any,
) -> dict[str, Any]:
    """A roll of one child that the same three people decide on and pay.

    Raises ReliefChildNotKnown, FundNotFound, FundNotOfThisCounty, PartsDoNotAddUp, PayeeMissing,
    MonthsNotValid, TooManyMonths, ReliefTooHigh or SponsorNeeded.
    """
    child = known(uow, child_id, today)
    grant.require(area=child.area_code)
    fund = uow.funds.get(fund_id)
    if not child.area_code.startswith(fund.area_code):
        raise FundNotOfThisCounty(fund_id, child.area_code)
    kind, rules = RollKind(asked["kind"]), uow.rules.relief(child.area_code, today)
    reliefs.check_source(kind, fund.kind)
    parts = [_part(one) for one in asked["parts"]]
    months = _months(kind, parts, asked["first_month"], asked["last_month"], today)
    reliefs.check_parts(parts, asked["amount_fen"], kind, len(months), rules)
    total = asked["amount_fen"] * (len(months) if kind is RollKind.ALLOWANCE else 1)
    roll = _roll(uow, grant, kind, child, fund_id, total, months, today)
    uow.rolls.add(roll)
    uow.rolls.add_lines([_line(roll, child)])
    sealed = uow.vault.seal(child_id, {"why": why, "payees": [part.payee for part in parts]})
    relief = _relief(roll, child_id, asked, months, rules, sealed)
    uow.reliefs.add(relief, [_kept(roll, i, part) for i, part in enumerate(parts, start=1)])
    _record(uow, grant, roll, relief, why)
    uow.emit(RollProposed(**roll_facts(roll)))
    return roll_view(roll)


def _record(uow: UnitOfWork, grant: Grant, roll: Roll, relief: Relief, why: str) -> None:
    uow.record(
        subject=f"roll/{roll.id}",
        version=roll.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={
            "state": [None, roll.state.value],
            "amount_fen": [relief.former_fen, relief.amount_fen],
        },
        reason=why,
        key_of=relief.child_id,
    )


def known(uow: UnitOfWork, child_id: str, today: date) -> ChildFacts:
    found = uow.children.of_ids([child_id], today).get(child_id)
    if found is None:
        raise ReliefChildNotKnown(child_id)
    return found


def _months(
    kind: RollKind, parts: Sequence[Part], first: str | None, last: str | None, today: date
) -> list[str]:
    if kind is RollKind.ALLOWANCE:
        if not (first and last):
            raise MonthsNotValid(first or "", last or "")
        return reliefs.months_between(first, last)
    named = [month for part in parts for month in part.months] or [reliefs.month_of(today)]
    return reliefs.months_between(min(named), max(named))


def _part(asked: dict[str, Any]) -> Part:
    return Part(
        Purpose(asked["purpose"]),
        PayeeKind(asked["payee_kind"]),
        asked["payee"],
        asked["amount_fen"],
        tuple(sorted(asked["months"])),
    )


def _kept(roll: Roll, line: int, part: Part) -> ReliefPart:
    return ReliefPart(
        roll_id=roll.id,
        line=line,
        purpose=part.purpose,
        payee_kind=part.payee_kind,
        amount_fen=part.amount_fen,
        months=list(part.months),
    )


def _roll(
    uow: UnitOfWork,
    grant: Grant,
    kind: RollKind,
    child: ChildFacts,
    fund_id: str,
    total_fen: int,
    months: Sequence[str],
    today: date,
) -> Roll:
    pack = uow.rules.version(child.area_code, today)
    return Roll(
        id=str(uuid4()),
        kind=kind,
        scheme=SCHEME_OF[kind],
        term=months[0],
        area_code=child.area_code,
        fund_id=fund_id,
        state=RollState.PROPOSED,
        children=1,
        total_fen=total_fen,
        dropped=0,
        pack=pack.id,
        pack_version=pack.version,
        pack_hash=pack.hash,
        months=[],
        proposed_by=grant.viewer.account_id,
        proposed_at=now(),
        version=1,
    )


def _line(roll: Roll, child: ChildFacts) -> dict[str, Any]:
    return {
        "roll_id": roll.id,
        "child_id": child.child_id,
        "area_code": child.area_code,
        "stage": child.stage,
        "school_id": child.school_id,
        "amount_fen": roll.total_fen,
        "months": [],
        "reasons": [Reason.BY_DECISION.value],
        "state": LineState.PROPOSED,
        "dropped": [],
    }


def _relief(
    roll: Roll,
    child_id: str,
    asked: dict[str, Any],
    months: Sequence[str],
    rules: ReliefRules,
    sealed: str,
) -> Relief:
    return Relief(
        roll_id=roll.id,
        child_id=child_id,
        amount_fen=asked["amount_fen"],
        former_fen=asked["former_fen"],
        first_month=months[0],
        last_month=months[-1],
        pay_day=rules.pay_day,
        sealed=sealed,
    )
