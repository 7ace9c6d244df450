"""Relief and allowances of one child (DOMAIN section 7): purposes, months, instalments."""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.funding.domain.money import split_equally
from shared.contracts.funding.codes import FundKind, PayeeKind, Purpose, RollKind
from shared.contracts.funding.errors import (
    MonthsNotValid,
    PartsDoNotAddUp,
    PayeeMissing,
    ReceiptMissing,
    ReliefTooHigh,
    SponsorNeeded,
    TooManyMonths,
)


@dataclass(frozen=True)
class ReliefRules:
    """From the section `relief` of a pack."""

    pay_day: int  # of the month; where a month is shorter, its last
    longest_months: int
    most_fen: int

    @classmethod
    def of(cls, rules: Mapping[str, Any]) -> "ReliefRules":
        return cls(rules["pay_day"], rules["longest_months"], rules["most_fen"])


@dataclass(frozen=True)
class Part:
    """`amount_fen` in all, or of an allowance of each month."""

    purpose: Purpose
    payee_kind: PayeeKind
    payee: str | None
    amount_fen: int
    months: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instalment:
    line: int  # of the part, from 1
    month: str
    due_on: date
    amount_fen: int


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def months_between(first: str, last: str) -> list[str]:
    """Both included. Raises MonthsNotValid where the last comes before the first."""
    a, b = _count(first), _count(last)
    if b < a:
        raise MonthsNotValid(first, last)
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(a, b + 1)]


def due_day(month: str, pay_day: int) -> date:
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, min(pay_day, calendar.monthrange(year, number)[1]))


def check_parts(
    parts: Sequence[Part], amount_fen: int, kind: RollKind, months: int, rules: ReliefRules
) -> None:
    """Raises PartsDoNotAddUp, PayeeMissing, MonthsNotValid, TooManyMonths or ReliefTooHigh."""
    total = sum(part.amount_fen for part in parts)
    if total != amount_fen:
        raise PartsDoNotAddUp(str(total), str(amount_fen))
    for part in parts:
        if part.payee_kind is PayeeKind.THIRD_PARTY and not part.payee:
            raise PayeeMissing()
        if len(set(part.months)) < len(part.months):
            raise MonthsNotValid(*part.months)
        if part.months and kind is RollKind.ALLOWANCE:  # each part is paid in every month
            raise MonthsNotValid(*part.months)
        if len(part.months) > rules.longest_months:
            raise TooManyMonths(str(rules.longest_months))
    if months > rules.longest_months:
        raise TooManyMonths(str(rules.longest_months))
    if amount_fen * (months if kind is RollKind.ALLOWANCE else 1) > rules.most_fen:
        raise ReliefTooHigh(str(rules.most_fen))


def instalments(
    kind: RollKind, parts: Sequence[Part], months: Sequence[str], pay_day: int, today: date
) -> list[Instalment]:
    """Of an allowance each part in each month. Of relief: a part without months at once, the
    others in equal shares to the fen, the first ones bearing what is left over."""
    if kind is RollKind.ALLOWANCE:
        return [
            Instalment(line, month, due_day(month, pay_day), part.amount_fen)
            for month in months
            for line, part in enumerate(parts, start=1)
        ]
    return sorted(_of_relief(parts, pay_day, today), key=lambda one: (one.due_on, one.line))


def _of_relief(parts: Sequence[Part], pay_day: int, today: date) -> Iterator[Instalment]:
    for line, part in enumerate(parts, start=1):
        if not part.months:
            yield Instalment(line, month_of(today), today, part.amount_fen)
            continue
        shares = split_equally(part.amount_fen, len(part.months))
        for month, share in zip(sorted(part.months), shares, strict=True):
            if share:
                yield Instalment(line, month, due_day(month, pay_day), share)


def check_source(kind: RollKind, fund: FundKind) -> None:
    """A sponsorship is a donor's or several units' money. Raises SponsorNeeded."""
    if kind is RollKind.SPONSORSHIP and fund is FundKind.TREASURY:
        raise SponsorNeeded()


def check_receipt(payee_kind: PayeeKind, receipt: str | None, *, attached: bool) -> None:
    """Raises ReceiptMissing: a third party gets nothing without one (DOMAIN section 7)."""
    if payee_kind is PayeeKind.THIRD_PARTY and not (receipt and attached):
        raise ReceiptMissing()


def _count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
