"""Targets of the policy pack by area, computed from counts that are kept (DOMAIN section 3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.registry.models import Area, ReportCell
from services.registry.queries.places import area_ref
from services.registry.queries.reach import asked_area, parts_of, width_below
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.books import NOW
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.contracts.registry.codes import TARGETS

# The children that targets are set for.
CARED_FOR = ("left_behind", "in_difficulty")
# What the registry has facts for; the others' data lie with services that do not tell them yet.
KNOWN = ("dossier", "enrolment", "kindergarten", "vaccination")
Counts = Mapping[str, int]  # figure -> children


def get_targets(uow: UnitOfWork, grant: Grant, *, area: str | None, today: date) -> dict[str, Any]:
    """Raises AreaNotFound, AccessDenied."""
    code = asked_area(uow, grant, area)
    place = uow.places.area(code)
    wanted = uow.rules.in_force(code, today)["targets"]
    whole = _counts(uow.session, code, len(code))
    below = _counts(uow.session, code, width_below(code))
    parts = parts_of(uow.session, code)
    items = [_place(part, below.get(part.code, {}), wanted) for part in parts]
    return {"area": _place(place, whole.get(code, {}), wanted), "items": items, "next": None}


def _counts(session: Session, area: str, width: int) -> dict[str, dict[str, int]]:
    place = func.substr(ReportCell.area_code, 1, width)
    figures = [f"target.{name}={end}" for name in KNOWN for end in ("met", "missing")]
    query = (
        select(place, ReportCell.figure, func.sum(ReportCell.children))
        .where(
            ReportCell.status.in_(CARED_FOR),
            ReportCell.quarter == NOW,
            under(ReportCell.area_code, area),
            ReportCell.figure.in_(figures),
        )
        .group_by(place, ReportCell.figure)
    )
    found: dict[str, dict[str, int]] = {}
    for code, figure, children in session.execute(query):
        found.setdefault(code, {})[figure] = int(children)
    return found


def _place(area: Area, counts: Counts, wanted: Mapping[str, Any]) -> dict[str, Any]:
    targets = [_target(name, counts, wanted[f"{name}_percent"]) for name in TARGETS]
    return {**area_ref(area), "targets": targets}


def _target(name: str, counts: Counts, wanted: int) -> dict[str, Any]:
    met, missing = (counts.get(f"target.{name}={end}", 0) for end in ("met", "missing"))
    asked = met + missing
    return {
        "target": name,
        "wanted": wanted,
        "known": name in KNOWN,
        "met": met,
        "missing": missing,
        # Rounded down: 99.96 % is not 100 %.
        "percent": met * 1000 // asked / 10 if asked else None,
        "reached": met * 100 >= wanted * asked if asked else None,
    }
