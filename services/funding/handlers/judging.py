"""Judging many children at once, in batches that a database can take."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from services.funding.domain.eligibility import ChildFacts, Verdict, judge
from services.funding.domain.schemes import Scheme
from services.funding.domain.terms import Term, check_months, check_open, parse_term
from services.funding.ports import UnitOfWork
from shared.pacing import paced

AT_ONCE = 500


@dataclass(frozen=True)
class Question:
    """Which scheme in which term, under the rules of the area on the term's first day."""

    scheme: Scheme
    term: Term
    today: date
    only: Collection[str] = ()  # months of a partial term

    @property
    def stage_day(self) -> date:
        return self.term.stage_day(self.today)


def question(
    uow: UnitOfWork,
    *,
    scheme: str,
    term: str,
    area: str,
    today: date,
    only: Collection[str] = (),
) -> Question:
    """Raises TermNotValid, TermTooFarAhead, SchemeNotFound or MonthsNotOfTerm."""
    asked = parse_term(term, uow.rules.seasons(area, today))
    check_open(asked, today)
    check_months(asked, only)
    return Question(uow.rules.scheme(scheme, area, today, asked.first), asked, today, only)


def judge_area(
    uow: UnitOfWork, asked: Question, area: str, *, after: str = "", hardship_only: bool = False
) -> Iterator[Verdict]:
    """By village, then child id; reads on only as far as the caller asks."""
    while True:
        children = uow.children.in_area(
            area, asked.stage_day, after=after, limit=AT_ONCE, hardship_only=hardship_only
        )
        yield from _judged(uow, asked, children)
        if len(children) < AT_ONCE:
            return
        after = children[-1].child_id


def judge_children(
    uow: UnitOfWork, asked: Question, child_ids: Iterable[str], *, open_rolls: bool = True
) -> dict[str, Verdict]:
    """A child that we do not know has no verdict; `open_rolls`: to be on one counts against."""
    ids, verdicts = iter(child_ids), {}
    while batch := list(islice(ids, AT_ONCE)):
        children = list(uow.children.of_ids(batch, asked.stage_day).values())
        for verdict in _judged(uow, asked, children, open_rolls=open_rolls):
            verdicts[verdict.child.child_id] = verdict
    return verdicts


def _judged(
    uow: UnitOfWork, asked: Question, children: Sequence[ChildFacts], *, open_rolls: bool = True
) -> Iterator[Verdict]:
    ids = [child.child_id for child in children]
    taken = uow.payments.taken(
        ids,
        asked.scheme.code,
        asked.term.text,
        open_rolls=open_rolls,
        benefit=asked.scheme.benefit,
        excludes=asked.scheme.excludes,
    )
    for child in paced(children):
        has = taken.get(child.child_id)
        yield judge(child, asked.scheme, asked.term, taken=has, only=asked.only)
