"""Entrusted care on SQLAlchemy."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.models import CareAgreement
from shared.contracts.registry.errors import CareAgreementNotFound

STANDING = ("agreed", "active")


class SqlCare:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, agreement: CareAgreement) -> None:
        self._session.add(agreement)
        self._session.flush()

    def flush(self) -> None:
        self._session.flush()

    def child_of(self, agreement_id: str) -> str:
        """So that the child is locked before its agreement."""
        query = select(CareAgreement.child_id).where(CareAgreement.id == agreement_id)
        child_id = self._session.scalar(query)
        if child_id is None:
            raise CareAgreementNotFound(agreement_id)
        return child_id

    def get(self, agreement_id: str) -> CareAgreement:
        query = select(CareAgreement).where(CareAgreement.id == agreement_id).with_for_update()
        found = self._session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise CareAgreementNotFound(agreement_id)
        return found

    def refused_before(self, carer_mark: str) -> bool:
        """For whichever child."""
        query = select(CareAgreement.id).where(
            CareAgreement.carer_mark == carer_mark, CareAgreement.state == "refused"
        )
        return self._session.scalar(query.limit(1)) is not None

    def standing(self, children: Collection[str]) -> list[CareAgreement]:
        """Of these dossiers, those in force or waiting for their day."""
        query = select(CareAgreement).where(
            CareAgreement.child_id.in_(children), CareAgreement.state.in_(STANDING)
        )
        return list(self._session.scalars(query.order_by(CareAgreement.from_date)))
