"""Awards for pupils' results (DOMAIN section 6): entitled by pairing's word, granted by a roll."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.funding.domain.eligibility import ChildFacts
from services.funding.handlers.noting import record_roll, roll_facts
from services.funding.models import Award, Roll
from services.funding.ports import UnitOfWork
from services.funding.views import roll_view
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.funding.codes import AWARD_SCHEME, LineState, Reason, RollKind, RollState
from shared.contracts.funding.errors import FundNotOfThisCounty, NobodyEligible
from shared.contracts.funding.events import RollProposed
from shared.contracts.pairing.scoring_events import AwardDue


def keep_award(uow: UnitOfWork, fact: AwardDue) -> None:
    """The same award told again is the same row."""
    uow.awards.keep(
        Award(
            id=fact.award_id,
            child_id=fact.child_id,
            area_code=fact.area_code,
            school_id=fact.school_id,
            term=fact.term,
            award=fact.award,
            amount_fen=fact.amount_fen,
            version=fact.version,
        )
    )


def propose_awards(
    uow: UnitOfWork, grant: Grant, *, term: str, area: str, fund_id: str, today: date
) -> dict[str, Any]:
    """All awards of that term's school year in the area that are on no roll yet and granted to
    nobody; a child whose file has not come here yet waits for the next one.

    Raises FundNotFound, FundNotOfThisCounty or NobodyEligible.
    """
    grant.require(area=area)
    fund = uow.funds.get(fund_id)
    if not area.startswith(fund.area_code):
        raise FundNotOfThisCounty(fund_id, area)
    found = {award.child_id: award for award in uow.awards.of_term(area, term)}
    taken = uow.payments.taken(list(found), AWARD_SCHEME, term, open_rolls=True)
    due = [award for child, award in sorted(found.items()) if child not in taken]
    children = uow.children.of_ids([award.child_id for award in due], today)
    due = [award for award in due if award.child_id in children]
    if not due:
        raise NobodyEligible(AWARD_SCHEME, term, area)
    roll = _roll(uow, grant, term, area, fund_id, due, today)
    uow.rolls.add(roll)
    uow.rolls.add_lines([_line(roll, award, children[award.child_id]) for award in due])
    record_roll(uow, grant, roll, {"state": [None, roll.state.value]})
    uow.emit(RollProposed(**roll_facts(roll)))
    return roll_view(roll)


def _roll(
    uow: UnitOfWork,
    grant: Grant,
    term: str,
    area: str,
    fund_id: str,
    due: list[Award],
    today: date,
) -> Roll:
    pack = uow.rules.version(area, today)
    return Roll(
        id=str(uuid4()),
        kind=RollKind.AWARD,
        scheme=AWARD_SCHEME,
        term=term,
        area_code=area,
        fund_id=fund_id,
        state=RollState.PROPOSED,
        children=len(due),
        total_fen=sum(award.amount_fen for award in due),
        dropped=0,
        pack=pack.id,
        pack_version=pack.version,
        pack_hash=pack.hash,
        proposed_by=grant.viewer.account_id,
        proposed_at=now(),
        version=1,
    )


def _line(roll: Roll, award: Award, child: ChildFacts) -> dict[str, Any]:
    return {
        "roll_id": roll.id,
        "child_id": award.child_id,
        "area_code": award.area_code,
        "stage": child.stage,
        "school_id": award.school_id,
        "amount_fen": award.amount_fen,
        "months": [],
        "reasons": [Reason.AWARDED.value],
        "state": LineState.PROPOSED,
        "dropped": [],
    }
