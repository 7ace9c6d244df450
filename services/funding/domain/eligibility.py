"""Who is entitled to a scheme in a term, and why or why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.funding.domain.schemes import Scheme
from services.funding.domain.terms import Term
from shared.contracts.funding.codes import Reason


@dataclass(frozen=True)
class ChildFacts:
    """What funding knows of a child. `stage` is that of the term's stage day."""

    child_id: str
    area_code: str
    school_id: str | None
    stage: str
    hardships: frozenset[str]


def stage_on(changes: Sequence[tuple[date, str]], day: date) -> str:
    """The stage of school on a day; `changes` in order of date, at least one.

    Before the first of them nothing was known: a child registered late has that one.
    """
    known = [stage for since, stage in changes if since <= day]
    return known[-1] if known else changes[0][1]


@dataclass(frozen=True)
class Verdict:
    """`reasons` are why in (hardships that count) or why out (`Reason`), never empty."""

    child: ChildFacts
    eligible: bool
    reasons: tuple[str, ...]
    amount_fen: int = 0
    months: tuple[str, ...] = ()


def judge(child: ChildFacts, scheme: Scheme, term: Term, *, taken: Reason | None = None) -> Verdict:
    """`taken`: the child has this scheme in this term already, or is on an open roll for it.

    Left-behind or not makes no difference: a scheme tests its own conditions (DOMAIN section 2).
    """
    met = tuple(sorted(child.hardships & scheme.hardships))
    amount = scheme.amount_fen(child.stage, term)
    against = [] if met else [Reason.NO_HARDSHIP]
    if child.stage not in scheme.rates_fen:
        against.append(Reason.NO_RATE_FOR_STAGE)
    elif amount == 0:
        against.append(Reason.NO_MONTH_IN_TERM)
    if taken is not None:
        against.append(taken)
    if against:
        return Verdict(child, False, tuple(against))
    return Verdict(child, True, met, amount, tuple(scheme.months(child.stage, term)))
