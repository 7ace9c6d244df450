"""The search box: a name in any spelling, an ID number, a phone, alone or with a village or school.

A page costs the same in a county ten times as large: it walks along the index of hashes from where
the last page ended. Who was shown is named in the access log, with what was typed.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from services.registry.domain.areas import COUNTY
from services.registry.models import Area, Child, School
from services.registry.queries.children import views, within_reach
from services.registry.queries.hits import Asked, Place, area_range, page_of_hits
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.area_range import under
from shared.contracts.registry.errors import SearchTooShort
from shared.cursors import bad_cursor, joined, parts, position

PLACES_AT_ONCE = 12  # of one name; Chinese counties have villages that share theirs
TYPED, ALIKE = "0", "1"  # first whoever is called so, then whoever sounds so


def search_children(
    uow: UnitOfWork,
    grant: Grant,
    *,
    q: str,
    area: str | None,
    school_id: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """As typed first, then homophones; each by village and id. Raises SearchTooShort."""
    named, within = _split(uow.session, grant, q)
    within.append(within_reach(grant))
    asked = Asked(uow.vault, named)
    if asked.empty:
        raise SearchTooShort()
    if area:
        within.append(area_range(Child.area_code, area))
    if school_id:
        within.append(Child.school_id == school_id)
    hits = _hits(uow, grant, asked, within, _last(after), limit + 1)
    shown = hits[:limit]
    grant.purpose = q
    for _, village, child_id in shown:
        grant.seen(child_id, area=village)
    return {
        "items": _found(uow, grant, shown, today),
        "next": joined(*shown[-1]) if len(hits) > limit else None,
    }


def _hits(
    uow: UnitOfWork,
    grant: Grant,
    asked: Asked,
    within: list[ColumnElement[bool]],
    last: tuple[str, Place] | None,
    wanted: int,
) -> list[tuple[str, str, str]]:
    """How found, village and id."""
    found: list[tuple[str, str, str]] = []
    for stage in (TYPED, ALIKE):
        passed = last is not None and stage < last[0]
        if passed or len(found) >= wanted or (stage == ALIKE and not asked.alike):
            continue
        after = last[1] if last and last[0] == stage else None
        query = page_of_hits(
            grant, asked, alike=stage == ALIKE, within=within, after=after, limit=wanted
        )
        found += [(stage, village, child) for village, child in uow.session.execute(query)]
    return found[:wanted]


def _last(cursor: str | None) -> tuple[str, Place] | None:
    """Raises InvalidRequest."""
    found = parts(cursor, 3)
    if found is None:
        return None
    stage, village, child_id = found
    if stage not in (TYPED, ALIKE):
        raise bad_cursor()
    position(village)
    return stage, (village, child_id)


def _found(
    uow: UnitOfWork, grant: Grant, shown: list[tuple[str, str, str]], today: date
) -> list[dict[str, Any]]:
    ids = [child_id for _, _, child_id in shown]
    rows = {
        child.id: child for child in uow.session.scalars(select(Child).where(Child.id.in_(ids)))
    }
    items = views(uow, grant, [rows[child_id] for child_id in ids if child_id in rows], today)
    how = {child_id: stage for stage, _, child_id in shown}
    return [{**item, "sounds_alike": how[item["id"]] == ALIKE} for item in items]


def _split(session: Session, grant: Grant, q: str) -> tuple[str, list[ColumnElement[bool]]]:
    """The name asked for, and the places that one of several words means: a village, township or
    school of the searcher's county by its name or the beginning of it."""
    words = q.split()
    for place in words if len(words) > 1 else ():
        if len(place) > 1 and not place.isascii() and (bounds := _places(session, grant, place)):
            rest = list(words)
            rest.remove(place)
            return "".join(rest), [or_(*bounds)]
    return q, []


def _places(session: Session, grant: Grant, word: str) -> list[ColumnElement[bool]]:
    county = grant.viewer.area[:COUNTY]
    areas = select(Area.code).where(
        Area.name.startswith(word, autoescape=True), under(Area.code, county)
    )
    schools = select(School.id).where(
        School.name.startswith(word, autoescape=True), under(School.township_code, county)
    )
    bounds = [
        area_range(Child.area_code, code)
        for code in session.scalars(areas.order_by(Area.code).limit(PLACES_AT_ONCE))
    ]
    at = list(session.scalars(schools.order_by(School.id).limit(PLACES_AT_ONCE)))
    return [*bounds, Child.school_id.in_(at)] if at else bounds
