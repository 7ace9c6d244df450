"""Consent of the family, and its withdrawal."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.pairing.domain import consents as rules
from services.pairing.handlers.coverage import recount
from services.pairing.handlers.pairings import close_pairing
from services.pairing.models import Child, Consent
from services.pairing.ports import UnitOfWork
from services.pairing.views import consent_view
from shared.access.grant import Grant
from shared.contracts.pairing.codes import EndReason, OwnView, Signer
from shared.contracts.pairing.errors import ConsentAlreadyWithdrawn, ConsentMissing
from shared.contracts.pairing.events import ConsentRecorded, ConsentWithdrawn


def record_consent(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    signer: str,
    signed_on: date,
    own_view: str | None,
    own_consent: bool,
    helper_sex: str,
    today: date,
) -> dict[str, Any]:
    """Raises ChildNotKnown, SignedInTheFuture, SignedBeforeWithdrawal, OwnViewMissing or
    OwnConsentMissing."""
    child = _child(uow, grant, child_id)  # the one that an absorbed file is of
    policy = uow.rules.in_force(child.area_code, today)
    view = OwnView(own_view) if own_view else None
    rules.check_signed(signed_on, uow.consents.withdrawn_on(child.id), today)
    rules.check_own_word(child.birth_date, view, own_consent, policy, today)
    consent = Consent(
        id=str(uuid4()),
        child_id=child.id,
        area_code=child.area_code,
        signer=Signer(signer),
        signed_on=signed_on,
        own_view=view,
        own_consent=own_consent,
        helper_sex=helper_sex,
        lawful_basis=rules.LAWFUL_BASIS,
        moved_from=None if child.id == child_id else child_id,
        version=1,
    )
    uow.consents.add(consent)
    said = {"signer": signer, "signed_on": signed_on.isoformat(), "own_view": own_view}
    _record(uow, grant, consent, {**said, "own_consent": own_consent, "helper_sex": helper_sex})
    uow.emit(ConsentRecorded(**_whereabouts(consent)))
    return consent_view(consent)


def withdraw_consent(
    uow: UnitOfWork,
    grant: Grant,
    *,
    consent_id: str | None,
    child_id: str | None,
    why: str | None,
    today: date,
) -> dict[str, Any]:
    """Take back what was given for the child, by whichever of its signed papers: its pairings end
    now. Raises ConsentNotFound, ConsentMissing or ConsentAlreadyWithdrawn."""
    named = uow.consents.get(consent_id) if consent_id else None
    child = _child(uow, grant, named.child_id if named else child_id or "")
    if named and named.withdrawn_on:
        raise ConsentAlreadyWithdrawn(named.withdrawn_on.isoformat())
    standing = uow.consents.standing(child.id)
    if not standing:
        raise ConsentMissing(child.id)
    ended = _end_pairings(uow, grant, child, today)
    for consent in standing:
        consent.withdrawn_on = today
        consent.version += 1
        _record(uow, grant, consent, {"withdrawn_on": today.isoformat(), "why": why})
        uow.emit(ConsentWithdrawn(**_whereabouts(consent)))
    return consent_view(named or standing[0], ended)


def _child(uow: UnitOfWork, grant: Grant, child_id: str) -> Child:
    # Locked: a proposal that is being accepted and a withdrawal run one after the other.
    child = uow.children.of_today(child_id, locked=True)
    grant.require(area=child.area_code, school_id=child.school_id, child_id=child.id)
    return child


def _end_pairings(uow: UnitOfWork, grant: Grant, child: Child, today: date) -> int:
    pairings = uow.pairings.live_of_child(child.id)
    uow.helpers.lock(pairing.helper_id for pairing in pairings)
    for pairing in pairings:
        close_pairing(uow, grant, pairing, EndReason.CONSENT_WITHDRAWN, today=today)
    recount(uow, child)
    return len(pairings)


def _record(uow: UnitOfWork, grant: Grant, consent: Consent, changes: dict[str, Any]) -> None:
    uow.record(
        subject=f"consent/{consent.id}",
        version=consent.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes=changes,
        key_of=consent.child_id,
    )


def _whereabouts(consent: Consent) -> dict[str, Any]:
    return {
        "consent_id": consent.id,
        "child_id": consent.child_id,
        "area_code": consent.area_code,
        "version": consent.version,
    }
