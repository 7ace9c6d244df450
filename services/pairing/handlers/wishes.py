"""A wish on its way: said, checked, published, claimed by one, fulfilled, confirmed.

Who claims it never learns whose it is: the gift goes through the township's station.
"""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from services.pairing.domain import wishes as rules
from services.pairing.models import Wish, WishClaim
from services.pairing.ports import UnitOfWork
from services.pairing.views import open_wish_view, wish_view
from shared.access.grant import Grant
from shared.clock import midnight, now
from shared.contracts.pairing.errors import (
    HelperDisqualified,
    OwnWishClaim,
    TooManyClaims,
    WishClaimNotYours,
    WishNotFound,
    WishNotInState,
    WishOfOwnPair,
    WishTaken,
)
from shared.contracts.pairing.wish_codes import ClaimState, WishStatus
from shared.contracts.pairing.wish_events import (
    WishClaimed,
    WishConfirmed,
    WishFulfilled,
    WishLapsed,
    WishNotReceived,
    WishPublished,
    WishSubmitted,
    WishUnconfirmed,
    WishWithdrawn,
)

CLAIM_TIMER, CONFIRM_TIMER = "wish_claim", "wish_confirmation"


def submit_wish(uow: UnitOfWork, grant: Grant, *, child_id: str, text: str) -> dict[str, Any]:
    """Raises ChildNotKnown."""
    child = uow.children.get(child_id)
    grant.require(area=child.area_code, school_id=child.school_id, child_id=child.id)
    wish = Wish(
        id=str(uuid4()),
        child_id=child.id,
        area_code=child.area_code,
        school_id=child.school_id,
        status=WishStatus.SUBMITTED,
        sealed=uow.vault.seal(child.id, {"text": text.strip()}),
        submitted_by=grant.viewer.account_id,
        submitted_at=now(),
        version=1,
    )
    uow.wishes.add(wish)
    _note(uow, grant.operation, grant.viewer.account_id, wish, {"status": [None, "submitted"]})
    uow.emit(WishSubmitted(**_whose(wish)))
    return shown(uow, wish)


def publish_wish(
    uow: UnitOfWork, grant: Grant, *, wish_id: str, child_id: str, public_text: str
) -> dict[str, Any]:
    """Raises WishNotFound, of another child's wish too, WishNotInState or WishNamesSomebody."""
    wish = _decided_on(uow, grant, wish_id)
    if wish.child_id != child_id:
        raise WishNotFound()
    rules.check_next(wish.status, WishStatus.PUBLISHED)
    rules.check_public_words(public_text)
    before = wish.status
    wish.status, wish.public_text, wish.published_at = (
        WishStatus.PUBLISHED,
        public_text.strip(),
        now(),
    )
    wish.version += 1
    _note(uow, grant.operation, grant.viewer.account_id, wish, {"status": [before, "published"]})
    uow.emit(WishPublished(**_whose(wish), submitted_by=wish.submitted_by))
    return shown(uow, wish)


def refuse_wish(uow: UnitOfWork, grant: Grant, *, wish_id: str, why: str) -> dict[str, Any]:
    """Whoever has claimed it is told, and owes nothing more. Raises WishNotFound or
    WishNotInState."""
    wish = _decided_on(uow, grant, wish_id)
    rules.check_next(wish.status, WishStatus.REFUSED)
    claim = uow.wishes.claim(wish.claim_id, locked=True) if wish.claim_id else None
    before, wish.status, wish.claim_id = wish.status, WishStatus.REFUSED, None
    wish.sealed_why = uow.vault.seal(wish.child_id, {"why": why})
    wish.version += 1
    changes = {"status": [before, "refused"], "why": why}
    _note(uow, grant.operation, grant.viewer.account_id, wish, changes)
    if claim is not None:
        claim.state = ClaimState.WITHDRAWN
        uow.emit(WishWithdrawn(**_whose(wish), claimed_by=claim.claimed_by))
    return shown(uow, wish)


