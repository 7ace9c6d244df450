"""For which terms of the school year money can be given (DOMAIN section 7)."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from shared.contracts.funding.errors import (
    MonthsNotOfTerm,
    NobodyNamed,
    TermNotValid,
    TermTooFarAhead,
    WhyMissing,
)
from shared.terms import Season as Season
from shared.terms import Term as Term
from shared.terms import seasons_of as seasons_of
from shared.terms import term_of, terms_near

PROPOSED_AHEAD = timedelta(days=62)  # rolls are drawn up in the holidays before


def parse_term(text: str, seasons: Mapping[str, Season]) -> Term:
    """Raises TermNotValid."""
    year, _, name = text.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and name in seasons):
        raise TermNotValid(text)
    if not 2000 <= int(year) <= 2999:
        raise TermNotValid(text)
    return term_of(int(year), seasons[name])


def check_open(term: Term, today: date) -> None:
    """Raises TermTooFarAhead; a past term can still be paid for."""
    opens = term.first - PROPOSED_AHEAD
    if today < opens:
        raise TermTooFarAhead(term.text, opens.isoformat())


def check_months(term: Term, months: Collection[str]) -> None:
    """Of a partial term. Raises MonthsNotOfTerm."""
    if strange := [month for month in months if month not in term.month_names]:
        raise MonthsNotOfTerm(",".join(strange))


def check_reason(
    term: Term, months: Collection[str], today: date, *, named: bool, why: str | None
) -> None:
    """Back-pay and partial terms are for children who are named, or say why (DOMAIN section 7).
    Raises NobodyNamed or WhyMissing."""
    if months and not named:
        raise NobodyNamed()
    if (months or today > term.last) and not why:
        raise WhyMissing()


def open_terms(seasons: Mapping[str, Season], today: date) -> list[Term]:
    """The term that runs, or the next one in the holidays, then those before and after it
    for which a roll may be proposed now."""
    near = terms_near(seasons, today)
    current = next(i for i, term in enumerate(near) if today <= term.last)
    others = [near[current - 1], near[current + 1]] if current else [near[current + 1]]
    return [term for term in (near[current], *others) if today >= term.first - PROPOSED_AHEAD]
