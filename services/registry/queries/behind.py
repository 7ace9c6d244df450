"""The children behind a number of a report or a target, for those allowed to see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from services.registry.domain.ages import age_on
from services.registry.models import Child, Movement
from services.registry.queries.balances import Balance, Period, balances
from services.registry.queries.children import names_of
from services.registry.queries.places import area_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.contracts.registry.codes import CARED_FOR, FLOWS
from shared.cursors import bad_cursor, joined, parts, position
from shared.errors import AccessDenied

# What a number tells of each child behind it, and who may know that.
SHOWN_TO = {
    "guardian": Group.FAMILY,
    "cause": Group.FAMILY,
    "hardship": Group.FAMILY,
    "level": Group.LEVEL,
    "target.dossier": Group.IDENTITY,
    "target.enrolment": Group.SCHOOLING,
    "target.kindergarten": Group.SCHOOLING,
    "target.vaccination": Group.HEALTH,
}


@dataclass(frozen=True)
class Asked:
    """A number: whose children are behind it."""

    area: str
    period: Period
    statuses: tuple[str, ...]
    figure: str
    part: str


Row = tuple[str, str, str | None, date | None]  # child, where it counts, flow, day


def list_behind(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str,
    period: str | None,
    status: str | None,
    figure: str,
    part: str,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """`part` is a flow, or "opening", "closing", "late", "now". Raises AccessDenied, also where
    the figure itself is not for the viewer; QuarterUnknown."""
    grant.require(area=area)
    needed = SHOWN_TO.get(figure.partition("=")[0], Group.IDENTITY)
    if needed not in grant.groups_for(area=area):
        raise AccessDenied()
    statuses = (status,) if status else CARED_FOR
    asked = Asked(area, Period.asked(period, today), statuses, figure, part)
    page = _moved if part in (*FLOWS, "late", "left") else _standing
    rows, following = page(uow, asked, after, limit, today)
    return {"items": _views(uow, grant, rows, today), "next": following}


def _moved(
    uow: UnitOfWork, asked: Asked, after: str | None, limit: int, today: date
) -> tuple[list[Row], str | None]:
    """Who came or went, village by village in the order in which it was noted; only villages that
    have somebody, by the counts that are kept."""
    start, found = _noted(after), list[Movement]()
    for village in _villages(uow, asked, today):
        if start is not None and village < start[0]:
            continue
        query = _moves_of_village(village, asked)
        if start is not None and village == start[0]:
            query = query.where(Movement.id > start[1])
        found += uow.session.scalars(query.limit(limit + 1 - len(found)))
        if len(found) > limit:
            break
    shown = found[:limit]
    rows: list[Row] = [(one.child_id, one.area_code, one.flow, one.on_day) for one in shown]
    more = len(found) > limit
    return rows, joined(shown[-1].area_code, str(shown[-1].id)) if more else None


def _noted(cursor: str | None) -> tuple[str, int] | None:
    """Village and number of the last row shown. Raises InvalidRequest."""
    if cursor is None:
        return None
    village, _, number = cursor.partition(" ")
    at = position(number)
    if position(village) is None or at is None:
        raise bad_cursor()
    return village, at


def _moves_of_village(village: str, asked: Asked) -> Select[Any]:
    in_last = Movement.quarter == str(asked.period.last)
    flow = Movement.flow == asked.part
    if asked.part == "left":
        flow = Movement.flow.startswith("left_", autoescape=True)
    chosen = and_(flow, or_(~in_last, ~Movement.late))
    if asked.part == "late":
        chosen = and_(in_last, Movement.late)
    return (
        select(Movement)
        .where(
            Movement.area_code == village,
            Movement.status.in_(asked.statuses),
            Movement.quarter.in_([str(one) for one in asked.period.quarters]),
            _counts_under(Movement.figures, asked.figure),
            chosen,
        )
        .order_by(Movement.id)
    )


def _standing(
    uow: UnitOfWork, asked: Asked, after: str | None, limit: int, today: date
) -> tuple[list[Row], str | None]:
    """Who is, or was, there: village by village, and only those that have such a child. The counts
    that are kept serve as the index, so that a rare figure does not read a whole county."""
    start = parts(after, 2)
    if start is not None:
        position(start[0])
    found: list[tuple[str, str]] = []
    for village in _villages(uow, asked, today):
        if start is not None and village < start[0]:
            continue
        query = _of_village(village, asked)
        if start is not None and village == start[0]:
            query = query.where(Child.id > start[1])
        found += [(i, village) for i in uow.session.scalars(query.limit(limit + 1 - len(found)))]
        if len(found) > limit:
            break
    shown = found[:limit]
    rows: list[Row] = [(child_id, village, None, None) for child_id, village in shown]
    return rows, joined(shown[-1][1], shown[-1][0]) if len(found) > limit else None


def _villages(uow: UnitOfWork, asked: Asked, today: date) -> list[str]:
    found = balances(
        uow.session, asked.area, 12, asked.statuses, asked.period, today, [asked.figure]
    )
    counted = {village: by_figure[asked.figure] for village, by_figure in found.items()}
    return sorted(village for village, balance in counted.items() if _has(balance, asked.part))


def _has(balance: Balance, part: str) -> bool:
    """Of a flow, whether anything was noted: as many may have come as went."""
    if part == "left":
        return any(flow.startswith("left_") for flow in balance.flows)
    if part == "late":
        return True
    return part in balance.flows if part in FLOWS else bool(getattr(balance, part))


def _of_village(village: str, asked: Asked) -> Select[Any]:
    here = and_(
        Child.area_code == village,
        Child.status.in_(asked.statuses),
        _counts_under(Child.figures, asked.figure),
    )
    if asked.part == "now":
        return select(Child.id).where(here).order_by(Child.id)
    came, went = (_since(village, asked, gone=gone) for gone in (False, True))
    then = or_(and_(here, Child.id.not_in(came)), Child.id.in_(went))
    return select(Child.id).where(then).order_by(Child.id)


def _since(village: str, asked: Asked, *, gone: bool) -> Any:
    """Children that left the number since the day asked for, or came into it."""
    first, last = str(asked.period.first), str(asked.period.last)
    later: ColumnElement[bool] = Movement.quarter >= first
    if asked.part == "closing":
        later = or_(Movement.quarter > last, and_(Movement.quarter == last, Movement.late))
    moved = select(Movement.child_id).where(
        Movement.area_code == village,
        Movement.status.in_(asked.statuses),
        _counts_under(Movement.figures, asked.figure),
        later,
    )
    total = func.sum(Movement.sign)
    return moved.group_by(Movement.child_id).having(total < 0 if gone else total > 0)


def _counts_under(column: Any, figure: str) -> ColumnElement[bool]:
    return column.contains(f" {figure} ", autoescape=True)  # type: ignore[no-any-return]


def _views(uow: UnitOfWork, grant: Grant, rows: Sequence[Row], today: date) -> list[dict[str, Any]]:
    ids = list(dict.fromkeys(child_id for child_id, *_ in rows))
    names = names_of(uow, grant, ids)
    children = {c.id: c for c in uow.session.scalars(select(Child).where(Child.id.in_(ids)))}
    areas = area_names(uow.session, {area for _, area, *_ in rows})
    return [
        {
            "id": child_id,
            "name": names[child_id],
            "sex": children[child_id].sex,
            "age": age_on(children[child_id].birth_date, today),
            "area_code": area,
            "area_name": areas.get(area, ""),
            "status": children[child_id].status,
            "flow": flow,
            "on_day": day,
        }
        for child_id, area, flow, day in rows
    ]