def claim_wish(uow: UnitOfWork, grant: Grant, *, wish_id: str, today: date) -> dict[str, Any]:
    """Raises WishNotFound, WishOfOwnPair, TooManyClaims, WishTaken, WishNotInState for one that is
    over, or HelperDisqualified: no vetting is asked of a donor, but who was excluded is none."""
    grant.require(person_id=grant.viewer.account_id)  # for oneself
    helper = uow.helpers.find(grant.viewer.person_id) if grant.viewer.person_id else None
    if helper is not None and helper.disqualified:
        raise HelperDisqualified()
    wish = uow.wishes.get(wish_id)
    child = uow.children.of_today(wish.child_id)
    helpers = {pairing.helper_id for pairing in uow.pairings.live_of_child(child.id)}
    if grant.viewer.person_id in helpers:
        raise WishOfOwnPair()
    policy = uow.rules.in_force(wish.area_code, today)
    if uow.wishes.held_by(grant.viewer.account_id) >= policy.wish_claims_open:
        raise TooManyClaims(str(policy.wish_claims_open))
    claim = WishClaim(
        id=str(uuid4()),
        wish_id=wish.id,
        claimed_by=grant.viewer.account_id,
        claimed_at=now(),
        until=today + timedelta(days=policy.wish_claim_days),
        state=ClaimState.HELD,
    )
    if not uow.wishes.take(wish_id, claim):
        fresh = uow.wishes.get(wish_id, locked=True)
        taken = fresh.status in (WishStatus.CLAIMED, WishStatus.FULFILLED, WishStatus.CONFIRMED)
        raise WishTaken() if taken else WishNotInState(fresh.status.value)
    wish = uow.wishes.get(wish_id, locked=True)
    uow.set_timer(CLAIM_TIMER, claim.id, midnight(claim.until + timedelta(days=1)))
    changes = {"status": ["published", "claimed"], "claim": claim.id}
    _note(uow, grant.operation, claim.claimed_by, wish, changes)
    uow.emit(WishClaimed(**_whose(wish), deadline=claim.until.isoformat()))
    return open_wish_view(wish, claim)


def give_up_wish(uow: UnitOfWork, grant: Grant, *, wish_id: str) -> dict[str, Any]:
    """It is open to others again. Raises WishClaimNotYours or WishNotInState."""
    wish, claim = _claimed(uow, grant, wish_id)
    _open_again(uow, grant.operation, grant.viewer.account_id, wish, claim, ClaimState.GIVEN_UP)
    return open_wish_view(wish, claim)


def fulfil_wish(
    uow: UnitOfWork, grant: Grant, *, wish_id: str, note: str | None, today: date
) -> dict[str, Any]:
    """The claimant has brought it to the station; the child's side is reminded to confirm until it
    has. Raises WishClaimNotYours or WishNotInState."""
    wish, claim = _claimed(uow, grant, wish_id)
    rules.check_next(wish.status, WishStatus.FULFILLED)
    wish.status, claim.state = WishStatus.FULFILLED, ClaimState.FULFILLED
    claim.sealed_note = uow.vault.seal(wish.child_id, {"note": note}) if note else None
    wish.version += 1
    changes = {"status": ["claimed", "fulfilled"], "note": note}
    _note(uow, grant.operation, grant.viewer.account_id, wish, changes)
    uow.emit(WishFulfilled(**_whose(wish)))
    _ask_again(uow, wish, claim, today)
    return open_wish_view(wish, claim)


def confirm_wish(uow: UnitOfWork, grant: Grant, *, wish_id: str) -> dict[str, Any]:
    """The child has it. Raises WishNotFound, WishNotInState or OwnWishClaim."""
    wish = uow.wishes.get(wish_id, locked=True)
    child = uow.children.of_today(wish.child_id)
    grant.require(area=wish.area_code, school_id=wish.school_id, child_id=child.id)
    rules.check_next(wish.status, WishStatus.CONFIRMED)
    claim = uow.wishes.claim(wish.claim_id or "")
    if claim is not None and claim.claimed_by == grant.viewer.account_id:
        raise OwnWishClaim()
    wish.status = WishStatus.CONFIRMED
    wish.version += 1
    changes = {"status": ["fulfilled", "confirmed"]}
    _note(uow, grant.operation, grant.viewer.account_id, wish, changes)
    uow.emit(WishConfirmed(**_whose(wish), claimed_by=claim.claimed_by if claim else ""))
    return shown(uow, wish)


