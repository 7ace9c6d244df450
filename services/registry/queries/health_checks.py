"""Health checks: a class's sheet of the term, a child's growth, and whom to follow up."""

from datetime import date
from typing import Any

from sqlalchemy import select

from services.registry.domain import health
from services.registry.domain.ages import age_on
from services.registry.handlers.checking_health import term_now
from services.registry.models import Child, HealthCheck, HealthFollowUp
from services.registry.queries.children import names_of, within_reach
from services.registry.queries.dossiers import find, groups_of_child
from services.registry.queries.places import area_names, school_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.area_range import under
from shared.cursors import key
from shared.errors import AccessDenied


def list_class_checks(
    uow: UnitOfWork, grant: Grant, *, school_id: str, class_name: str | None, today: date
) -> dict[str, Any]:
    """The sheet of a class for the running term, to fill in. Raises SchoolNotFound,
    AccessDenied."""
    school = uow.places.school(school_id)
    grant.require(area=school.township_code, school_id=school.id)
    pack = uow.rules.in_force(school.township_code, today)
    term = term_now(pack, today)
    pupils = select(Child).where(
        Child.school_id == school.id, Child.merged_into.is_(None), Child.status != "exited"
    )
    children = list(uow.session.scalars(pupils))
    classes = sorted({child.class_name for child in children if child.class_name})
    chosen = [child for child in children if class_name and child.class_name == class_name]
    query = select(HealthCheck).where(
        HealthCheck.child_id.in_([child.id for child in chosen]), HealthCheck.term == term.text
    )
    checks = {check.child_id: check for check in uow.session.scalars(query)}
    names = names_of(uow, grant, [child.id for child in chosen])
    for child in chosen:
        grant.seen(child.id, area=child.area_code)
    return {
        "school_id": school.id,
        "school_name": school.name,
        "term": term.text,
        "from_day": term.first,
        "to_day": min(term.last, today),
        "classes": classes,
        "items": [
            {
                "child_id": child.id,
                "name": names[child.id],
                "sex": child.sex,
                "check": _check(uow, checks[child.id]) if child.id in checks else None,
            }
            for child in sorted(chosen, key=lambda child: names[child.id])
        ],
    }


def health_template(
    uow: UnitOfWork, grant: Grant, *, school_id: str, today: date
) -> dict[str, Any]:
    """The pupils of a school for a sheet to fill in, by class and name. Raises SchoolNotFound,
    AccessDenied."""
    school = uow.places.school(school_id)
    grant.require(area=school.township_code, school_id=school.id)
    pack = uow.rules.in_force(school.township_code, today)
    pupils = select(Child).where(
        Child.school_id == school.id, Child.merged_into.is_(None), Child.status != "exited"
    )
    children = list(uow.session.scalars(pupils))
    names = names_of(uow, grant, [child.id for child in children])
    for child in children:
        grant.seen(child.id, area=child.area_code)
    rows = [
        {
            "class_name": child.class_name or "",
            "name": names[child.id],
            "birth_date": child.birth_date,
        }
        for child in children
    ]
    return {
        "school": school.name,
        "term": term_now(pack, today).text,
        "rows": sorted(rows, key=lambda row: (row["class_name"], row["name"], row["birth_date"])),
    }


def _check(uow: UnitOfWork, check: HealthCheck) -> dict[str, Any]:
    found = uow.vault.open(check.child_id, check.found)
    values = found["values"]
    return {
        "id": check.id,
        "term": check.term,
        "checked_on": check.checked_on,
        "state": check.state,
        "values": {name: values.get(name) for name in health.FIELDS},
        "abnormal": found["abnormal"],
        "bmi": health.body_mass_index(values),
    }


def get_growth(uow: UnitOfWork, grant: Grant, *, child_id: str, today: date) -> dict[str, Any]:
    """Every term's check, oldest first, with what was done about it. Raises ChildNotFound,
    AccessDenied."""
    child = find(uow, grant, child_id)
    if Group.HEALTH not in groups_of_child(grant, child):
        raise AccessDenied()
    query = select(HealthCheck).where(HealthCheck.child_id == child.id)
    checks = list(uow.session.scalars(query.order_by(HealthCheck.checked_on)))
    steps = select(HealthFollowUp).where(HealthFollowUp.check_id.in_([c.id for c in checks]))
    done: dict[str, list[dict[str, Any]]] = {}
    for one in uow.session.scalars(steps.order_by(HealthFollowUp.number)):
        about = {"on_day": one.on_day, "note": one.note, "treated": one.treated, "at": one.at}
        done.setdefault(one.check_id, []).append(about)
    return {
        "child_id": child.id,
        "name": names_of(uow, grant, [child.id])[child.id],
        "sex": child.sex,
        "age": age_on(child.birth_date, today),
        "items": [{**_check(uow, one), "follow_ups": done.get(one.id, [])} for one in checks],
    }


def list_health_follow_ups(
    uow: UnitOfWork, grant: Grant, *, area: str | None, after: str | None, limit: int
) -> dict[str, Any]:
    """Children of whom something is still to be treated."""
    query = select(HealthCheck, Child).join(Child, Child.id == HealthCheck.child_id)
    query = query.where(
        HealthCheck.state == "follow",
        within_reach(grant),
        within_reach(grant.seeing(Group.HEALTH)),
        Child.merged_into.is_(None),
        Child.status != "exited",
    )
    if area:
        query = query.where(under(Child.area_code, area))
    if (last := key(after)) is not None:
        query = query.where(HealthCheck.id > last)
    rows = [(c, k) for c, k in uow.session.execute(query.order_by(HealthCheck.id).limit(limit + 1))]
    shown = rows[:limit]
    names = names_of(uow, grant, [child.id for _, child in shown])
    areas = area_names(uow.session, {child.area_code for _, child in shown})
    schools = school_names(uow.session, {child.school_id for _, child in shown})
    for _, child in shown:
        grant.seen(child.id, area=child.area_code)
    return {
        "items": [
            {
                "check_id": check.id,
                "child_id": child.id,
                "name": names[child.id],
                "area_name": areas.get(child.area_code, ""),
                "school_name": schools.get(child.school_id or ""),
                "class_name": child.class_name,
                "term": check.term,
                "checked_on": check.checked_on,
                "abnormal": uow.vault.open(child.id, check.found)["abnormal"],
            }
            for check, child in shown
        ],
        "next": shown[-1][0].id if len(rows) > limit else None,
    }
