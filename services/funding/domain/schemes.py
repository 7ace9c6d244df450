"""Schemes, as a policy pack has them: who is meant, and how much for which stage of school."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.funding.domain.money import split_equally
from services.funding.domain.terms import Term
from shared.contracts.funding.errors import SchemeNotFound


@dataclass(frozen=True)
class Scheme:
    """One scheme under one version of the rules; a decision stores which."""

    code: str
    pack: str
    pack_version: str
    pack_hash: str
    hardships: frozenset[str]  # one of them is needed
    rates_fen: Mapping[str, int]  # stage of school -> per term, or per month if in `monthly`
    monthly: frozenset[str]
    paid_months: tuple[int, ...]  # of the year, for what is paid per month
    boarding: str = "any"  # "boarder" or "day": for these alone
    yearly: frozenset[str] = frozenset()  # a school year's rate, which its terms share equally
    seasons: tuple[str, ...] = ()  # the terms of a school year, in order
    daily: frozenset[str] = frozenset()
    days: Mapping[str, int] = field(default_factory=dict)  # school days of each season's term
    benefit: str = ""  # schemes of one benefit exclude each other
    excludes: frozenset[str] = frozenset()  # the others of this benefit

    def per(self, stage: str) -> str:
        """What its rate is for."""
        rhythms = {"month": self.monthly, "year": self.yearly, "day": self.daily}
        return next((per for per, stages in rhythms.items() if stage in stages), "term")

    def months(self, stage: str, term: Term, only: Collection[str] = ()) -> list[str]:
        """The months paid for, "2025-09"; empty where the stage is paid for the whole term."""
        if stage in self.monthly:
            paid = [f"{y}-{m:02}" for y, m in term.months if m in self.paid_months]
            return [month for month in paid if not only or month in only]
        return [month for month in term.month_names if month in only]

    def amount_fen(self, stage: str, term: Term, only: Collection[str] = ()) -> int:
        """0 where the stage has no rate, or no month of the term is paid. `only`: of a term that is
        paid as a whole the shares of these months, which add up to it to the fen."""
        rate = self.rates_fen.get(stage, 0)
        if stage in self.monthly:
            return rate * len(self.months(stage, term, only))
        whole = self._of_term(stage, rate, term.season)
        if not only:
            return whole
        shares = zip(term.month_names, split_equally(whole, len(term.months)), strict=True)
        return sum(share for month, share in shares if month in only)

    def _of_term(self, stage: str, rate: int, season: str) -> int:
        if stage in self.daily:
            return rate * self.days.get(season, 0)
        if stage in self.yearly:
            return split_equally(rate, len(self.seasons))[self.seasons.index(season)]
        return rate


def scheme_of(
    code: str,
    rules: Mapping[str, Any],
    *,
    pack: str,
    version: str,
    pack_hash: str,
    seasons: Collection[str] = (),
    on: date = date.max,
) -> Scheme:
    """From the section `schemes` of a pack, with the rates of terms that begin on a day. Raises
    SchemeNotFound."""
    if code not in rules:
        raise SchemeNotFound(code, pack)
    found = rules[code]
    benefit = found.get("benefit") or code
    others = (one for one in rules if (rules[one].get("benefit") or one) == benefit)
    return Scheme(
        code=code,
        pack=pack,
        pack_version=version,
        pack_hash=pack_hash,
        hardships=frozenset(found["hardships"]),
        rates_fen=_rates(found, on),
        boarding=found.get("boarding", "any"),
        yearly=frozenset(found.get("yearly", ())),
        seasons=tuple(seasons),
        daily=frozenset(found.get("daily", ())),
        days=found.get("days", {}),
        benefit=benefit,
        excludes=frozenset(others) - {code},
        monthly=frozenset(found["monthly"]),
        paid_months=tuple(found["months"]),
    )


def _rates(found: Mapping[str, Any], on: date) -> Mapping[str, int]:
    """Those of the last change that holds on the day."""
    rates = found["rates_fen"]
    for change in found.get("changes", ()):
        if date.fromisoformat(change["valid_from"]) <= on:
            rates = change["rates_fen"]
    return dict(rates)
