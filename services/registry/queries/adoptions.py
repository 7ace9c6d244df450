"""Departments and their schools: who has none, and who has done nothing this term."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, tuple_

from services.registry.domain.organising import term_start
from services.registry.models import Adoption, Deed, Department, School
from services.registry.queries.places import area_names, school_names, school_view
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.registry.organising.errors import AdoptionNotFound, DepartmentNotFound
from shared.cursors import row_of

COLUMNS = ("id", "department_id", "school_id", "township_code", "year", "ended_on")
DEED_COLUMNS = (
    *("id", "done_on", "what", "persons", "amount_fen", "by", "at", "struck_at", "struck_why"),
)


def list_departments(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    year: int | None,
    missing: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Those that are not closed, by name, each with its school of the year. `missing`: only those
    without a school, or with one but without an entry since the term began."""
    year = year or today.year
    mine = and_(visible(grant, area=Department.area_code), Department.closed_on.is_(None))
    if area:
        mine = and_(mine, under(Department.area_code, area))
    lacking = _lacking(year, _term(uow, grant, today))
    query = select(Department).where(mine)
    if missing:
        query = query.where(lacking[missing])
    if (last := row_of(uow.session, Department, after)) is not None:
        query = query.where(tuple_(Department.name, Department.id) > (last.name, last.id))
    query = query.order_by(Department.name, Department.id).limit(limit + 1)
    found = list(uow.session.scalars(query))
    shown = found[:limit]
    return {
        "items": _with_links(uow, grant, shown, year, today),
        "next": shown[-1].id if len(found) > limit else None,
        "year": year,
        "totals": {
            "departments": _count(uow, mine),
            "without_school": _count(uow, and_(mine, lacking["school"])),
            "without_log": _count(uow, and_(mine, lacking["log"])),
        },
    }


def _with_links(
    uow: UnitOfWork, grant: Grant, shown: list[Department], year: int, today: date
) -> list[dict[str, Any]]:
    links = select(Adoption).where(
        Adoption.department_id.in_([d.id for d in shown]), *_standing(year)
    )
    rows = {row["department_id"]: row for row in _rows(uow, grant, links, today)}
    uow.vault.preload(d.id for d in shown)
    for department in shown:
        grant.seen(department.id, area=department.area_code)
    return [{**_department(uow, d), "adoption": rows.get(d.id)} for d in shown]


def _lacking(year: int, since: date) -> dict[str, ColumnElement[bool]]:
    """A department without a school; one that has a school and no entry since the term began."""
    its_own = (Adoption.department_id == Department.id, *_standing(year))
    linked = exists().where(*its_own)
    busy = exists().where(*its_own, Deed.adoption_id == Adoption.id, *_counted(since))
    return {"school": ~linked, "log": and_(linked, ~busy)}


def get_department(
    uow: UnitOfWork, grant: Grant, *, department_id: str, today: date
) -> dict[str, Any]:
    """Raises DepartmentNotFound, AccessDenied."""
    department = uow.session.get(Department, department_id)
    if department is None:
        raise DepartmentNotFound(department_id)
    grant.require(area=department.area_code)
    grant.seen(department.id, area=department.area_code)
    links = select(Adoption).where(Adoption.department_id == department.id)
    links = links.order_by(Adoption.year.desc(), Adoption.id)
    return {
        **_department(uow, department),
        "area": department.area_code,
        "closed_on": department.closed_on,
        "version": department.version,
        "adoptions": _rows(uow, grant, links, today),
        "may_change": True,
    }


