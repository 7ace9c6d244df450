"""Two dossiers side by side, and the merges that were made."""

from typing import Any

from sqlalchemy import select, tuple_

from services.registry.domain.masks import shown
from services.registry.domain.record import FIELDS, ChildRecord
from services.registry.models import Child, Merge
from services.registry.queries.children import names_of
from services.registry.queries.dossiers import find, groups_of_child, may_see
from services.registry.queries.places import breadcrumb, school_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.registry.errors import MergedWithItself
from shared.contracts.registry.fields import SHOWN_BY
from shared.cursors import row_of

LEVEL = "level"
NOTHING: frozenset[str] = frozenset()


def compare_children(
    uow: UnitOfWork, grant: Grant, *, child_id: str, other_id: str
) -> dict[str, Any]:
    """Every field that one of the two has, with both values; secret ones masked, and said to be
    the same or not. Raises ChildNotFound, AccessDenied, MergedWithItself."""
    if child_id == other_id:
        raise MergedWithItself()
    both = [find(uow, grant, each) for each in (child_id, other_id)]
    mine = groups_of_child(grant, both[0]) & groups_of_child(grant, both[1])
    records = uow.children.read([child_id, other_id])
    one, other = records[child_id], records[other_id]
    return {
        "files": [_file(uow, grant, child, records[child.id]) for child in both],
        "rows": [
            row
            for name in (*FIELDS, LEVEL)
            if name not in SHOWN_BY or may_see(mine, SHOWN_BY[name])
            for row in _row(name, _value(one, name), _value(other, name))
        ],
    }


def _value(record: ChildRecord, name: str) -> Any:
    return record.level if name == LEVEL else record.facts.get(name)


def _row(name: str, one: Any, other: Any) -> list[dict[str, Any]]:
    if one in (None, "", []) and other in (None, "", []):
        return []
    values = [shown(name, value, NOTHING) for value in (one, other)]
    return [{"field": name, "values": values, "same": one == other}]


def _file(uow: UnitOfWork, grant: Grant, child: Child, record: ChildRecord) -> dict[str, Any]:
    names = names_of(uow, grant, [child.id])
    schools = school_names(uow.session, [child.school_id])
    return {
        "id": child.id,
        "version": child.version,
        "name": names[child.id],
        "area_code": child.area_code,
        "place": "".join(step["name"] for step in breadcrumb(uow.session, child.area_code)[-2:]),
        "school_name": schools.get(child.school_id or ""),
        "status": child.status,
        "level": child.level if Group.LEVEL in groups_of_child(grant, child) else None,
        "registered_on": record.registered_on,
        "merged_into": child.merged_into,
        "has_absorbed": uow.merges.has_absorbed(child.id),
    }


def list_merges(
    uow: UnitOfWork, grant: Grant, *, area: str | None, after: str | None, limit: int
) -> dict[str, Any]:
    """Newest first, undone ones too."""
    query = select(Merge).where(visible(grant, area=Merge.area_code))
    if area:
        query = query.where(under(Merge.area_code, area))
    if (last := row_of(uow.session, Merge, after)) is not None:
        query = query.where(tuple_(Merge.merged_at, Merge.id) < (last.merged_at, last.id))
    query = query.order_by(Merge.merged_at.desc(), Merge.id.desc()).limit(limit + 1)
    found = list(uow.session.scalars(query))
    return {
        "items": [view(uow, grant, merge) for merge in found[:limit]],
        "next": found[limit - 1].id if len(found) > limit else None,
    }


def view(uow: UnitOfWork, grant: Grant, merge: Merge) -> dict[str, Any]:
    both = [merge.survivor_id, merge.absorbed_id]
    names = names_of(uow, grant, both)
    for child_id in both:
        grant.seen(child_id, area=merge.area_code)
    within = grant.covers(area=merge.area_code) and grant.covers(area=merge.absorbed_area)
    return {
        "id": merge.id,
        "survivor_id": merge.survivor_id,
        "absorbed_id": merge.absorbed_id,
        "name": names[merge.survivor_id],
        "absorbed_name": names[merge.absorbed_id],
        "area_code": merge.area_code,
        "why": merge.why,
        "merged_at": merge.merged_at,
        "undone_at": merge.undone_at,
        "may_undo": merge.undone_at is None and within,
    }
