"""What if: two matchings are solved, the rules' own and a changed one, and only their coverage is
kept. No proposal is made, changed or lapsed by it."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from services.pairing.domain import trials as rules
from services.pairing.domain.matching.wire import Solved
from services.pairing.handlers.matchings import DONE, Work, summary
from services.pairing.models import Trial
from services.pairing.ports import UnitOfWork
from services.pairing.views import trial_view
from shared.access.grant import Grant
from shared.contracts.pairing.codes import MatchingStatus

JOB = "trial"


def try_matching(
    uow: UnitOfWork, grant: Grant, *, area: str, at: datetime, today: date, **changes: Any
) -> dict[str, Any]:
    """Raises WeightsMustRise."""
    grant.require(area=area)
    rules.weights(uow.rules.in_force(area, today).weights, changes["cost"])
    trial = Trial(
        id=str(uuid4()),
        area_code=area,
        changes=changes,
        status=MatchingStatus.QUEUED,
        requested_by=grant.viewer.account_id,
        requested_at=at,
        version=1,
    )
    uow.trials.add(trial)
    uow.start_job(JOB, trial.id)
    return trial_view(trial)


def begin(uow: UnitOfWork, trial_id: str, today: date) -> tuple[Work, Work] | None:
    """As it is, and as it would be; None if it has ended already."""
    trial = uow.trials.get(trial_id, locked=True)
    if trial.status in DONE:
        return None
    trial.status = MatchingStatus.RUNNING
    policy = uow.rules.in_force(trial.area_code, today)
    problem = uow.matchings.problem(trial.area_code, policy, today)
    ungraded = uow.matchings.ungraded(trial.area_code, policy.statuses)
    withdrawn = uow.matchings.withdrawn(trial.area_code, policy.statuses)
    other = rules.changed(problem, policy, trial.changes)
    left_out = (policy, ungraded, withdrawn)
    return Work(problem, *left_out), Work(other, *left_out)


def end(
    uow: UnitOfWork,
    trial_id: str,
    works: tuple[Work, Work],
    solved: tuple[Solved, Solved],
    seconds: float,
) -> None:
    trial = uow.trials.get(trial_id, locked=True)
    if trial.status in DONE:
        return
    before, after = (
        summary(work, answer, seconds) for work, answer in zip(works, solved, strict=True)
    )
    trial.status, trial.before, trial.after = MatchingStatus.PROPOSED, before, after
    trial.version += 1


def fail(uow: UnitOfWork, trial_id: str, problem: str, _at: datetime) -> None:
    trial = uow.trials.get(trial_id, locked=True)
    if trial.status not in DONE:
        trial.status, trial.problem = MatchingStatus.FAILED, problem
        trial.version += 1
