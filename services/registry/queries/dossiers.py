"""One dossier, today's or that of any past day, as far as the viewer may see it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from services.registry.domain.ages import age_on
from services.registry.domain.masks import shown
from services.registry.domain.names import masked
from services.registry.domain.record import Facts
from services.registry.models import Child, History, School
from services.registry.queries.places import area_names, breadcrumb, school_view
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.clock import midnight
from shared.contracts.registry.errors import (
    ChildNotFound,
    NothingOnThatDay,
    PurposeMissing,
    UnknownField,
)
from shared.contracts.registry.fields import GROUPS, PLAIN, SECRET
from shared.texts.registry import reason_text

MERGED = ("merged_into", "absorbed")  # in a history, but no facts of the child
DECIDED = ("status", "reasons", "pack", "pack_version", "pack_hash", "judged_on", "level")


@dataclass(frozen=True)
class Snapshot:
    """A dossier as of a day: facts, and what was decided."""

    version: int
    facts: Facts
    decided: dict[str, Any]


def get_dossier(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    purpose: str | None,
    reveal: list[str],
    as_of: date | None,
    today: date,
) -> dict[str, Any]:
    """Raises ChildNotFound, AccessDenied, PurposeMissing, UnknownField, NothingOnThatDay."""
    child = find(uow, grant, child_id)
    revealed = _revealed(grant, reveal, purpose)
    day = min(as_of or today, today)
    snapshot = current(uow, child) if day == today else as_of_day(uow, child_id, day)
    mine = groups_of_child(grant, child)
    return {"id": child_id, "as_of": day, **_view(uow, mine, snapshot, revealed, day)}


def print_dossier(
    uow: UnitOfWork, grant: Grant, *, child_id: str, purpose: str, full: bool, today: date
) -> dict[str, Any]:
    """A printing is a row of the access log of its own. Raises ChildNotFound, AccessDenied."""
    grant.purpose = purpose
    reveal = sorted(SECRET) if full else []
    return get_dossier(
        uow, grant, child_id=child_id, purpose=purpose, reveal=reveal, as_of=None, today=today
    )


def find(uow: UnitOfWork, grant: Grant, child_id: str) -> Child:
    """Checked against the viewer's scopes, and noted as seen."""
    child = uow.session.get(Child, child_id)
    if child is None:
        raise ChildNotFound(child_id)
    grant.require(area=child.area_code, school_id=child.school_id, child_id=child.id)
    grant.seen(child.id)
    return child


def groups_of_child(grant: Grant, child: Child) -> frozenset[Group]:
    return grant.groups_for(area=child.area_code, school_id=child.school_id, child_id=child.id)


def _revealed(grant: Grant, reveal: list[str], purpose: str | None) -> frozenset[str]:
    """The access log says which fields were shown in full, and what for."""
    for name in reveal:
        if name not in SECRET:
            raise UnknownField(name)
    if reveal:
        if not (purpose or "").strip():
            raise PurposeMissing()
        grant.purpose = f"{purpose} [{', '.join(sorted(set(reveal)))}]"
    return frozenset(reveal)


def current(uow: UnitOfWork, child: Child) -> Snapshot:
    record = uow.children.read([child.id])[child.id]
    decided = {name: getattr(child, name) for name in (*DECIDED, "merged_into")}
    return Snapshot(child.version, record.facts, decided)


def as_of_day(uow: UnitOfWork, child_id: str, day: date) -> Snapshot:
    """Every change until the end of the day, one over the other."""
    query = select(History.version, History.changes).where(
        History.subject == f"child/{child_id}", History.at < midnight(day + timedelta(days=1))
    )
    values: dict[str, Any] = {"level": 0}
    version = 0
    for version, changes in uow.session.execute(query.order_by(History.position)):  # noqa: B007
        opened = uow.vault.open(child_id, changes)
        values |= {name: both[1] for name, both in opened.items()}
    if version == 0:
        raise NothingOnThatDay(day.isoformat())
    decided = {name: values.pop(name) for name in DECIDED}
    decided["judged_on"] = date.fromisoformat(decided["judged_on"])
    decided["merged_into"] = values.get("merged_into")
    for name in MERGED:
        values.pop(name, None)
    return Snapshot(version, values, decided)


def _view(
    uow: UnitOfWork,
    mine: frozenset[Group],
    snapshot: Snapshot,
    revealed: frozenset[str],
    day: date,
) -> dict[str, Any]:
    facts, groups = snapshot.facts, _groups(mine, snapshot.facts, revealed)
    path = breadcrumb(uow.session, facts["area_code"], day)
    birth_date = date.fromisoformat(facts["birth_date"])
    name = str(facts["name"])
    return {
        **{field: facts.get(field) for field in PLAIN},
        **snapshot.decided,
        **_behind(mine, snapshot),
        "version": snapshot.version,
        "name": name if "identity" in groups else masked(name),
        "birth_date": birth_date,
        "age": age_on(birth_date, day),
        "area": path[-1] if path else None,
        "breadcrumb": path,
        "school": _school(uow, facts.get("school_id")),
        "groups": groups,
        "hidden": hidden(mine),
        "masked": [
            field
            for group in groups
            for field in GROUPS[group]
            if field in SECRET and facts.get(field) and field not in revealed
        ],
    }


def _behind(mine: frozenset[Group], snapshot: Snapshot) -> dict[str, Any]:
    """The fields of `BEHIND`, empty where the viewer may not see them."""
    family = may_see(mine, "family")
    return {
        "hardships": (snapshot.facts.get("hardships") or []) if family else [],
        "reasons": [reason(code) for code in snapshot.decided["reasons"]] if family else [],
        "level": snapshot.decided["level"] if may_see(mine, "level") else None,
    }


def hidden(mine: frozenset[Group]) -> list[str]:
    """The groups of a dossier that the viewer may not see."""
    return [group for group in (*GROUPS, Group.LEVEL.value) if not may_see(mine, group)]


def _groups(
    mine: frozenset[Group], facts: Facts, revealed: frozenset[str]
) -> dict[str, dict[str, Any]]:
    return {
        group: {name: shown(name, facts.get(name), revealed) for name in names}
        for group, names in GROUPS.items()
        if may_see(mine, group)
    }


def _school(uow: UnitOfWork, school_id: str | None) -> dict[str, Any] | None:
    school = uow.session.get(School, school_id) if school_id else None
    if school is None:
        return None
    return school_view(school, area_names(uow.session, [school.township_code]))


def reason(code: str) -> dict[str, str]:
    return {"code": code, "text": reason_text(code)}


def may_see(mine: frozenset[Group], group: str) -> bool:
    return Group(group) in mine
