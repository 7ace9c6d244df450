"""What people decide about a proposed pair: accept, change, refuse."""

from datetime import date
from typing import Any

from services.pairing.handlers.pairings import check_choice, locked_pair, open_pairing
from services.pairing.models import Pairing, Proposal
from services.pairing.ports import UnitOfWork
from services.pairing.views import pairing_view, proposal_view
from shared.access.grant import Grant
from shared.contracts.pairing.codes import ProposalStatus
from shared.contracts.pairing.errors import ProposalNotOpen, SamePersonChosen
from shared.contracts.pairing.events import ProposalRefused


def accept_proposal(
    uow: UnitOfWork, grant: Grant, *, proposal_id: str, today: date
) -> dict[str, Any]:
    """The two are a pair from today. Raises ProposalNotOpen or what `open_pairing` does."""
    found = uow.proposals.get(proposal_id)
    grant.require(area=found.area_code)
    pairing = _fill(uow, grant, found, found.helper_id, ProposalStatus.ACCEPTED, today)
    return pairing_view(pairing, found.level)


def change_proposal(
    uow: UnitOfWork, grant: Grant, *, proposal_id: str, helper_id: str, why: str, today: date
) -> dict[str, Any]:
    """Fill the place with somebody else; the pair that was proposed is refused.

    Raises SamePersonChosen, ProposalNotOpen or what `check_choice` and `open_pairing` do.
    """
    found = uow.proposals.get(proposal_id)
    grant.require(area=found.area_code)
    if helper_id == found.helper_id:
        raise SamePersonChosen()
    check_choice(grant, uow.children.get(found.child_id), uow.helpers.get(helper_id))
    pairing = _fill(uow, grant, found, helper_id, ProposalStatus.CHANGED, today, why)
    _refuse(uow, found)
    return pairing_view(pairing, found.level)


def refuse_proposal(uow: UnitOfWork, grant: Grant, *, proposal_id: str, why: str) -> dict[str, Any]:
    """The pair is not proposed again. Raises ProposalNotOpen."""
    proposal = uow.proposals.get(proposal_id, locked=True)
    grant.require(area=proposal.area_code)
    grant.require(area=uow.children.get(proposal.child_id).area_code)
    _decide(uow, grant, proposal, ProposalStatus.REFUSED, why)
    _refuse(uow, proposal)
    return proposal_view(proposal, consented=False)


def _fill(
    uow: UnitOfWork,
    grant: Grant,
    found: Proposal,
    helper_id: str,
    decision: ProposalStatus,
    today: date,
    why: str | None = None,
) -> Pairing:
    child, helper = locked_pair(uow, found.child_id, helper_id)
    grant.require(area=child.area_code)  # it may have moved since the matching
    proposal = uow.proposals.get(found.id, locked=True)
    _decide(uow, grant, proposal, decision, why)
    pairing = open_pairing(
        uow, grant, child, helper, slot=proposal.slot, today=today, proposal_id=proposal.id
    )
    proposal.pairing_id = pairing.id
    return pairing


def _decide(
    uow: UnitOfWork, grant: Grant, proposal: Proposal, decision: ProposalStatus, why: str | None
) -> None:
    if proposal.status is not ProposalStatus.OPEN:
        raise ProposalNotOpen(proposal.status.value)
    proposal.status = decision
    proposal.version += 1
    uow.record(
        subject=f"proposal/{proposal.id}",
        version=proposal.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"status": ["open", decision], "helper_id": proposal.helper_id, "why": why},
        key_of=proposal.child_id,
    )


def _refuse(uow: UnitOfWork, proposal: Proposal) -> None:
    uow.proposals.refuse_pair(proposal.child_id, proposal.helper_id)
    uow.emit(
        ProposalRefused(
            proposal_id=proposal.id,
            matching_id=proposal.matching_id,
            child_id=proposal.child_id,
            helper_id=proposal.helper_id,
            area_code=proposal.area_code,
            slot=proposal.slot.value,
            version=proposal.version,
        )
    )
