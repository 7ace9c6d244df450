"""Awards by what has become of them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from services.funding.models import Award, Payment, Roll, RollLine
from services.funding.ports import UnitOfWork
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import behind, under
from shared.contracts.funding.codes import AWARD_SCHEME, AwardState, PaymentState, RollState
from shared.cursors import row_of
from shared.db import data_of

GRANTED = (
    select(Payment.id)
    .where(Payment.child_id == Award.child_id, Payment.scheme == AWARD_SCHEME)
    .where(Payment.term == Award.term, Payment.state != PaymentState.REVERSED)
    .exists()
)
ON_ROLL = (
    select(RollLine.child_id)
    .join(Roll, Roll.id == RollLine.roll_id)
    .where(RollLine.child_id == Award.child_id, Roll.scheme == AWARD_SCHEME)
    .where(Roll.term == Award.term, Roll.state == RollState.PROPOSED)
    .exists()
)
CONDITIONS: dict[str, ColumnElement[bool]] = {
    AwardState.DUE: ~GRANTED & ~ON_ROLL,
    AwardState.ON_ROLL: ON_ROLL & ~GRANTED,
    AwardState.GRANTED: GRANTED,
}
STATE = case((GRANTED, AwardState.GRANTED), (ON_ROLL, AwardState.ON_ROLL), else_=AwardState.DUE)


def list_awards(
    uow: Any,
    grant: Grant,
    *,
    area: str | None,
    state: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """By village; beside them, by term, what is due in all."""
    reach = [visible(grant, area=Award.area_code)]
    if area:
        reach.append(under(Award.area_code, area))
    query = select(Award, STATE).where(*reach)
    if state:
        query = query.where(CONDITIONS[state])
    if (last := row_of(uow.session, Award, after)) is not None:
        query = query.where(behind(last, Award))
    order = (Award.area_code, Award.id)
    found = uow.session.execute(query.order_by(*order).limit(limit + 1)).all()
    titles = _titles(uow, found[0][0].area_code, today) if found else {}
    for award, _ in found[:limit]:
        grant.seen(award.child_id, area=award.area_code)
    return {
        "items": [
            {**data_of(award), "state": said, "title": titles.get(award.award, "")}
            for award, said in found[:limit]
        ],
        "next": found[limit - 1][0].id if len(found) > limit else None,
        "due": _due(uow, reach),
    }


def _due(uow: Any, reach: list[ColumnElement[bool]]) -> list[dict[str, Any]]:
    query = (
        select(Award.term, func.count(), func.sum(Award.amount_fen))
        .where(*reach, CONDITIONS[AwardState.DUE])
        .group_by(Award.term)
        .order_by(Award.term.desc())
    )
    return [
        {"term": term, "children": children, "amount_fen": int(fen)}
        for term, children, fen in uow.session.execute(query)
    ]


def _titles(uow: UnitOfWork, area: str, today: date) -> dict[str, str]:
    awards = uow.rules.version(area, today)["scoring"]["awards"]
    return {code: row["title"] for code, row in awards.items()}
