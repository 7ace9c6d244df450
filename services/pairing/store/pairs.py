"""Consents and pairings."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.pairing.domain.pairings import LIVE
from services.pairing.models import Consent, Pairing
from shared.contracts.pairing.codes import EndReason
from shared.contracts.pairing.errors import ConsentNotFound, PairingNotFound


class SqlConsents:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, consent: Consent) -> None:
        self._session.add(consent)

    def get(self, consent_id: str) -> Consent:
        consent = self._session.get(Consent, consent_id)
        if consent is None:
            raise ConsentNotFound(consent_id)
        return consent

    def standing(self, child_id: str) -> list[Consent]:
        query = select(Consent).where(Consent.child_id == child_id, Consent.withdrawn_on.is_(None))
        newest_first = (Consent.recorded_at.desc(), Consent.id)
        return list(self._session.scalars(query.order_by(*newest_first)))

    def moved_from(self, child_id: str) -> list[Consent]:
        return list(self._session.scalars(select(Consent).where(Consent.moved_from == child_id)))


class SqlPairings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, pairing: Pairing) -> None:
        self._session.add(pairing)
        self._session.flush()  # a broken rule shows here, and not after the events

    def get(self, pairing_id: str, *, locked: bool = False) -> Pairing:
        query = select(Pairing).where(Pairing.id == pairing_id)
        if locked:
            query = query.with_for_update().execution_options(populate_existing=True)
        pairing = self._session.scalar(query)
        if pairing is None:
            raise PairingNotFound(pairing_id)
        return pairing

    def live_of_child(self, child_id: str) -> list[Pairing]:
        query = select(Pairing).where(Pairing.child_id == child_id, Pairing.status.in_(LIVE))
        return list(self._session.scalars(query.order_by(Pairing.id)))

    def live_of_helper(self, helper_id: str) -> list[Pairing]:
        query = select(Pairing).where(Pairing.helper_id == helper_id, Pairing.status.in_(LIVE))
        return list(self._session.scalars(query.order_by(Pairing.id)))

    def moved_from(self, child_id: str) -> list[Pairing]:
        query = select(Pairing).where(Pairing.moved_from == child_id, Pairing.status.in_(LIVE))
        return list(self._session.scalars(query.order_by(Pairing.id)))

    def ended_by_merge(self, child_id: str) -> list[Pairing]:
        query = select(Pairing).where(
            Pairing.child_id == child_id, Pairing.end_reason == EndReason.MERGED
        )
        return list(self._session.scalars(query.order_by(Pairing.id)))
