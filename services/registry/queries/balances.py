"""Sums of the report's books by place and figure: what was there, came, went, and is there."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from services.registry.domain.quarters import Quarter, quarters_of
from services.registry.models import ReportCell
from services.registry.store.books import NOW
from services.registry.store.ranges import under
from shared.contracts.registry.codes import FLOWS
from shared.contracts.registry.errors import QuarterUnknown


@dataclass(frozen=True)
class Period:
    """A quarter or a year. What came after the sign-off of its last quarter is shown apart."""

    name: str
    quarters: tuple[Quarter, ...]

    @classmethod
    def asked(cls, name: str | None, today: date) -> "Period":
        """Raises QuarterUnknown also for one that has not begun."""
        wanted = name or str(Quarter.of(today))
        quarters = tuple(quarters_of(wanted))
        if quarters[0].first_day > today:
            raise QuarterUnknown(wanted)
        return cls(wanted, quarters)

    @property
    def first(self) -> Quarter:
        return self.quarters[0]

    @property
    def last(self) -> Quarter:
        return self.quarters[-1]

    def since(self, today: date) -> list[str]:
        """The quarters from its first to today's."""
        found, quarter = [], self.first
        while quarter.first_day <= today:
            found.append(str(quarter))
            quarter = quarter.next
        return found

    def inside(self, quarter: str, *, late: bool) -> bool:
        """Whether such movements are among its flows."""
        named = [str(one) for one in self.quarters]
        return quarter in named and not (late and quarter == named[-1])


@dataclass
class Balance:
    now: int = 0
    since: int = 0  # all that came from the period's beginning on
    late: int = 0  # after the sign-off of its last quarter
    flows: Counter[str] = field(default_factory=Counter)

    @property
    def opening(self) -> int:
        return self.now - self.since

    @property
    def closing(self) -> int:
        return self.opening + sum(self.flows.values())

    def view(self) -> dict[str, Any]:
        return {
            "opening": self.opening,
            "flows": {flow: self.flows[flow] for flow in FLOWS if self.flows[flow]},
            "closing": self.closing,
            "late": self.late,
        }


Balances = dict[str, dict[str, Balance]]  # place -> figure -> balance


def balances(
    session: Session,
    area: str,
    width: int,
    statuses: Collection[str],
    period: Period,
    today: date,
    figures: Collection[str] = (),
) -> Balances:
    """By the first `width` digits of the villages' codes; all figures unless some are named."""
    named = (ReportCell.figure, ReportCell.quarter, ReportCell.flow, ReportCell.late)
    # The whole area is not cut out of each village's code: to sort by that takes most of the time.
    place = func.substr(ReportCell.area_code, 1, width) if width > len(area) else literal(area)
    keys = (place, *named) if width > len(area) else named
    query = (
        select(place, *named, func.sum(ReportCell.children))
        .where(
            ReportCell.status.in_(list(statuses)),
            ReportCell.quarter.in_([NOW, *period.since(today)]),
            under(ReportCell.area_code, area),
        )
        .group_by(*keys)
    )
    if figures:
        query = query.where(ReportCell.figure.in_(list(figures)))
    found: Balances = defaultdict(lambda: defaultdict(Balance))
    for code, figure, quarter, flow, late, children in session.execute(query):
        _add(found[code][figure], period, quarter, flow, bool(late), int(children))
    return found


def _add(
    balance: Balance, period: Period, quarter: str, flow: str, late: bool, children: int
) -> None:
    if quarter == NOW:
        balance.now += children
        return
    balance.since += children
    if period.inside(quarter, late=late):
        balance.flows[flow] += children
    elif quarter == str(period.last):
        balance.late += children
