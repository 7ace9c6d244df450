"""County departments and the schools that they adopt (DOMAIN section 3: 88 departments in one
county, each linked to one school and logging what it did there)."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain.organising import check_done_on, check_year, contact_phone
from services.registry.models import Adoption, Deed, Department
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.errors import AreaNotFound, NothingChanged
from shared.contracts.registry.organising.errors import (
    AdoptionEnded,
    DeedStruck,
    DepartmentAdopting,
    DepartmentChangedMeanwhile,
    DepartmentClosed,
)


def add_department(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str,
    name: str,
    contact_name: str,
    contact_phone: str,
) -> Department:
    """Of a county. Raises AreaNotFound, AccessDenied, ContactPhoneInvalid, DepartmentNameTaken."""
    grant.require(area=area)
    if uow.places.find_area(area) is None:
        raise AreaNotFound(area)
    contact = _contact(contact_name, contact_phone)
    department_id = str(uuid4())
    department = Department(
        id=department_id,
        area_code=area,
        name=name.strip(),
        contact=uow.vault.seal(department_id, contact),
        closed_on=None,
        version=1,
    )
    uow.organising.add(department)
    after = {"name": department.name, **contact}
    _write(uow, grant, department, "add_department", {k: [None, v] for k, v in after.items()})
    return department


def change_department(
    uow: UnitOfWork,
    grant: Grant,
    *,
    department_id: str,
    version: int,
    name: str,
    contact_name: str,
    contact_phone: str,
    closed: bool,
    why: str,
    today: date,
) -> Department:
    """A closed one keeps its years; it can be opened again. Raises DepartmentNotFound,
    AccessDenied, DepartmentChangedMeanwhile, ContactPhoneInvalid, DepartmentAdopting,
    NothingChanged, DepartmentNameTaken."""
    department = uow.organising.department(department_id)
    grant.require(area=department.area_code)
    if version != department.version:
        raise DepartmentChangedMeanwhile()
    if closed and uow.organising.standing_adoptions(department_id, today.year):
        raise DepartmentAdopting()
    before = _facts(uow, department)
    contact = _contact(contact_name, contact_phone)
    department.name = name.strip()
    department.contact = uow.vault.seal(department_id, contact)
    department.closed_on = (department.closed_on or today) if closed else None
    after = _facts(uow, department)
    changes = {k: [before[k], after[k]] for k in after if before[k] != after[k]}
    if not changes:
        raise NothingChanged()
    department.version += 1
    _write(uow, grant, department, "change_department", changes, why)
    return department


def adopt_school(
    uow: UnitOfWork, grant: Grant, *, department_id: str, school_id: str, year: int, today: date
) -> Adoption:
    """Raises DepartmentNotFound, SchoolNotFound, AccessDenied, DepartmentClosed,
    AdoptionYearInvalid, AlreadyAdopting."""
    department = uow.organising.department(department_id)
    school = uow.places.school(school_id)
    grant.require(area=department.area_code)
    grant.require(area=school.township_code)
    if department.closed_on is not None:
        raise DepartmentClosed()
    check_year(year, today)
    adoption = Adoption(
        id=str(uuid4()),
        department_id=department.id,
        school_id=school.id,
        township_code=school.township_code,
        year=year,
        ended_on=None,
        why_ended=None,
        version=1,
    )
    uow.organising.add(adoption)
    changes = {"school_id": [None, school.id], "year": [None, year]}
    _record(uow, grant, adoption, "adopt_school", changes)
    return adoption


def end_adoption(
    uow: UnitOfWork, grant: Grant, *, adoption_id: str, why: str, today: date
) -> Adoption:
    """The department may then take another school. Raises AdoptionNotFound, AccessDenied,
    AdoptionEnded."""
    adoption = uow.organising.adoption(adoption_id)
    grant.require(area=adoption.township_code)
    if adoption.ended_on is not None:
        raise AdoptionEnded()
    adoption.ended_on, adoption.why_ended = today, why
    adoption.version += 1
    changes = {"ended_on": [None, today.isoformat()]}
    _record(uow, grant, adoption, "end_adoption", changes, why)
    return adoption


def log_deed(
    uow: UnitOfWork,
    grant: Grant,
    *,
    adoption_id: str,
    done_on: date,
    what: str,
    persons: str,
    amount_fen: int | None,
    today: date,
) -> Adoption:
    """Raises AdoptionNotFound, AccessDenied, AdoptionEnded, DoneOnInvalid."""
    adoption = _reached(uow, grant, adoption_id)
    if adoption.ended_on is not None:
        raise AdoptionEnded()
    check_done_on(done_on, adoption.year, today)
    deed = Deed(
        id=str(uuid4()),
        adoption_id=adoption.id,
        done_on=done_on,
        what=what.strip(),
        persons=persons.strip(),
        amount_fen=amount_fen,
        by=grant.viewer.account_id,
        at=now(),
        struck_by=None,
        struck_at=None,
        struck_why=None,
    )
    uow.organising.add(deed)
    adoption.version += 1
    changes: dict[str, Any] = {"done_on": [None, done_on.isoformat()], "what": [None, deed.what]}
    changes |= {"persons": [None, deed.persons], "amount_fen": [None, amount_fen]}
    _record(uow, grant, adoption, "log_deed", changes)
    return adoption


def strike_deed(uow: UnitOfWork, grant: Grant, *, deed_id: str, why: str) -> Adoption:
    """It stays to be read, and counts no more. Raises DeedNotFound, AccessDenied, DeedStruck."""
    deed = uow.organising.deed(deed_id)
    adoption = _reached(uow, grant, deed.adoption_id)
    if deed.struck_at is not None:
        raise DeedStruck()
    deed.struck_by, deed.struck_at, deed.struck_why = grant.viewer.account_id, now(), why
    adoption.version += 1
    _record(uow, grant, adoption, "strike_deed", {"deed": [deed.id, None]}, why)
    return adoption


def _reached(uow: UnitOfWork, grant: Grant, adoption_id: str) -> Adoption:
    adoption = uow.organising.adoption(adoption_id)
    grant.require(
        area=adoption.township_code,
        school_id=adoption.school_id,
        person_id=adoption.department_id,
    )
    return adoption


def _contact(name: str, phone: str) -> dict[str, str]:
    return {"contact_name": name.strip(), "contact_phone": contact_phone(phone)}


def _facts(uow: UnitOfWork, department: Department) -> dict[str, Any]:
    closed = department.closed_on and department.closed_on.isoformat()
    contact = uow.vault.open(department.id, department.contact)
    return {"name": department.name, "closed_on": closed, **contact}


def _write(
    uow: UnitOfWork,
    grant: Grant,
    department: Department,
    operation: str,
    changes: dict[str, Any],
    reason: str | None = None,
) -> None:
    uow.record(
        subject=f"department/{department.id}",
        version=department.version,
        operation=operation,
        by=grant.viewer.account_id,
        changes=changes,
        reason=reason,
        key_of=department.id,
    )
    grant.seen(department.id, area=department.area_code)


def _record(
    uow: UnitOfWork,
    grant: Grant,
    adoption: Adoption,
    operation: str,
    changes: dict[str, Any],
    reason: str | None = None,
) -> None:
    uow.record(
        subject=f"adoption/{adoption.id}",
        version=adoption.version,
        operation=operation,
        by=grant.viewer.account_id,
        changes=changes,
        reason=reason,
    )
    grant.seen(adoption.department_id, area=adoption.township_code)
