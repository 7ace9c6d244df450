"""The part of the door for what if, other candidates, and matching again by itself."""

import logging
import time
from datetime import datetime
from typing import Any

from services.pairing.domain.matching import wire
from services.pairing.domain.matching.worker import ENTRY
from services.pairing.handlers import rematching, trials
from services.pairing.handlers.matchings import payload_of
from services.pairing.queries import candidates
from services.pairing.queries import trials as trial_queries
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.table import admit
from shared.child_process import ChildFailed, run_in_child
from shared.clock import now, today
from shared.contracts.pairing import schemas
from shared.contracts.registry.events import ChildGraded
from shared.doors import command, query
from shared.messaging.jobs import Transaction, job
from shared.messaging.subscription import on
from shared.messaging.timers import when_due
from shared.viewer import Viewer

log = logging.getLogger(__name__)


class Matchings:
    """Mixed into `PairingService`."""

    @command(schemas.TryMatching, answers=schemas.TrialView)
    def try_matching(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return trials.try_matching(uow, grant, **request, at=now(), today=today())

    @query(schemas.GetTrial, answers=schemas.TrialView)
    def get_trial(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return trial_queries.get_trial(uow, grant, **request)

    @query(schemas.GetMatchingRules, answers=schemas.MatchingRules)
    def get_matching_rules(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return trial_queries.get_matching_rules(uow, grant, **request, today=today())

    @query(schemas.ListCandidates, answers=schemas.CandidateList)
    def list_candidates(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return candidates.list_candidates(uow, grant, **request, today=today())

    @job(trials.JOB, given_up=trials.fail)
    def try_out(self, trial_id: str, transaction: Transaction) -> None:
        with transaction() as uow:
            works = trials.begin(uow, trial_id, today())
        if works is None:
            return
        began = time.monotonic()
        try:
            before, after = (
                wire.answer_from(run_in_child(ENTRY, payload_of(work))) for work in works
            )
        except ChildFailed as broken:
            log.error("trial %s cannot be solved", trial_id, exc_info=broken)
            with transaction() as uow:
                trials.fail(uow, trial_id, type(broken).__name__, now())
            return
        with transaction() as uow:
            trials.end(uow, trial_id, works, (before, after), time.monotonic() - began)

    @when_due(rematching.REMATCH_TIMER)
    def on_rematch(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        """The subject is "area code/moment"."""
        area = subject.partition("/")[0]
        grant = admit(Viewer.system(), "pairing.start_matching")
        rematching.rematch(uow, grant, area=area, today=today())

    @when_due(rematching.LEVEL_TIMER)
    def on_new_pairing_due(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        rematching.remind_of_level(uow, subject, today())

    @on(ChildGraded)
    def on_level_changed(self, event: ChildGraded, uow: UnitOfWork) -> None:
        rematching.follow_level(uow, event, today())
