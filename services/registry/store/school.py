"""A school's year on SQLAlchemy."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from services.registry.models import (
    Child,
    Dropout,
    HealthCheck,
    HealthFollowUp,
    Persuasion,
    Promotion,
    PromotionStep,
    VaccinationCard,
)
from shared.contracts.registry.schooling.errors import (
    DropoutNotFound,
    HealthCheckNotFound,
    PromotionNotFound,
)


class SqlSchoolYears:
    def __init__(self, session: Session) -> None:
        self._session = session

    def pupils(self, school_id: str) -> list[str]:
        query = select(Child.id).where(
            Child.school_id == school_id, Child.merged_into.is_(None), Child.status != "exited"
        )
        return sorted(self._session.scalars(query))

    def add(self, promotion: Promotion, steps: list[dict[str, Any]]) -> None:
        self._session.add(promotion)
        self._session.flush()
        rows = [{"promotion_id": promotion.id, **one} for one in steps]
        if rows:
            self._session.execute(insert(PromotionStep.__table__), rows)  # type: ignore[arg-type]

    def get(self, promotion_id: str) -> Promotion:
        query = select(Promotion).where(Promotion.id == promotion_id).with_for_update()
        found = self._session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise PromotionNotFound(promotion_id)
        return found

    def standing(self, school_id: str, year: int) -> Promotion | None:
        query = select(Promotion).where(
            Promotion.school_id == school_id,
            Promotion.year == year,
            Promotion.undone_at.is_(None),
        )
        return self._session.scalar(query)

    def steps(self, promotion_id: str) -> list[PromotionStep]:
        query = select(PromotionStep).where(PromotionStep.promotion_id == promotion_id)
        return list(self._session.scalars(query.order_by(PromotionStep.child_id)))


class SqlDropouts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, dropout: Dropout) -> None:
        self._session.add(dropout)
        self._session.flush()

    def child_of(self, dropout_id: str) -> str:
        """So that the child is locked before its dropout."""
        child_id = self._session.scalar(select(Dropout.child_id).where(Dropout.id == dropout_id))
        if child_id is None:
            raise DropoutNotFound(dropout_id)
        return child_id

    def get(self, dropout_id: str) -> Dropout:
        query = select(Dropout).where(Dropout.id == dropout_id).with_for_update()
        found = self._session.scalar(query.execution_options(populate_existing=True))
        if found is None:
            raise DropoutNotFound(dropout_id)
        return found

    def attempts(self, dropout_id: str) -> int:
        query = select(func.count()).where(Persuasion.dropout_id == dropout_id)
        return int(self._session.scalar(query) or 0)

    def add_attempt(self, attempt: Persuasion) -> None:
        self._session.add(attempt)
        self._session.flush()


class SqlHealthChecks:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of_term(self, child_ids: Iterable[str], term: str) -> dict[str, HealthCheck]:
        query = select(HealthCheck).where(
            HealthCheck.child_id.in_(sorted(child_ids)), HealthCheck.term == term
        )
        return {one.child_id: one for one in self._session.scalars(query.with_for_update())}

    def add(self, check: HealthCheck) -> None:
        self._session.add(check)
        self._session.flush()

    def child_of(self, check_id: str) -> str:
        """So that the child is locked before its check."""
        query = select(HealthCheck.child_id).where(HealthCheck.id == check_id)
        child_id = self._session.scalar(query)
        if child_id is None:
            raise HealthCheckNotFound(check_id)
        return child_id

    def get(self, check_id: str) -> HealthCheck:
        query = select(HealthCheck).where(HealthCheck.id == check_id).with_for_update()
        return self._session.scalars(query.execution_options(populate_existing=True)).one()

    def add_follow_up(self, step: HealthFollowUp) -> None:
        """Numbered here, under the check's lock."""
        query = select(func.count()).where(HealthFollowUp.check_id == step.check_id)
        step.number = int(self._session.scalar(query) or 0) + 1
        self._session.add(step)
        self._session.flush()


class SqlVaccinations:
    def __init__(self, session: Session) -> None:
        self._session = session

    def cards(self, child_ids: Iterable[str]) -> dict[str, VaccinationCard]:
        query = select(VaccinationCard).where(VaccinationCard.child_id.in_(list(child_ids)))
        return {card.child_id: card for card in self._session.scalars(query)}

    def card(self, child_id: str) -> VaccinationCard | None:
        return self._session.get(VaccinationCard, child_id)

    def add(self, card: VaccinationCard) -> None:
        self._session.add(card)
