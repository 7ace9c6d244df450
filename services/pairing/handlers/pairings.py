"""Making a pair, by hand or from a proposal, and ending it."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.pairing.domain import consents, helpers
from services.pairing.domain import pairings as rules
from services.pairing.domain.policy import Policy
from services.pairing.handlers import handovers, promises, rematching
from services.pairing.handlers.coverage import recount, sides_held
from services.pairing.models import Child, Consent, Helper, Pairing
from services.pairing.ports import UnitOfWork
from services.pairing.views import pairing_view
from shared.access.grant import COUNTY, Grant
from shared.contracts.pairing.codes import EndReason, HelperStatus, PairingStatus, Side
from shared.contracts.pairing.errors import AlreadyPaired, HelperOfAnotherCounty, OwnPairing
from shared.contracts.pairing.events import PairingActivated, PairingEnded


def arrange_pairing(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    helper_id: str,
    slot: str,
    sponsor_fen: int = 0,
    started_on: date | None = None,
    today: date,
) -> dict[str, Any]:
    """A pair that a person thought of: kin, a peer partner, a second volunteer, a sponsor mother
    who bears so much of a year's costs.

    One that ran on paper until now has begun on `started_on`.

    Raises SponsorsAreLoveMothers, PairingStartInvalid or what `check_choice` and `open_pairing` do.
    """
    child, helper = locked_pair(uow, child_id, helper_id)
    grant.require(area=child.area_code)
    check_choice(grant, child, helper)
    rules.check_sponsor(helper.category, sponsor_fen)
    pairing = open_pairing(
        uow,
        grant,
        child,
        helper,
        slot=Side(slot),
        today=today,
        sponsor_fen=sponsor_fen,
        started_on=started_on,
    )
    return pairing_view(pairing, child.level)


def check_choice(grant: Grant, child: Child, helper: Helper) -> None:
    """Whom somebody may choose by hand: a helper of the child's county, from one's own place or, as
    approved ones are for the whole county, from a neighbouring one.

    Raises HelperOfAnotherCounty or AccessDenied.
    """
    if helper.area_code[:COUNTY] != child.area_code[:COUNTY]:
        raise HelperOfAnotherCounty()
    if helper.status is not HelperStatus.APPROVED:
        grant.require(area=helper.area_code)


def locked_pair(uow: UnitOfWork, child_id: str, helper_id: str) -> tuple[Child, Helper]:
    """Both, and the helpers whose resting places may be handed over, locked in the one order."""
    child = uow.children.get(child_id, locked=True)
    others = [pairing.helper_id for pairing in uow.pairings.live_of_child(child_id)]
    uow.helpers.lock([helper_id, *others])
    return child, uow.helpers.get(helper_id)


def open_pairing(
    uow: UnitOfWork,
    grant: Grant,
    child: Child,
    helper: Helper,
    *,
    slot: Side,
    today: date,
    proposal_id: str | None = None,
    sponsor_fen: int = 0,
    started_on: date | None = None,
) -> Pairing:
    """Make the two a pair, if every rule allows it today; both rows are locked.

    Raises the rule that forbids it: of the helper (disqualified, not approved, check expired), the
    child (no need, place taken), the pair (own child, refused before, wrong side, sex, capacity),
    of consent and its day, or OwnPairing.
    """
    if grant.viewer.person_id == helper.id:
        raise OwnPairing()
    policy = uow.rules.in_force(child.area_code, today)
    live = uow.pairings.live_of_child(child.id)
    check_may_begin(uow, child, helper, slot, live, today)
    if slot is not Side.ANY or proposal_id is not None:
        rules.check_slot(child.level, slot, sides_held(live))
        _hand_over(uow, grant, [p for p in live if p.slot is slot], today)
    pairing = _pairing(child, helper, slot, policy, _began(uow, child, started_on, today))
    pairing.proposal_id, pairing.sponsor_fen = proposal_id, sponsor_fen
    helper.load += 1
    uow.pairings.add(pairing)
    uow.proposals.lapse_place(child.id, slot)
    recount(uow, child)
    promises.begin(uow, pairing, helper, today, since=pairing.started_on)
    _record(uow, grant, pairing, _beginning(pairing))
    _tell(uow, pairing)
    return pairing


def check_may_begin(
    uow: UnitOfWork, child: Child, helper: Helper, slot: Side, live: list[Pairing], today: date
) -> None:
    """Every rule but that of the place. `live` are the child's pairings. Raises what
    `open_pairing` does."""
    policy = uow.rules.in_force(child.area_code, today)
    _check_available(helper, today)
    if any(pairing.helper_id == helper.id for pairing in live):
        raise AlreadyPaired()
    consent = next(iter(uow.consents.standing(child.id)), None)
    _check_pair(uow, child, helper, consent, slot, policy)
    _check_consent(child, consent, policy, today)


def _tell(uow: UnitOfWork, pairing: Pairing) -> None:
    uow.emit(PairingActivated(**_whereabouts(pairing), sponsor_fen=pairing.sponsor_fen))
    handovers.greet(uow, pairing)


def _beginning(pairing: Pairing) -> dict[str, Any]:
    borne = {"sponsor_fen": pairing.sponsor_fen} if pairing.sponsor_fen else {}
    return {"status": [None, PairingStatus.ACTIVE], "slot": pairing.slot, **borne}


def _check_available(helper: Helper, today: date) -> None:
    helpers.check_available(
        helper.status,
        disqualified=helper.disqualified,
        check_good_until=helper.check_good_until,
        today=today,
    )


def _check_pair(
    uow: UnitOfWork,
    child: Child,
    helper: Helper,
    consent: Consent | None,
    slot: Side,
    policy: Policy,
) -> None:
    seeker = rules.seeker(child, consent)
    candidate = rules.candidate(helper, policy.side(helper.category))
    rules.check_need(seeker, policy.statuses)
    refused = uow.proposals.was_refused(uow.children.files(child.id), helper.id)
    rules.check_pair(seeker, candidate, slot, refused=refused)


def _check_consent(child: Child, consent: Consent | None, policy: Policy, today: date) -> None:
    word = (consent.own_view, consent.own_consent) if consent else None
    consents.check_standing(child.id, child.birth_date, word, policy, today)


def _began(uow: UnitOfWork, child: Child, started_on: date | None, today: date) -> date:
    """A pair of before may have begun under an older consent. Raises PairingStartInvalid."""
    began = started_on or today
    signed = [consent.signed_on for consent in uow.consents.standing(child.id)]
    rules.check_start(began, signed_on=min(signed, default=today), today=today)
    return began


def _hand_over(uow: UnitOfWork, grant: Grant, there: list[Pairing], today: date) -> None:
    """Somebody else takes the place of a helper whose check ran out."""
    for pairing in there:
        if pairing.status is PairingStatus.SUSPENDED:
            close_pairing(uow, grant, pairing, EndReason.HANDED_OVER, today=today)


def _pairing(child: Child, helper: Helper, slot: Side, policy: Policy, began: date) -> Pairing:
    return Pairing(
        id=str(uuid4()),
        child_id=child.id,
        helper_id=helper.id,
        category=helper.category,
        side=policy.side(helper.category),
        slot=slot,
        status=PairingStatus.ACTIVE,
        area_code=child.area_code,
        school_id=child.school_id,
        started_on=began,
        version=1,
    )


def end_pairing(
    uow: UnitOfWork,
    grant: Grant,
    *,
    pairing_id: str,
    reason: str,
    handover: str | None,
    today: date,
) -> dict[str, Any]:
    """Raises PairingNotFound or PairingNotLive."""
    found = uow.pairings.get(pairing_id)
    grant.require(area=found.area_code)
    child = uow.children.get(found.child_id, locked=True)
    uow.helpers.get(found.helper_id, locked=True)
    pairing = uow.pairings.get(pairing_id, locked=True)
    rules.check_live(pairing.status)
    close_pairing(uow, grant, pairing, EndReason(reason), today=today, handover=handover)
    recount(uow, child)
    return pairing_view(pairing, child.level)


def close_pairing(
    uow: UnitOfWork,
    grant: Grant,
    pairing: Pairing,
    reason: EndReason,
    *,
    today: date,
    handover: str | None = None,
) -> None:
    """End a live pairing and give the helper the place back. Child and helper are locked, and the
    child is counted again by whoever calls."""
    before, pairing.status = pairing.status, PairingStatus.ENDED
    pairing.ended_on, pairing.end_reason = today, reason
    pairing.version += 1
    helper = uow.helpers.get(pairing.helper_id)
    helper.load -= 1
    promises.rest(uow, pairing, helper, today)
    changes = {"status": [before, PairingStatus.ENDED], "reason": reason, "handover": handover}
    _record(uow, grant, pairing, changes)
    if reason in rules.NOT_AGAIN:
        uow.proposals.refuse_pair(pairing.child_id, pairing.helper_id)
    handovers.leave(uow, pairing, handover, today)
    uow.emit(PairingEnded(**_whereabouts(pairing), reason=reason))
    rematching.after_ending(uow, pairing.area_code, reason)


def _record(uow: UnitOfWork, grant: Grant, pairing: Pairing, changes: dict[str, Any]) -> None:
    """Sealed under the child's key: a handover tells of the child."""
    uow.record(
        subject=f"pairing/{pairing.id}",
        version=pairing.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"child_id": pairing.child_id, "helper_id": pairing.helper_id, **changes},
        key_of=pairing.child_id,
    )


def _whereabouts(pairing: Pairing) -> dict[str, Any]:
    return {
        "pairing_id": pairing.id,
        "child_id": pairing.child_id,
        "helper_id": pairing.helper_id,
        "area_code": pairing.area_code,
        "school_id": pairing.school_id,
        "slot": pairing.slot.value,
        "version": pairing.version,
    }
