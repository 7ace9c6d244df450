"""Consent of the family and the child's own word (DOMAIN section 6, LAW "Personal data")."""

from datetime import date

from services.pairing.domain.policy import Policy
from shared.contracts.pairing.codes import OwnView
from shared.contracts.pairing.errors import (
    ConsentMissing,
    OwnConsentMissing,
    OwnViewMissing,
    SignedBeforeWithdrawal,
    SignedInTheFuture,
)

LAWFUL_BASIS = "guardian_consent"  # PIPL 29 and 31; with the child's own from 14 on


def check_own_word(
    birth_date: date, own_view: OwnView | None, own_consent: bool, policy: Policy, today: date
) -> None:
    """From 8 on the child's view is on record, from 14 on it consents for itself as well; an age is
    reached on the day after the birthday. Raises OwnViewMissing or OwnConsentMissing."""
    if policy.is_of_age(birth_date, policy.own_view_age, today) and own_view is None:
        raise OwnViewMissing(str(policy.own_view_age))
    if policy.is_of_age(birth_date, policy.own_consent_age, today) and not own_consent:
        raise OwnConsentMissing(str(policy.own_consent_age))


def check_signed(signed_on: date, withdrawn_on: date | None, today: date) -> None:
    """A paper from before the last withdrawal, of any of the child's papers, was taken back with
    it. Raises SignedInTheFuture or SignedBeforeWithdrawal."""
    if signed_on > today:
        raise SignedInTheFuture(signed_on.isoformat())
    if withdrawn_on is not None and signed_on < withdrawn_on:
        raise SignedBeforeWithdrawal(withdrawn_on.isoformat())


def check_standing(
    child_id: str,
    birth_date: date,
    consent: tuple[OwnView | None, bool] | None,
    policy: Policy,
    today: date,
) -> None:
    """Does the consent on file allow a pairing today? A child who has become 8 or 14 since it was
    signed must have been asked again. `consent` is (own view, own consent). Raises ConsentMissing,
    OwnViewMissing or OwnConsentMissing."""
    if consent is None:
        raise ConsentMissing(child_id)
    check_own_word(birth_date, *consent, policy, today)
