"""How many children an area has of each status and level, from counts that are kept."""

from collections import defaultdict
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.registry.models import Area, AreaCount, Child
from services.registry.queries.places import area_ref
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.area_range import under
from shared.contracts.registry.codes import STATUSES
from shared.errors import AccessDenied

Key = tuple[str, str, int]  # village, status, level


def count_children(uow: UnitOfWork, grant: Grant, *, area: str | None) -> dict[str, Any]:
    """The area and each area right under it; the parts sum to the whole."""
    prefix = area or next(iter(grant.area_prefixes()), None)
    if prefix is None:
        if not grant.everything:
            raise AccessDenied()
        prefix = _top(uow.session)
    grant.require(area=prefix)
    whole = uow.places.area(prefix)
    under = select(Area).where(Area.parent == prefix).order_by(Area.code)
    parts = list(uow.session.scalars(under))
    width = len(parts[0].code) if parts else len(prefix)
    counts = _by_part(uow.session, prefix, width)
    total: dict[tuple[str, int], int] = defaultdict(int)
    for part in counts.values():
        for key, children in part.items():
            total[key] += children
    return {
        "area": _view(whole, total),
        "items": [_view(part, counts.get(part.code, {})) for part in parts],
        "next": None,
    }


def _top(session: Session) -> str:
    """The county that the command line means when it names none."""
    query = select(Area.code).where(Area.level == "county").order_by(Area.code)
    return session.scalar(query) or ""


def _by_part(session: Session, prefix: str, width: int) -> dict[str, dict[tuple[str, int], int]]:
    part = func.substr(AreaCount.area_code, 1, width)
    query = (
        select(part, AreaCount.status, AreaCount.level, func.sum(AreaCount.children))
        .where(under(AreaCount.area_code, prefix))
        .group_by(part, AreaCount.status, AreaCount.level)
    )
    counts: dict[str, dict[tuple[str, int], int]] = defaultdict(dict)
    for code, status, level, children in session.execute(query):
        counts[code][status, level] = int(children)
    return counts


def _view(area: Area, counts: dict[tuple[str, int], int]) -> dict[str, Any]:
    by_status = dict.fromkeys(STATUSES, 0)
    by_level = dict.fromkeys(map(str, range(5)), 0)
    for (status, level), children in counts.items():
        by_status[status] += children
        by_level[str(level)] += children
    total = sum(by_status.values()) - by_status["exited"]
    return {**area_ref(area), "children": total, "by_status": by_status, "by_level": by_level}


def wrong_counts(session: Session) -> dict[Key, tuple[int, int]]:
    """Counts kept that differ from the children on file: key -> (kept, true). Reads all children:
    a check, not a page."""
    kept = {
        (row.area_code, row.status, row.level): row.children
        for row in session.scalars(select(AreaCount))
    }
    query = select(Child.area_code, Child.status, Child.level, func.count()).group_by(
        Child.area_code, Child.status, Child.level
    )
    true: dict[Key, int] = {
        (area, status, level): n for area, status, level, n in session.execute(query)
    }
    return {
        key: (kept.get(key, 0), true.get(key, 0))
        for key in kept.keys() | true.keys()
        if kept.get(key, 0) != true.get(key, 0)
    }
