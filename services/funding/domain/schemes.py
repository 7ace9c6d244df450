"""Schemes, as a policy pack has them: who is meant, and how much for which stage of school."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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

    def months(self, stage: str, term: Term) -> list[str]:
        """The months paid for, "2025-09"; empty where the stage is paid per term."""
        if stage not in self.monthly:
            return []
        return [f"{y}-{m:02}" for y, m in term.months if m in self.paid_months]

    def amount_fen(self, stage: str, term: Term) -> int:
        """0 where the stage has no rate, or no month of the term is paid."""
        rate = self.rates_fen.get(stage, 0)
        return rate * len(self.months(stage, term)) if stage in self.monthly else rate


def scheme_of(
    code: str, rules: Mapping[str, Any], *, pack: str, version: str, pack_hash: str
) -> Scheme:
    """From the section `schemes` of a pack. Raises SchemeNotFound."""
    if code not in rules:
        raise SchemeNotFound(code, pack)
    found = rules[code]
    return Scheme(
        code=code,
        pack=pack,
        pack_version=version,
        pack_hash=pack_hash,
        hardships=frozenset(found["hardships"]),
        rates_fen=dict(found["rates_fen"]),
        monthly=frozenset(found["monthly"]),
        paid_months=tuple(found["months"]),
    )
