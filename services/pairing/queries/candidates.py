"""Who else could take the place of a proposal: by the same rules as the matching, nearest first."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, select

from services.pairing.domain import pairings as rules
from services.pairing.domain.persons import masked_name
from services.pairing.domain.policy import Policy
from services.pairing.models import Bond, Child, Helper, Proposal
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import COUNTY, Grant
from shared.access.groups import Group
from shared.area_range import under
from shared.contracts.pairing.codes import Category, HelperStatus, Side, Tier
from shared.errors import Conflict

TOWNSHIP = 9
LOOKED_AT = 400  # of those with room who fit, in the order shown: the child's kin are among them


def list_candidates(
    uow: UnitOfWork, grant: Grant, *, proposal_id: str, limit: int, today: date
) -> dict[str, Any]:
    """Raises ProposalNotFound, or NoPairingNeeded where the child needs nobody any more."""
    proposal = uow.proposals.get(proposal_id)
    grant.require(area=proposal.area_code)
    child = uow.children.get(proposal.child_id)
    grant.require(area=child.area_code)
    policy = uow.rules.in_force(child.area_code, today)
    seeker = rules.seeker(child, next(iter(uow.consents.standing(child.id)), None))
    rules.check_need(seeker, policy.statuses)
    barred = uow.proposals.refused_for(uow.children.files(child.id)) | {proposal.helper_id}
    barred |= {pairing.helper_id for pairing in uow.pairings.live_of_child(child.id)}
    found = [
        helper
        for helper in _with_room(uow, child, _who_may(seeker, policy, proposal, barred), today)
        if _may(seeker, helper, policy, proposal)
    ][:limit]
    uow.vault.preload(helper.id for helper in found)
    bonds = _bonds(uow, child)
    grant.seen(child.id, area=child.area_code)
    items = [_candidate(uow, grant, child, helper, bonds.get(helper.id)) for helper in found]
    return {"items": items, "next": None}


def _who_may(
    seeker: rules.Seeker, policy: Policy, proposal: Proposal, barred: set[str]
) -> list[ColumnElement[bool]]:
    """What of the rules the database can see, so that nobody who may not stands before others."""
    fitting = [one for one in Category if proposal.slot in (Side.ANY, policy.side(one))]
    found: list[ColumnElement[bool]] = [
        Helper.id.not_in(sorted(barred)),
        Helper.category.in_(fitting),
        Helper.child_sex.in_(("any", seeker.sex)),
    ]
    if seeker.helper_sex != "any":
        found.append(Helper.sex == seeker.helper_sex)
    return found


def _with_room(
    uow: UnitOfWork, child: Child, may: list[ColumnElement[bool]], today: date
) -> list[Helper]:
    home = child.area_code
    near = case(
        (Helper.area_code == home, 0),
        (under(Helper.area_code, home[:TOWNSHIP]), 1),
        else_=2,
    )
    query = select(Helper).where(
        Helper.status == HelperStatus.APPROVED,
        Helper.disqualified.is_(False),
        Helper.check_good_until >= today,
        Helper.load < Helper.capacity,
        Helper.category != Category.PEER,
        under(Helper.area_code, home[:COUNTY]),
        *may,
    )
    return list(uow.session.scalars(query.order_by(near, Helper.load, Helper.id).limit(LOOKED_AT)))


def _may(seeker: rules.Seeker, helper: Helper, policy: Policy, proposal: Proposal) -> bool:
    candidate = rules.candidate(helper, policy.side(helper.category))
    try:
        rules.check_pair(seeker, candidate, Side(proposal.slot), refused=False)
    except Conflict:
        return False
    return True


def _bonds(uow: UnitOfWork, child: Child) -> dict[str, str]:
    query = select(Bond).where(Bond.child_id == child.id)
    return {bond.helper_id: bond.kind.value for bond in uow.session.scalars(query)}


def _candidate(
    uow: UnitOfWork, grant: Grant, child: Child, helper: Helper, bond: str | None
) -> dict[str, Any]:
    name = uow.vault.open(helper.id, helper.sealed)["name"]
    reach = grant.groups_for(area=helper.area_code, school_id=helper.school_id)
    same_school = child.school_id is not None and child.school_id == helper.school_id
    return {
        "helper_id": helper.id,
        "name": name if Group.IDENTITY in reach else masked_name(name),
        "category": helper.category,
        "area_code": helper.area_code,
        "tier": _tier(child.area_code, helper.area_code),
        "children": helper.load,
        "most": helper.capacity,
        "relation": bond or ("same_school" if same_school else "stranger"),
    }


def _tier(home: str, other: str) -> Tier:
    if home == other:
        return Tier.VILLAGE
    return Tier.TOWNSHIP if home[:TOWNSHIP] == other[:TOWNSHIP] else Tier.COUNTY
