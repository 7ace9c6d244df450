"""Signing for a year's evaluation: what came out is frozen, with the numbers behind it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain import evaluation as rules
from services.registry.domain.evaluation import Evaluated
from services.registry.models import Evaluation
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.registry.organising.errors import AlreadyEvaluated
from shared.contracts.registry.organising.events import EvaluationSigned


def sign_evaluations(
    uow: UnitOfWork,
    grant: Grant,
    *,
    evaluated: str,
    year: int,
    area: str,
    standing: Sequence[dict[str, Any]],
    today: date,
) -> dict[str, int]:
    """`standing` is what stands today, as the list shows it. Raises EvaluationTooEarly,
    AlreadyEvaluated."""
    pack = uow.rules.in_force(area, today)
    rules.check_signing(year, pack["evaluation"]["sign_from"], today)
    open_ones = [one for one in standing if one["signed_on"] is None]
    if not open_ones:
        raise AlreadyEvaluated()
    made_under = f"{pack.id} {pack.version} {pack.hash}"[:120]
    for one in open_ones:
        row = _row(one, made_under, grant.viewer.account_id, today)
        uow.organising.add(row)
        _tell(uow, row, one["address"])
    commended = sum(one["commended"] for one in open_ones)
    changes = {"signed": [None, len(open_ones)], "commended": [None, commended]}
    uow.record(
        subject=f"evaluation/{evaluated}/{area}/{year}",
        version=1,
        operation="sign_evaluations",
        by=grant.viewer.account_id,
        changes=changes,
    )
    return {"signed": len(open_ones), "commended": commended}


def _row(one: dict[str, Any], pack: str, by: str, today: date) -> Evaluation:
    given = ("subject", "area_code", "school_id", "year", "points", "counted", "commended", "parts")
    return Evaluation(
        id=str(uuid4()),
        evaluated=Evaluated(one["evaluated"]),
        **{name: one[name] for name in given},
        pack=pack,
        signed_by=by,
        signed_on=today,
    )


def _tell(uow: UnitOfWork, row: Evaluation, address: str) -> None:
    uow.emit(
        EvaluationSigned(
            version=1,
            evaluation_id=row.id,
            subject=row.subject,
            evaluated=row.evaluated.value,
            area_code=row.area_code,
            school_id=row.school_id,
            year=row.year,
            commended=row.commended,
            posts=[address],
        )
    )