def return_wish(uow: UnitOfWork, grant: Grant, *, wish_id: str, why: str) -> dict[str, Any]:
    """It never came to the station: the claim is over, and the wish open to others. Raises
    WishNotFound, WishNotInState or OwnWishClaim."""
    wish = _decided_on(uow, grant, wish_id)
    claim = uow.wishes.claim(wish.claim_id, locked=True) if wish.claim_id else None
    if wish.status is not WishStatus.FULFILLED or claim is None:
        raise WishNotInState(wish.status.value)
    if claim.claimed_by == grant.viewer.account_id:
        raise OwnWishClaim()
    by = grant.viewer.account_id
    _open_again(uow, grant.operation, by, wish, claim, ClaimState.NOT_RECEIVED, why)
    uow.emit(WishNotReceived(**_whose(wish), claimed_by=claim.claimed_by))
    return shown(uow, wish)


def remind_to_confirm(uow: UnitOfWork, subject: str, today: date) -> None:
    """Nothing where the child has it, or the claim is over. The subject is "claim/day"."""
    claim = uow.wishes.claim(subject.partition("/")[0])
    wish = uow.wishes.get(claim.wish_id) if claim else None
    if claim is None or wish is None or wish.claim_id != claim.id:
        return
    if wish.status is WishStatus.FULFILLED:
        uow.emit(WishUnconfirmed(**_whose(wish)))
        _ask_again(uow, wish, claim, today)


def _ask_again(uow: UnitOfWork, wish: Wish, claim: WishClaim, today: date) -> None:
    policy = uow.rules.in_force(wish.area_code, today)
    day = today + timedelta(days=policy.wish_confirm_days)
    uow.set_timer(CONFIRM_TIMER, f"{claim.id}/{day.isoformat()}", midnight(day))


def lapse(uow: UnitOfWork, claim_id: str, today: date) -> None:
    """The claim's last day is over. Nothing for one that was kept or given up."""
    found = uow.wishes.claim(claim_id)
    if found is None:
        return
    wish = uow.wishes.get(found.wish_id, locked=True)
    claim = uow.wishes.claim(claim_id, locked=True)
    if claim is None or claim.state is not ClaimState.HELD or claim.until >= today:
        return
    _open_again(uow, "lapse_wish_claim", "system", wish, claim, ClaimState.LAPSED)
    uow.emit(WishLapsed(**_whose(wish), claimed_by=claim.claimed_by))


def _open_again(
    uow: UnitOfWork,
    operation: str,
    by: str,
    wish: Wish,
    claim: WishClaim,
    state: ClaimState,
    why: str | None = None,
) -> None:
    before, wish.status, wish.claim_id, claim.state = (
        wish.status,
        WishStatus.PUBLISHED,
        None,
        state,
    )
    wish.version += 1
    changes = {"status": [before, "published"], "claim": claim.id}
    _note(uow, operation, by, wish, {**changes, "why": why} if why else changes)


def shown(uow: UnitOfWork, wish: Wish) -> dict[str, Any]:
    claim = uow.wishes.claim(wish.claim_id) if wish.claim_id else None
    return view(uow, wish, claim)


def view(uow: UnitOfWork, wish: Wish, claim: WishClaim | None) -> dict[str, Any]:
    """To those who look after the child."""
    text = uow.vault.open(wish.child_id, wish.sealed)["text"]
    why = uow.vault.open(wish.child_id, wish.sealed_why)["why"] if wish.sealed_why else None
    return wish_view(wish, text, why, claim)


def _decided_on(uow: UnitOfWork, grant: Grant, wish_id: str) -> Wish:
    wish = uow.wishes.get(wish_id, locked=True)
    grant.require(area=wish.area_code, school_id=wish.school_id)
    return wish


def _claimed(uow: UnitOfWork, grant: Grant, wish_id: str) -> tuple[Wish, WishClaim]:
    """Raises WishClaimNotYours or WishNotInState."""
    grant.require(person_id=grant.viewer.account_id)
    wish = uow.wishes.get(wish_id, locked=True)
    claim = uow.wishes.claim(wish.claim_id, locked=True) if wish.claim_id else None
    if claim is None or claim.claimed_by != grant.viewer.account_id:
        raise WishClaimNotYours()
    if claim.state is not ClaimState.HELD:
        raise WishNotInState(wish.status.value)
    return wish, claim


def _note(uow: UnitOfWork, operation: str, by: str, wish: Wish, changes: dict[str, Any]) -> None:
    uow.record(
        subject=f"wish/{wish.id}",
        version=wish.version,
        operation=operation,
        by=by,
        changes={"child_id": wish.child_id, **changes},
        key_of=wish.child_id,
    )


def _whose(wish: Wish) -> dict[str, Any]:
    return {"wish_id": wish.id, "area_code": wish.area_code, "version": wish.version}
