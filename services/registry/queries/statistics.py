"""Quarterly and annual reports: opening + in - out = closing, at each level of place (DOMAIN 3).

Everything is summed from counts by village that are kept as facts change, so that a township is the
sum of its villages by construction, and no report reads the children of a county.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from services.registry.domain.areas import COUNTY
from services.registry.domain.figures import ALL, STOCK_ONLY
from services.registry.domain.quarters import Quarter
from services.registry.models import Area, ReportCell, Round, SignOff
from services.registry.queries.balances import Balance, Period, balances
from services.registry.queries.places import area_ref
from services.registry.queries.reach import WIDTHS, asked_area, parts_of, width_below
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.contracts.registry.codes import (
    BREAKDOWNS,
    CARE_QUALITIES,
    GUARDIANS,
    HARDSHIPS,
    RELIEF,
    SEXES,
    STAGES,
)

ORDER = {
    "sex": SEXES,
    "stage": STAGES,
    "guardian": GUARDIANS,
    "hardship": HARDSHIPS,
    "care_quality": CARE_QUALITIES,
    "relief": RELIEF,
}
SHOWN = 12  # periods to choose from


def get_statistics(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    period: str | None,
    status: str,
    today: date,
) -> dict[str, Any]:
    """Raises AreaNotFound, AccessDenied, QuarterUnknown."""
    code = asked_area(uow, grant, area)
    asked, place = Period.asked(period, today), uow.places.area(code)
    whole = balances(uow.session, code, len(code), [status], asked, today)[code]
    below = balances(uow.session, code, width_below(code), [status], asked, today, [ALL])
    signed = _signed(uow, code, asked)
    parts = parts_of(uow.session, code)
    return {
        **_head(asked, status),
        "area": _place(place, whole.get(ALL, Balance()), signed),
        "periods": _periods(uow, code, today),
        "figures": _figures(whole),
        "items": [_place(part, below[part.code].get(ALL, Balance()), signed) for part in parts],
        "next": None,
    }


def export_statistics(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    period: str | None,
    status: str,
    today: date,
) -> dict[str, Any]:
    """The same, with each place of each level below and what it has of each figure. Raises
    AreaNotFound, AccessDenied, QuarterUnknown."""
    code = asked_area(uow, grant, area)
    asked, place = Period.asked(period, today), uow.places.area(code)
    signed = _signed(uow, code, asked)
    levels, whole = [], {}
    for width in (w for w in WIDTHS if w >= len(code)):
        found = balances(uow.session, code, width, [status], asked, today)
        areas = [place] if width == len(code) else _areas(uow, code, width)
        if width == len(code):
            whole = dict(found[code])
        rows = [_row(one, found[one.code], signed) for one in areas]
        if rows:
            levels.append({"level": areas[0].level, "rows": rows})
    grant.seen(f"area/{code}", area=code)
    return {
        **_head(asked, status),
        "area": area_ref(place),
        "figures": _figures(whole),
        "levels": levels,
    }


def _head(period: Period, status: str) -> dict[str, Any]:
    return {
        "period": period.name,
        "status": status,
        "first_day": period.first.first_day,
        "last_day": period.last.last_day,
    }


def _areas(uow: UnitOfWork, code: str, width: int) -> list[Area]:
    query = select(Area).where(under(Area.code, code)).order_by(Area.code)
    return [area for area in uow.session.scalars(query) if len(area.code) == width]


def _place(area: Area, balance: Balance, signed: Mapping[str, date]) -> dict[str, Any]:
    return {**area_ref(area), **balance.view(), "signed_on": signed.get(area.code)}


def _row(area: Area, found: Mapping[str, Balance], signed: Mapping[str, date]) -> dict[str, Any]:
    figures = {
        figure: balance.closing
        for figure, balance in found.items()
        if not figure.startswith(STOCK_ONLY) and balance.closing
    }
    return {**_place(area, found.get(ALL, Balance()), signed), "figures": figures}


def _figures(found: Mapping[str, Balance]) -> list[dict[str, Any]]:
    """By breakdown, in the order in which they are named."""
    rows = []
    for figure in sorted(found):
        breakdown, _, value = figure.partition("=")
        balance = found[figure]
        if breakdown in BREAKDOWNS and (balance.now or balance.since or balance.flows):
            rows.append({"breakdown": breakdown, "value": value, **balance.view()})
    return sorted(rows, key=lambda row: _place_of(row["breakdown"], row["value"]))


def _place_of(breakdown: str, value: str) -> tuple[int, int, str]:
    """As people list them: ages rise, stages follow each other, the rest by code."""
    known = ORDER.get(breakdown, ())
    number = re.match(r"\d+", value)
    rank = known.index(value) if value in known else int(number[0]) if number else len(known)
    return BREAKDOWNS.index(breakdown), rank, value


def _signed(uow: UnitOfWork, code: str, period: Period) -> dict[str, date]:
    query = select(SignOff.area_code, SignOff.signed_on).where(
        SignOff.quarter == str(period.last), under(SignOff.area_code, code)
    )
    return {area: day for area, day in uow.session.execute(query)}


def _periods(uow: UnitOfWork, code: str, today: date) -> list[str]:
    """Quarters in which something was counted or verified, and their years; newest first."""
    quarters = {str(Period.asked(None, today).first)}
    quarters |= set(
        uow.session.scalars(select(Round.quarter).where(Round.area_code == code[:COUNTY]))
    )
    quarters |= set(_counted(uow, code, today))
    names = quarters | {quarter[:4] for quarter in quarters}
    return sorted(names, key=lambda name: (name[:4], name), reverse=True)[:SHOWN]


def _counted(uow: UnitOfWork, code: str, today: date) -> Iterator[str]:
    """Of the last quarters those with movements; a look at the index for each."""
    quarter = Quarter.of(today)
    for _ in range(SHOWN):
        moved = select(ReportCell.area_code).where(
            ReportCell.status == "left_behind",
            ReportCell.quarter == str(quarter),
            under(ReportCell.area_code, code),
        )
        if uow.session.scalar(moved.limit(1)) is not None:
            yield str(quarter)
        quarter = quarter.previous