def list_adoptions(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    year: int | None,
    silent: bool,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Standing links of a year, by township; `silent`: those without an entry this term."""
    year = year or today.year
    query = select(Adoption).where(_mine(grant), *_standing(year))
    if area:
        query = query.where(under(Adoption.township_code, area))
    if school_id:
        query = query.where(Adoption.school_id == school_id)
    if silent:
        since = _term(uow, grant, today)
        query = query.where(~exists().where(Deed.adoption_id == Adoption.id, *_counted(since)))
    if (last := row_of(uow.session, Adoption, after)) is not None:
        query = query.where(
            tuple_(Adoption.township_code, Adoption.id) > (last.township_code, last.id)
        )
    query = query.order_by(Adoption.township_code, Adoption.id).limit(limit + 1)
    rows = _rows(uow, grant, query, today)
    return {
        "items": rows[:limit],
        "next": rows[limit - 1]["id"] if len(rows) > limit else None,
        "year": year,
    }


def list_unadopted(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    year: int | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Schools that no department has adopted in the year."""
    year = year or today.year
    linked = exists().where(Adoption.school_id == School.id, *_standing(year))
    query = select(School).where(visible(grant, area=School.township_code), ~linked)
    if area:
        query = query.where(under(School.township_code, area))
    if (last := row_of(uow.session, School, after)) is not None:
        place = tuple_(School.township_code, School.id)
        query = query.where(place > (last.township_code, last.id))
    query = query.order_by(School.township_code, School.id).limit(limit + 1)
    found = list(uow.session.scalars(query))
    names = area_names(uow.session, {school.township_code for school in found})
    return {
        "items": [school_view(school, names) for school in found[:limit]],
        "next": found[limit - 1].id if len(found) > limit else None,
        "year": year,
    }


def get_adoption(uow: UnitOfWork, grant: Grant, *, adoption_id: str, today: date) -> dict[str, Any]:
    """Raises AdoptionNotFound, AccessDenied."""
    adoption = uow.session.get(Adoption, adoption_id)
    if adoption is None:
        raise AdoptionNotFound(adoption_id)
    grant.require(
        area=adoption.township_code,
        school_id=adoption.school_id,
        person_id=adoption.department_id,
    )
    grant.seen(adoption.department_id, area=adoption.township_code)
    department = uow.session.get_one(Department, adoption.department_id)
    deeds = select(Deed).where(Deed.adoption_id == adoption.id)
    entries = uow.session.scalars(deeds.order_by(Deed.done_on.desc(), Deed.at.desc()))
    [row] = _rows(uow, grant, select(Adoption).where(Adoption.id == adoption.id), today)
    open_still = adoption.ended_on is None
    return {
        **_department(uow, department),
        **row,
        "why_ended": adoption.why_ended,
        "entries": [{name: getattr(e, name) for name in DEED_COLUMNS} for e in entries],
        "may_log": open_still,
        "may_end": open_still and grant.covers(area=department.area_code),
    }


def _department(uow: UnitOfWork, department: Department) -> dict[str, Any]:
    contact = uow.vault.open(department.id, department.contact)
    return {"id": department.id, "name": department.name, **contact}


def _rows(uow: UnitOfWork, grant: Grant, query: Select[Any], today: date) -> list[dict[str, Any]]:
    links = list(uow.session.scalars(query))
    ids = [link.id for link in links]
    ever = _sums(uow, ids, date.min)
    lately = _sums(uow, ids, _term(uow, grant, today))
    names = select(Department.id, Department.name)
    wanted = [link.department_id for link in links]
    found = uow.session.execute(names.where(Department.id.in_(wanted)))
    departments = {department_id: name for department_id, name in found}
    schools = school_names(uow.session, [link.school_id for link in links])
    townships = area_names(uow.session, {link.township_code for link in links})
    nothing = (0, 0, None)
    return [
        {
            **{column: getattr(link, column) for column in COLUMNS},
            "department": departments[link.department_id],
            "school": schools.get(link.school_id, ""),
            "township": townships.get(link.township_code, ""),
            "deeds": ever.get(link.id, nothing)[0],
            "amount_fen": ever.get(link.id, nothing)[1],
            "last_on": ever.get(link.id, nothing)[2],
            "deeds_this_term": lately.get(link.id, nothing)[0],
        }
        for link in links
    ]


def _sums(
    uow: UnitOfWork, ids: Iterable[str], since: date
) -> dict[str, tuple[int, int, date | None]]:
    """Link -> entries, fen, last day; struck ones do not count."""
    query = select(
        Deed.adoption_id, func.count(), func.sum(Deed.amount_fen), func.max(Deed.done_on)
    ).where(Deed.adoption_id.in_(list(ids)), *_counted(since))
    found = uow.session.execute(query.group_by(Deed.adoption_id))
    return {link: (count, int(fen or 0), last) for link, count, fen, last in found}


def _standing(year: int) -> tuple[ColumnElement[bool], ...]:
    return (Adoption.year == year, Adoption.ended_on.is_(None))


def _counted(since: date) -> tuple[ColumnElement[bool], ...]:
    return (Deed.struck_at.is_(None), Deed.done_on >= since)


def _mine(grant: Grant) -> ColumnElement[bool]:
    return visible(
        grant,
        area=Adoption.township_code,
        school=Adoption.school_id,
        person=Adoption.department_id,
    )


def _term(uow: UnitOfWork, grant: Grant, today: date) -> date:
    return term_start(uow.rules.in_force(grant.viewer.area, today)["terms"], today)


def _count(uow: UnitOfWork, condition: ColumnElement[bool]) -> int:
    return uow.session.scalar(select(func.count()).select_from(Department).where(condition)) or 0
