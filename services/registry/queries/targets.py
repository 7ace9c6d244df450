"""Targets of the policy pack by area, computed from counts that are kept (DOMAIN section 3)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from services.registry.domain.areas import COUNTY
from services.registry.models import Area, Case, CaseDuty, ReportCell, TargetDay
from services.registry.queries.places import area_ref
from services.registry.queries.reach import asked_area, parts_of, width_below
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.books import NOW
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.clock import midnight
from shared.contracts.registry.codes import CARED_FOR, TARGETS
from shared.contracts.registry.errors import TargetDayInvalid

# What the registry has facts for; the others' data lie with services that do not tell them yet.
KEPT = ("dossier", "enrolment", "kindergarten", "vaccination")
LEGAL_AID = "legal_aid"  # of cases, not of children
KNOWN = (*KEPT, LEGAL_AID)
Counts = Mapping[str, int]  # figure -> children


def get_targets(
    uow: UnitOfWork, grant: Grant, *, area: str | None, on: date | None, today: date
) -> dict[str, Any]:
    """As they stand now, or stood at the end of a past day, by that day's pack. Raises
    AreaNotFound, AccessDenied, TargetDayInvalid for a day to come or before there were numbers."""
    code = asked_area(uow, grant, area)
    place = uow.places.area(code)
    day = _asked_day(uow.session, code, on, today)
    wanted = uow.rules.in_force(code, day or today)["targets"]
    cases = _legal_aid(uow.session, code, wanted, day or today, past=day is not None)
    whole = _counts(uow.session, code, len(code), day)
    below = _counts(uow.session, code, width_below(code), day)
    for found, width in ((whole, len(code)), (below, width_below(code))):
        for area, met in cases:
            end = f"target.{LEGAL_AID}={'met' if met else 'missing'}"
            figures = found.setdefault(area[:width], {})
            figures[end] = figures.get(end, 0) + 1
    parts = parts_of(uow.session, code)
    items = [_place(part, below.get(part.code, {}), wanted) for part in parts]
    area_now = _place(place, whole.get(code, {}), wanted)
    return {"area": area_now, "on": day, "items": items, "next": None}


def _asked_day(session: Session, code: str, on: date | None, today: date) -> date | None:
    """None for today."""
    if on is None or on == today:
        return None
    counted = under(TargetDay.area_code, code[:COUNTY])
    first = session.scalar(select(func.min(TargetDay.on_day)).where(counted))
    if on > today or first is None or on < first:
        raise TargetDayInvalid((first or today).isoformat(), today.isoformat())
    return on


def _counts(session: Session, area: str, width: int, day: date | None) -> dict[str, dict[str, int]]:
    """Place -> figure -> children; of a past day: what is now, without what came after it."""
    place = func.substr(ReportCell.area_code, 1, width)
    figures = [f"target.{name}={end}" for name in KEPT for end in ("met", "missing")]
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
    if day is not None:
        for code, figure, more in session.execute(_since(area, width, figures, day)):
            counted = found.setdefault(code, {})
            counted[figure] = counted.get(figure, 0) - int(more)
    return found


def _since(area: str, width: int, figures: list[str], day: date) -> Select[Any]:
    place = func.substr(TargetDay.area_code, 1, width)
    query = select(place, TargetDay.figure, func.sum(TargetDay.children)).where(
        under(TargetDay.area_code, area), TargetDay.figure.in_(figures), TargetDay.on_day > day
    )
    return query.group_by(place, TargetDay.figure)


def _legal_aid(
    session: Session, code: str, wanted: Mapping[str, Any], day: date, *, past: bool
) -> list[tuple[str, bool]]:
    """Of the year's cases that qualify and all that ran on the day: where, and whether legal aid
    had been given. Reads cases, of which a county has few."""
    since, until = midnight(date(day.year, 1, 1)), midnight(day + timedelta(days=1))
    ran = and_(Case.state == "closed", Case.closed_at >= until) if past else false()
    query = select(Case.id, Case.area_code, Case.findings).where(
        under(Case.area_code, code),
        Case.opened_at < until,
        or_(Case.opened_at >= since, Case.state != "closed", ran),
        or_(Case.closed_as.is_(None), Case.closed_as.not_in(("no_danger", "joined")), ran),
    )
    asked = set(wanted["legal_aid_findings"])
    cases = [(i, area) for i, area, found in session.execute(query) if asked & set(found)]
    done = select(CaseDuty.case_id).where(
        CaseDuty.case_id.in_([i for i, _ in cases]),
        CaseDuty.kind.in_(wanted["legal_aid_duties"]),
        CaseDuty.state == "done",
        CaseDuty.ended_at < until,
    )
    covered = set(session.scalars(done))
    return [(area, i in covered) for i, area in cases]


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
