"""Children who are away from school, and what was done to bring them back."""

from datetime import date
from typing import Any

from sqlalchemy import select, tuple_

from services.registry.domain.ages import age_on
from services.registry.domain.dropout import DropoutState
from services.registry.models import Child, Dropout, Persuasion
from services.registry.queries.children import names_of, within_reach
from services.registry.queries.dossiers import find
from services.registry.queries.places import breadcrumb, school_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.area_range import under
from shared.contracts.registry.schooling.errors import DropoutNotFound
from shared.cursors import row_of

COLUMNS = (
    *("id", "child_id", "state", "absent_since", "dropped_on", "reported_on", "over_on"),
    *("outcome", "known", "report", "version"),
)
ATTEMPT = ("number", "on_day", "who", "method", "result", "note", "by", "at")
Found = tuple[Dropout, Child]


def list_dropouts(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    state: str | None,
    child_id: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Longest away last; without `state` those that are not over."""
    query = select(Dropout, Child).join(Child, Child.id == Dropout.child_id)
    query = query.where(within_reach(grant), Child.merged_into.is_(None))
    if area:
        query = query.where(under(Child.area_code, area))
    if child_id:
        query = query.where(Dropout.child_id == child_id)
    if state:
        query = query.where(Dropout.state == DropoutState(state))
    elif not child_id:
        query = query.where(Dropout.state != DropoutState.OVER)
    if (last := row_of(uow.session, Dropout, after)) is not None:
        place = tuple_(Dropout.absent_since, Dropout.id)
        query = query.where(place < (last.absent_since, last.id))
    query = query.order_by(Dropout.absent_since.desc(), Dropout.id.desc()).limit(limit + 1)
    found = [(dropout, child) for dropout, child in uow.session.execute(query)]
    return {
        "items": _views(uow, grant, found[:limit], today),
        "next": found[limit - 1][0].id if len(found) > limit else None,
    }


def get_dropout(uow: UnitOfWork, grant: Grant, *, dropout_id: str, today: date) -> dict[str, Any]:
    """With the attempts at persuasion. Raises DropoutNotFound, AccessDenied."""
    dropout = uow.session.get(Dropout, dropout_id)
    if dropout is None:
        raise DropoutNotFound(dropout_id)
    child = find(uow, grant, dropout.child_id)
    query = select(Persuasion).where(Persuasion.dropout_id == dropout_id)
    attempts = uow.session.scalars(query.order_by(Persuasion.number))
    path = breadcrumb(uow.session, child.area_code)
    levels = ("county", "township", "village")
    return {
        **_views(uow, grant, [(dropout, child)], today)[0],
        "place": "".join(step["name"] for step in path if step["level"] in levels),
        "persuasions": [{name: getattr(one, name) for name in ATTEMPT} for one in attempts],
    }


def _views(uow: UnitOfWork, grant: Grant, found: list[Found], today: date) -> list[dict[str, Any]]:
    names = names_of(uow, grant, [child.id for _, child in found])
    schools = school_names(uow.session, {child.school_id for _, child in found})
    for _, child in found:
        grant.seen(child.id, area=child.area_code)
    return [
        {
            **{column: getattr(dropout, column) for column in COLUMNS},
            "name": names[child.id],
            "sex": child.sex,
            "age": age_on(child.birth_date, today),
            "area_code": child.area_code,
            "school_name": schools.get(child.school_id or ""),
            "class_name": child.class_name,
            "days": ((dropout.over_on or today) - dropout.absent_since).days + 1,
            "attempts": uow.dropouts.attempts(dropout.id),
            "attempts_wanted": uow.rules.in_force(child.area_code, today)["dropout"]["persuasions"],
        }
        for dropout, child in found
    ]
