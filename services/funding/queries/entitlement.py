"""Which schemes there are, and who is entitled to them."""

from datetime import date
from typing import Any

from services.funding.domain.eligibility import Verdict
from services.funding.domain.schemes import Scheme
from services.funding.domain.terms import Term, open_terms
from services.funding.handlers.judging import AT_ONCE, judge_area, question
from services.funding.models import Child
from services.funding.ports import UnitOfWork
from services.funding.views import verdict_view
from shared.access.grant import Grant
from shared.cursors import row_of

LOOKED_AT = AT_ONCE - 1  # children for one page, of which the database gives one portion


def list_schemes(uow: UnitOfWork, _grant: Grant, *, area: str, today: date) -> dict[str, Any]:
    """The schemes of the county's rules. They are public, so no place bounds who may read them."""
    terms = open_terms(uow.rules.seasons(area, today), today)
    schemes = uow.rules.schemes(area, today, terms[0].first)
    return {"items": [_scheme_view(scheme, area, terms) for scheme in schemes], "next": None}


def list_eligible(
    uow: Any,
    grant: Grant,
    *,
    scheme: str,
    term: str,
    area: str,
    eligible: bool | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Children of the area in or out, each with the reasons. A page looks at so many children and
    no more: where few fit it may hold fewer than `limit`, or none, and name the next one.

    Raises TermNotValid, TermTooFarAhead, SchemeNotFound or InvalidRequest.
    """
    grant.require(area=area)
    last = row_of(uow.session, Child, after)
    asked = question(uow, scheme=scheme, term=term, area=area, today=today)
    begin = last.child_id if last else ""
    only = eligible is True and bool(asked.scheme.hardships)
    verdicts = judge_area(uow, asked, area, after=begin, hardship_only=only)
    rows: list[Verdict] = []
    reached = None  # the last child looked at, where others follow
    for looked_at, verdict in enumerate(verdicts):
        if looked_at == LOOKED_AT or len(rows) == limit:
            break
        reached = verdict.child.child_id
        if eligible is None or verdict.eligible is eligible:
            rows.append(verdict)
    else:
        reached = None
    grant.seen(*(row.child.child_id for row in rows))
    return {"items": [verdict_view(row) for row in rows], "next": reached}


def _scheme_view(scheme: Scheme, area: str, terms: list[Term]) -> dict[str, Any]:
    return {
        "scheme": scheme.code,
        "area_code": area,
        "pack": scheme.pack,
        "pack_version": scheme.pack_version,
        "pack_hash": scheme.pack_hash,
        "hardships": sorted(scheme.hardships),
        "boarding": scheme.boarding,
        "excludes": sorted(scheme.excludes),
        "terms": [term.text for term in terms],
        "months": {term.text: term.month_names for term in terms},
        "rates": [
            {
                "stage": stage,
                "per": scheme.per(stage),
                "amount_fen": amount,
                "months": list(scheme.paid_months) if stage in scheme.monthly else [],
            }
            for stage, amount in scheme.rates_fen.items()
        ],
    }
