"""What a term came to for each child of a class: its rank, a sanction, an award of the school."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.pairing.domain import scoring as scoring_rules
from services.pairing.domain.policy import Policy
from services.pairing.handlers import watching
from services.pairing.models import Child, Result
from services.pairing.ports import UnitOfWork
from services.pairing.views import result_view
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.pairing.growing_errors import ChildListedTwice, RankImpossible, TermNotEnded
from shared.contracts.pairing.scoring_errors import ScoresConfirmed
from shared.terms import term_of

FIELDS = ("rank", "of_pupils", "breach", "three_good", "class_name")


def enter_results(
    uow: UnitOfWork,
    grant: Grant,
    *,
    term: str,
    class_name: str | None = None,
    rows: Sequence[Mapping[str, Any]],
    today: date,
) -> dict[str, Any]:
    """All of them or none; entered again they are corrected, and the history keeps what was.
    Raises ChildNotKnown, ChildListedTwice, RankImpossible, TermNotEnded or
    ScoresConfirmed."""
    if len({row["child_id"] for row in rows}) < len(rows):
        raise ChildListedTwice()
    children = {row["child_id"]: uow.children.get(row["child_id"]) for row in rows}
    for child in children.values():
        grant.require(area=child.area_code, school_id=child.school_id)
    entered = []
    for row in sorted(rows, key=lambda row: str(row["child_id"])):
        if row["rank"] > row["of_pupils"]:
            raise RankImpossible(str(row["rank"]), str(row["of_pupils"]))
        child = children[row["child_id"]]
        policy = uow.rules.in_force(child.area_code, today)
        ends = _end(policy, term, today)
        _check_open(uow, child, policy, term)
        entered.append(_enter(uow, grant, child, term, ends, {**row, "class_name": class_name}))
    watching.judge(uow, list(children), today)
    return {"items": [result_view(result) for result in entered], "next": None}


def _end(policy: Policy, term: str, today: date) -> date:
    """The term's last day, in whose month marks are given. Raises TermNotEnded."""
    ends = policy.rhythm.last_day_of(term)
    if ends is None or today < ends.replace(day=1):
        raise TermNotEnded()
    return ends


def _check_open(uow: UnitOfWork, child: Child, policy: Policy, term: str) -> None:
    """What the county confirmed stays. Raises ScoresConfirmed."""
    number, _, season = term.partition("-")
    found = term_of(int(number), policy.rhythm.seasons[season])
    year = scoring_rules.year_of(found, policy.year_opens)
    before = uow.watching.result(child.id, term)
    schools = {child.school_id, before.school_id if before else None} - {None}
    if any(uow.scoring.confirmed(str(school), year) for school in schools):
        raise ScoresConfirmed()


def _enter(
    uow: UnitOfWork, grant: Grant, child: Child, term: str, ends: date, row: Mapping[str, Any]
) -> Result:
    result = uow.watching.result(child.id, term)
    before = {name: getattr(result, name) for name in FIELDS} if result else {}
    if result is None:
        result = Result(child_id=child.id, term=term, ended_on=ends, version=0)
    for name in FIELDS:
        setattr(result, name, row[name])
    result.area_code, result.school_id = child.area_code, child.school_id
    result.entered_by, result.entered_at = grant.viewer.account_id, now()
    result.version += 1
    uow.watching.add_result(result)
    uow.record(
        subject=f"result/{child.id}/{term}",
        version=result.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={name: [before.get(name), row[name]] for name in FIELDS},
        key_of=child.id,
    )
    return result
