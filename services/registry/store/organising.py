"""Departments, letters and groups on SQLAlchemy."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.registry.domain.letters import LetterKind, LetterState
from services.registry.models import (
    Adoption,
    Base,
    Child,
    Deed,
    Department,
    Dossier,
    GroupMember,
    Letter,
)
from shared.contracts.registry.codes import CARED_FOR
from shared.contracts.registry.organising.errors import (
    AdoptionNotFound,
    DeedNotFound,
    DepartmentNotFound,
    LetterNotFound,
    MemberNotFound,
)
from shared.errors import NotFound

Row = TypeVar("Row", bound=Base)


class Locking:
    """Rows read by id stay this transaction's until its end."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: Base) -> None:
        self._session.add(row)
        self._session.flush()  # a broken rule is told now, and others point to it

    def _locked(self, model: type[Row], row_id: str, missing: type[NotFound]) -> Row:
        query = select(model).where(model.__table__.c.id == row_id).with_for_update()
        row = self._session.scalar(query.execution_options(populate_existing=True))
        if row is None:
            raise missing(row_id)
        return row


class SqlOrganising(Locking):
    def department(self, department_id: str) -> Department:
        return self._locked(Department, department_id, DepartmentNotFound)

    def adoption(self, adoption_id: str) -> Adoption:
        return self._locked(Adoption, adoption_id, AdoptionNotFound)

    def deed(self, deed_id: str) -> Deed:
        return self._locked(Deed, deed_id, DeedNotFound)

    def standing_adoptions(self, department_id: str, since: int) -> list[Adoption]:
        query = select(Adoption).where(
            Adoption.department_id == department_id,
            Adoption.year >= since,
            Adoption.ended_on.is_(None),
        )
        return list(self._session.scalars(query))

    def letter(self, letter_id: str) -> Letter:
        return self._locked(Letter, letter_id, LetterNotFound)

    def member(self, member_id: str) -> GroupMember:
        return self._locked(GroupMember, member_id, MemberNotFound)

    def letters_of(
        self, kind: LetterKind, year: int, *, area: str | None, school_id: str | None
    ) -> list[Letter]:
        query = select(Letter).where(
            Letter.kind == kind,
            Letter.year == year,
            Letter.state != LetterState.VOID,
            Letter.issuer_school == school_id if school_id else Letter.issuer_area == area,
        )
        return list(self._session.scalars(query.order_by(Letter.id)))

    def families_in(self, village: str) -> dict[str, str]:
        query = select(Child.id, Dossier.family).join(Dossier, Dossier.child_id == Child.id)
        query = query.where(
            Child.area_code == village,
            Child.status.in_(CARED_FOR),
            Child.merged_into.is_(None),
            Child.exit_on.is_(None),
        )
        found = self._session.execute(query.order_by(Child.id))
        return {child: family for child, family in found}
