"""The lists of the organising as they go out: whole, up to as many rows as an office can read."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from services.registry.domain.groups import RANK
from services.registry.models import GroupMember
from services.registry.queries import adoptions, evaluations, groups, inspections, letters, plans
from services.registry.queries.places import area_names, school_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.access.table import admit
from shared.contracts.registry.organising import departments as department_schemas
from shared.contracts.registry.organising import evaluations as evaluation_schemas
from shared.contracts.registry.organising import groups as group_schemas
from shared.contracts.registry.organising import inspections as inspection_schemas
from shared.contracts.registry.organising import letters as letter_schemas
from shared.contracts.registry.organising import plans as plan_schemas

MOST = 5000  # rows of one workbook
Rows = list[dict[str, Any]]
Read = Callable[[UnitOfWork, Grant, int, date], Rows]


def export_organising(
    uow: UnitOfWork, grant: Grant, *, what: str, year: int | None, evaluated: str, today: date
) -> dict[str, Any]:
    """Under the rule of the list itself, too. Raises AccessDenied."""
    year = year or today.year
    own = admit(grant.viewer, f"registry.{RULES[what]}")
    if what == "evaluations":
        rows = _evaluations(uow, own, evaluated, year, today)
    else:
        rows = READS[what](uow, own, year, today)
    grant.checked, grant.subjects = True, grant.subjects | own.subjects
    return {
        "what": what,
        "year": year,
        "place": _place(uow, grant),
        "evaluated": evaluated if what == "evaluations" else None,
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
    }


def _place(uow: UnitOfWork, grant: Grant) -> str:
    school = grant.viewer.school_id
    if school:
        return school_names(uow.session, [school]).get(school, "")
    return area_names(uow.session, [grant.viewer.area]).get(grant.viewer.area, "")


def _departments(uow: UnitOfWork, grant: Grant, year: int, today: date) -> Rows:
    asked: dict[str, Any] = {"area": None, "missing": None, "after": None, "limit": MOST + 1}
    found = adoptions.list_departments(uow, grant, year=year, **asked, today=today)
    return _dumped(department_schemas.DepartmentRow, found["items"])


def _adoptions(uow: UnitOfWork, grant: Grant, year: int, today: date) -> Rows:
    asked: dict[str, Any] = {"area": None, "school_id": None, "silent": False, "after": None}
    found = adoptions.list_adoptions(uow, grant, year=year, **asked, limit=MOST + 1, today=today)
    return _dumped(department_schemas.AdoptionRow, found["items"])


def _letters(uow: UnitOfWork, grant: Grant, year: int, today: date) -> Rows:
    asked: dict[str, Any] = {"kind": None, "state": None, "area": None, "after": None}
    found = letters.list_letters(uow, grant, year=year, **asked, limit=MOST + 1, today=today)
    return _dumped(letter_schemas.LetterView, found["items"])


def _plans(uow: UnitOfWork, grant: Grant, year: int, today: date) -> Rows:
    """One row for each step."""
    steps = plans.steps_of_year(uow, grant, year=year, most=MOST + 1, today=today)
    views = _dumped(plan_schemas.StepView, steps)
    both = zip(views, steps, strict=True)
    return [view | {"title": step["title"], "place": step["place"]} for view, step in both]


def _findings(uow: UnitOfWork, grant: Grant, year: int, today: date) -> Rows:
    """Of the year in which they are to be put right."""
    asked: dict[str, Any] = {"waiting": None, "area": None, "after": None, "limit": MOST + 1}
    found = inspections.list_findings(uow, grant, **asked, due_in=year, today=today)
    return _dumped(inspection_schemas.FindingView, found["items"])


def _groups(uow: UnitOfWork, grant: Grant, _year: int, today: date) -> Rows:
    """Everybody in post today at the viewer's place and below, place by place, the head first."""
    seen = visible(grant, area=GroupMember.area_code, school=GroupMember.school_id)
    in_post = or_(GroupMember.to_on.is_(None), GroupMember.to_on >= today)
    query = select(GroupMember).where(seen, in_post, GroupMember.from_on <= today)
    found = list(uow.session.scalars(query.order_by(GroupMember.area_code).limit(MOST + 1)))
    uow.vault.preload(member.id for member in found)
    places = area_names(uow.session, [member.area_code for member in found])
    schools = school_names(uow.session, [member.school_id for member in found])
    found.sort(key=lambda m: (m.area_code, m.school_id or "", RANK[m.post], m.from_on))
    rows = []
    for member in found:
        [view] = _dumped(group_schemas.MemberView, [groups.member_view(uow, grant, member)])
        place = schools.get(member.school_id or "") or places.get(member.area_code, "")
        rows.append(view | {"place": place})
    return rows


def _evaluations(uow: UnitOfWork, grant: Grant, kind: str, year: int, today: date) -> Rows:
    asked: dict[str, Any] = {"evaluated": kind, "area": None}
    found = evaluations.list_evaluations(uow, grant, year=year, **asked, today=today)
    return _dumped(evaluation_schemas.EvaluationView, found["items"])


def _dumped(schema: Any, rows: Any) -> Rows:
    return list(schema(many=True).dump(rows))


READS: Mapping[str, Read] = {
    "departments": _departments,
    "adoptions": _adoptions,
    "groups": _groups,
    "letters": _letters,
    "plans": _plans,
    "findings": _findings,
}
# Whose rule holds for a list.
RULES = {
    "departments": "list_departments",
    "adoptions": "list_adoptions",
    "groups": "get_group",
    "letters": "list_letters",
    "plans": "list_plans",
    "findings": "list_findings",
    "evaluations": "list_evaluations",
}
