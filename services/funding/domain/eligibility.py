"""Who is entitled to a scheme in a term, and why or why not."""

from collections.abc import Collection, Sequence
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
    boarder: bool | None = None


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


def judge(
    child: ChildFacts,
    scheme: Scheme,
    term: Term,
    *,
    taken: Reason | None = None,
    only: Collection[str] = (),
) -> Verdict:
    """`taken`: the child has this scheme in this term already, another one of the same benefit, or
    is on an open roll. `only`: the months of the term that are paid; none named: all of it.

    Left-behind or not makes no difference: a scheme tests its own conditions (DOMAIN section 2).
    """
    met: tuple[str, ...] = tuple(sorted(child.hardships & scheme.hardships))
    if not scheme.hardships:
        met = (Reason.EVERY_PUPIL,)
    amount = scheme.amount_fen(child.stage, term, only)
    against = [] if met else [Reason.NO_HARDSHIP]
    if (reason := _boarding(child, scheme)) is not None:
        against.append(reason)
    if child.stage not in scheme.rates_fen:
        against.append(Reason.NO_RATE_FOR_STAGE)
    elif amount == 0:
        against.append(Reason.NO_MONTH_IN_TERM)
    if taken is not None:
        against.append(taken)
    if against:
        return Verdict(child, False, tuple(against))
    return Verdict(child, True, met, amount, tuple(scheme.months(child.stage, term, only)))


def _boarding(child: ChildFacts, scheme: Scheme) -> Reason | None:
    """Nobody is put among the one or the other while the file does not say it."""
    if scheme.boarding == "any":
        return None
    if child.boarder is None:
        return Reason.BOARDING_UNKNOWN
    if child.boarder and scheme.boarding == "day":
        return Reason.BOARDER
    return Reason.NOT_BOARDER if not child.boarder and scheme.boarding == "boarder" else None
