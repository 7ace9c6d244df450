"""What waits in a place or a school, as counts for a first page: kept, or bounded at `ENOUGH`."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from services.registry.domain.areas import TOWNSHIP
from services.registry.domain.dropout import DropoutState
from services.registry.handlers.promoting import first_term, year_of
from services.registry.models import Child, Dropout, HealthCheck, Promotion, ReportCell, School
from services.registry.queries.children import within_reach
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.books import NOW
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.contracts.registry.codes import CARED_FOR

ENOUGH = 100  # more than that is "100 and more" on a card
UNVACCINATED = "target.vaccination=missing"


def count_todo(uow: UnitOfWork, grant: Grant, *, today: date) -> dict[str, Any]:
    """Nothing of a child is shown."""
    return {
        "dropouts": _dropouts(uow, grant),
        "health": _health(uow, grant),
        "vaccinations": _vaccinations(uow, grant),
        "promotions": _promotions(uow, grant, today),
        "enough": ENOUGH,
    }


def _bounded(uow: UnitOfWork, query: Select[Any]) -> int:
    few = query.limit(ENOUGH).subquery()
    return int(uow.session.scalar(select(func.count()).select_from(few)) or 0)


def _dropouts(uow: UnitOfWork, grant: Grant) -> int:
    query = select(Dropout.id).join(Child, Child.id == Dropout.child_id)
    return _bounded(
        uow,
        query.where(
            Dropout.state != DropoutState.OVER, within_reach(grant), Child.merged_into.is_(None)
        ),
    )


def _health(uow: UnitOfWork, grant: Grant) -> int:
    query = select(HealthCheck.id).join(Child, Child.id == HealthCheck.child_id)
    return _bounded(
        uow,
        query.where(
            HealthCheck.state == "follow",
            within_reach(grant.seeing(Group.HEALTH)),
            Child.merged_into.is_(None),
            Child.status != "exited",
        ),
    )


def _vaccinations(uow: UnitOfWork, grant: Grant) -> int:
    """Of the report's kept counts; those are of places, none of schools."""
    area = next(iter(grant.area_prefixes()), None)
    if not area:
        return 0
    query = select(func.sum(ReportCell.children)).where(
        ReportCell.status.in_(CARED_FOR),
        ReportCell.quarter == NOW,
        ReportCell.figure == UNVACCINATED,
        under(ReportCell.area_code, area),
    )
    return int(uow.session.scalar(query) or 0)


def _promotions(uow: UnitOfWork, grant: Grant, today: date) -> int:
    """Schools with pupils that were not promoted though the school year has begun."""
    schools, area = grant.school_ids(), next(iter(grant.area_prefixes()), None)
    query = select(School)
    if schools:
        query = query.where(School.id.in_(schools))
    elif area and len(area) == TOWNSHIP:
        query = query.where(School.township_code == area)
    else:
        return 0
    found = list(uow.session.scalars(query))
    return sum(_due(uow, school, today) for school in found)


def _due(uow: UnitOfWork, school: School, today: date) -> bool:
    year = year_of(uow, school.township_code, today)
    if today < first_term(uow, school.township_code, year, today).first:
        return False
    made = select(Promotion.id).where(
        Promotion.school_id == school.id, Promotion.year == year, Promotion.undone_at.is_(None)
    )
    pupil = select(Child.id).where(Child.school_id == school.id, Child.status != "exited")
    return (
        uow.session.scalar(made.limit(1)) is None and uow.session.scalar(pupil.limit(1)) is not None
    )
