"""What the use cases of the organising of the work need from the outside."""

from collections.abc import Iterable
from typing import Protocol

from services.registry.domain.letters import LetterKind
from services.registry.domain.plans import Period, Phase
from services.registry.models import (
    Adoption,
    Base,
    Deed,
    Department,
    Finding,
    GroupMember,
    Inspection,
    InspectionVisit,
    Letter,
    PlanStep,
    WorkPlan,
)


class Organisation(Protocol):
    """What is read by id is locked until the end of the transaction."""

    def add(self, row: Base) -> None: ...

    def department(self, department_id: str) -> Department:
        """Raises DepartmentNotFound."""

    def adoption(self, adoption_id: str) -> Adoption:
        """Raises AdoptionNotFound."""

    def deed(self, deed_id: str) -> Deed:
        """Raises DeedNotFound."""

    def standing_adoptions(self, department_id: str, since: int) -> list[Adoption]:
        """Of this year and later that did not end."""

    def letter(self, letter_id: str) -> Letter:
        """Raises LetterNotFound."""

    def member(self, member_id: str) -> GroupMember:
        """Raises MemberNotFound."""

    def letters_of(
        self, kind: LetterKind, year: int, *, area: str | None, school_id: str | None
    ) -> list[Letter]:
        """That are not void and were issued by this place or school."""

    def families_in(self, village: str) -> dict[str, str]:
        """Child left behind or in difficulty -> the sealed group `family` of its dossier."""


class Plans(Protocol):
    """What is read by id is locked until the end of the transaction."""

    def add(self, row: Base) -> None: ...

    def plan(self, plan_id: str) -> WorkPlan:
        """Raises PlanNotFound."""

    def step(self, step_id: str) -> PlanStep:
        """Raises StepNotFound."""

    def phases(self, plan_id: str) -> dict[Phase, Period]:
        """In their order."""

    def steps(self, plan_id: str) -> list[PlanStep]:
        """By their first day."""


class Inspections(Protocol):
    """What is read by id is locked until the end of the transaction."""

    def add(self, row: Base) -> None: ...

    def inspection(self, inspection_id: str) -> Inspection:
        """Raises InspectionNotFound."""

    def visit(self, visit_id: str) -> InspectionVisit:
        """Raises InspectionVisitNotFound."""

    def finding(self, finding_id: str) -> Finding:
        """Raises FindingNotFound."""

    def dossiers_under(self, area: str) -> Iterable[tuple[str, str]]:
        """Children left behind or in difficulty, each with its village."""
