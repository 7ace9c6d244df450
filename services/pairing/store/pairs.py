"""Consents and pairings."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pairing.domain.pairings import LIVE, PairFacts
from services.pairing.models import Child, Consent, Helper, Pairing
from shared.area_range import under
from shared.contracts.pairing.codes import EndReason
from shared.contracts.pairing.errors import ConsentNotFound, PairingNotFound

TOWNSHIP = 9  # digits of its code


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

    def withdrawn_on(self, child_id: str) -> date | None:
        query = select(func.max(Consent.withdrawn_on)).where(Consent.child_id == child_id)
        return self._session.scalar(query)

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
        """By the one that stands, not by earlier ones that were undone."""
        query = select(Pairing).where(
            Pairing.child_id == child_id,
            Pairing.moved_from == child_id,
            Pairing.end_reason == EndReason.MERGED,
        )
        return list(self._session.scalars(query.order_by(Pairing.id)))

    def townships(self, county: str) -> list[str]:
        """With a live pair."""
        code = func.substr(Pairing.area_code, 1, TOWNSHIP)
        query = select(code).where(under(Pairing.area_code, county), Pairing.status.in_(LIVE))
        return sorted(self._session.scalars(query.distinct()))

    def facts_of(self, township: str) -> list[PairFacts]:
        """Of each live pair of the township, what decides on whether it goes on."""
        standing = (
            select(Consent.id)
            .where(Consent.child_id == Pairing.child_id, Consent.withdrawn_on.is_(None))
            .exists()
        )
        query = (
            select(
                Pairing.child_id,
                Child.status,
                Child.birth_date,
                Child.kin_marks,
                Helper.phone_index,
                Helper.id_index,
                standing,
            )
            .join(Child, Child.id == Pairing.child_id)
            .join(Helper, Helper.id == Pairing.helper_id)
            .where(under(Pairing.area_code, township), Pairing.status.in_(LIVE))
            .order_by(Pairing.id)
        )
        rows = self._session.execute(query).all()
        return [PairFacts(*row[:4], marks=(row[4], row[5]), consented=row[6]) for row in rows]
