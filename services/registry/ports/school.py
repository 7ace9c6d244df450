"""What the use cases of a school's year need from the outside."""

from collections.abc import Iterable
from typing import Any, Protocol

from services.registry.models import (
    Dropout,
    HealthCheck,
    HealthFollowUp,
    Persuasion,
    Promotion,
    PromotionStep,
    VaccinationCard,
)


class SchoolYears(Protocol):
    def pupils(self, school_id: str) -> list[str]:
        """Children on file at the school, whose files are open, in order of their ids."""

    def add(self, promotion: Promotion, steps: list[dict[str, Any]]) -> None: ...
    def get(self, promotion_id: str) -> Promotion:
        """Locked until the end of the transaction; raises PromotionNotFound."""

    def standing(self, school_id: str, year: int) -> Promotion | None: ...
    def steps(self, promotion_id: str) -> list[PromotionStep]: ...


class Dropouts(Protocol):
    def add(self, dropout: Dropout) -> None: ...
    def child_of(self, dropout_id: str) -> str:
        """Raises DropoutNotFound."""

    def get(self, dropout_id: str) -> Dropout:
        """Locked until the end of the transaction; raises DropoutNotFound."""

    def attempts(self, dropout_id: str) -> int: ...
    def add_attempt(self, attempt: Persuasion) -> None: ...


class HealthChecks(Protocol):
    def of_term(self, child_ids: Iterable[str], term: str) -> dict[str, HealthCheck]:
        """By child, locked."""

    def add(self, check: HealthCheck) -> None: ...
    def child_of(self, check_id: str) -> str:
        """Raises HealthCheckNotFound."""

    def get(self, check_id: str) -> HealthCheck:
        """Locked until the end of the transaction."""

    def add_follow_up(self, step: HealthFollowUp) -> None:
        """Numbered by the store."""


class Vaccinations(Protocol):
    def cards(self, child_ids: Iterable[str]) -> dict[str, VaccinationCard]:
        """Of those that have one; the children are locked before."""

    def card(self, child_id: str) -> VaccinationCard | None:
        """The child is locked before."""

    def add(self, card: VaccinationCard) -> None: ...
