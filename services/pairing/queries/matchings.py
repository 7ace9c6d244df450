"""Matchings, what they propose, and whom they leave without."""

from datetime import date
from typing import Any

from sqlalchemy import select, tuple_

from services.pairing.domain import consents as consent_rules
from services.pairing.models import Child, Consent, Matching, Proposal, Unmatched
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from services.pairing.views import matching_view, proposal_view, unmatched_view
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.pairing.codes import MatchingStatus, ProposalStatus
from shared.contracts.pairing.errors import OwnConsentMissing, OwnViewMissing
from shared.cursors import position, row_of


def get_matching(uow: UnitOfWork, grant: Grant, *, matching_id: str) -> dict[str, Any]:
    return matching_view(_matching(uow, grant, matching_id))


def list_matchings(
    uow: UnitOfWork, grant: Grant, *, area: str | None, after: str | None, limit: int
) -> dict[str, Any]:
    """The newest first."""
    order = (Matching.requested_at, Matching.id)
    query = select(Matching).where(visible(grant, area=Matching.area_code))
    if area:
        query = query.where(under(Matching.area_code, area))
    if (last := row_of(uow.session, Matching, after)) is not None:
        query = query.where(tuple_(*order) < tuple_(last.requested_at, last.id))
    newest = query.order_by(*(column.desc() for column in order)).limit(limit + 1)
    found = uow.session.scalars(newest).all()
    items = [matching_view(matching) for matching in found[:limit]]
    return {"items": items, "next": items[-1]["id"] if len(found) > limit else None}


def list_proposals(
    uow: UnitOfWork,
    grant: Grant,
    *,
    matching_id: str,
    status: str | None,
    level: int | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """In the matching's order, level 4 first; none before the matching has ended."""
    matching = _matching(uow, grant, matching_id)
    if matching.status is not MatchingStatus.PROPOSED:
        return {"items": [], "next": None}
    query = select(Proposal).where(Proposal.matching_id == matching_id)
    if status:
        query = query.where(Proposal.status == ProposalStatus(status))
    if level:
        query = query.where(Proposal.level == level)
    if (last := position(after)) is not None:
        query = query.where(Proposal.place > last)
    found = uow.session.scalars(query.order_by(Proposal.place).limit(limit + 1)).all()
    shown = found[:limit]
    agreed = _agreed(uow, matching.area_code, [proposal.child_id for proposal in shown], today)
    grant.seen(*(proposal.child_id for proposal in shown))
    items = [proposal_view(one, consented=one.child_id in agreed) for one in shown]
    return {"items": items, "next": str(shown[-1].place) if len(found) > limit else None}


def _agreed(uow: UnitOfWork, area_code: str, child_ids: list[str], today: date) -> set[str]:
    """The children whose newest consent allows a pairing today."""
    policy = uow.rules.in_force(area_code, today)
    columns = (Child.id, Child.birth_date, Consent.own_view, Consent.own_consent)
    query = (
        select(*columns)
        .join(Consent, Consent.child_id == Child.id)
        .where(Child.id.in_(child_ids), Consent.withdrawn_on.is_(None))
    )
    rows = uow.session.execute(query.order_by(Consent.recorded_at, Consent.id.desc()))
    agreed = set()
    for child_id, birth_date, own_view, own_consent in rows:
        agreed.discard(child_id)  # the newest counts, and comes last
        try:
            consent_rules.check_own_word(birth_date, own_view, own_consent, policy, today)
        except (OwnViewMissing, OwnConsentMissing):
            continue
        agreed.add(child_id)
    return agreed


def list_unmatched(
    uow: UnitOfWork,
    grant: Grant,
    *,
    matching_id: str,
    level: int | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    matching = _matching(uow, grant, matching_id)
    if matching.status is not MatchingStatus.PROPOSED:
        return {"items": [], "next": None}
    query = select(Unmatched).where(Unmatched.matching_id == matching_id)
    if level:
        query = query.where(Unmatched.level == level)
    if (last := position(after)) is not None:
        query = query.where(Unmatched.place > last)
    found = uow.session.scalars(query.order_by(Unmatched.place).limit(limit + 1)).all()
    shown = found[:limit]
    grant.seen(*(left.child_id for left in shown))
    items = [unmatched_view(left) for left in shown]
    return {"items": items, "next": str(shown[-1].place) if len(found) > limit else None}


def _matching(uow: UnitOfWork, grant: Grant, matching_id: str) -> Matching:
    matching = uow.matchings.get(matching_id)
    grant.require(area=matching.area_code)
    return matching
