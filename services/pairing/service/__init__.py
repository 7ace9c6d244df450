"""The door into pairing: parse, call one use case or query, dump."""

import logging
import time
from datetime import datetime
from typing import Any

import eventlet

from services.pairing.domain.matching import wire
from services.pairing.domain.matching.worker import ENTRY
from services.pairing.handlers import (
    consents,
    copies,
    enrolling,
    helpers,
    matchings,
    pairings,
    proposals,
)
from services.pairing.queries import helpers as helper_queries
from services.pairing.queries import matchings as matching_queries
from services.pairing.queries import pairings as pairing_queries
from services.pairing.service.growing import Growing
from services.pairing.service.matching import Matchings
from services.pairing.service.people import People
from services.pairing.service.promises import Promises
from services.pairing.service.scoring import Scoring
from services.pairing.service.watching import Watching
from services.pairing.service.wishes import Wishes
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared import record_queries
from shared.access.grant import Grant
from shared.access.table import admit
from shared.child_process import ChildFailed, run_in_child
from shared.clock import now, today
from shared.contracts import records
from shared.contracts.pairing import schemas
from shared.contracts.registry.events import (
    ChildChanged,
    ChildGraded,
    ChildJudged,
    ChildRegistered,
    PackAdopted,
)
from shared.doors import command, query
from shared.messaging.database import Database
from shared.messaging.house import KeepsHouse
from shared.messaging.jobs import Transaction, job
from shared.messaging.operations.doors import BusDoors
from shared.messaging.subscription import on
from shared.messaging.timers import when_due
from shared.pacing import slices
from shared.viewer import Viewer

log = logging.getLogger(__name__)

SAVED_AT_ONCE = 500  # rows of one transaction: other calls come in between


class PairingService(
    People, Matchings, Promises, Wishes, Watching, Scoring, Growing, KeepsHouse, BusDoors
):
    name = "pairing"
    database = Database(UnitOfWork)

    # -- helpers --------------------------------------------------------------------------------

    @command(schemas.RegisterHelper, answers=schemas.HelperView)
    def register_helper(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return enrolling.register_helper(uow, grant, **request, today=today())

    @command(schemas.RecordCheck, answers=schemas.HelperView)
    def record_check(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return helpers.record_check(uow, grant, **request, today=today())

    @command(schemas.ApproveHelper, answers=schemas.HelperView)
    def approve_helper(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return helpers.approve_helper(uow, grant, **request, today=today())

    @command(schemas.ClearDeclaration, answers=schemas.HelperView)
    def clear_declaration(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return helpers.clear_declaration(uow, grant, **request)

    @command(schemas.RefuseHelper, answers=schemas.HelperView)
    def refuse_helper(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return helpers.refuse_helper(uow, grant, **request)

    @query(schemas.GetHelper, answers=schemas.HelperView)
    def get_helper(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return helper_queries.get_helper(uow, grant, **request)

    @query(schemas.ListHelpers, answers=schemas.HelperList)
    def list_helpers(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return helper_queries.list_helpers(uow, grant, **request)

    @query(schemas.NameHelpers, answers=schemas.HelperNames)
    def name_helpers(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return helper_queries.name_helpers(uow, grant, **request)

    # -- consent --------------------------------------------------------------------------------

    @command(schemas.RecordConsent, answers=schemas.ConsentView)
    def record_consent(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return consents.record_consent(uow, grant, **request, today=today())

    @command(schemas.WithdrawConsent, answers=schemas.ConsentView)
    def withdraw_consent(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return consents.withdraw_consent(uow, grant, **request, today=today())

    @query(schemas.ListConsents, answers=schemas.ConsentList)
    def list_consents(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return pairing_queries.list_consents(uow, grant, **request, today=today())

    # -- matching -------------------------------------------------------------------------------

    @command(schemas.StartMatching, answers=schemas.MatchingView)
    def start_matching(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return matchings.start_matching(uow, grant, **request, at=now())

    @query(schemas.GetMatching, answers=schemas.MatchingView)
    def get_matching(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return matching_queries.get_matching(uow, grant, **request)

    @query(schemas.ListMatchings, answers=schemas.MatchingList)
    def list_matchings(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return matching_queries.list_matchings(uow, grant, **request)

    @query(schemas.ListProposals, answers=schemas.ProposalList)
    def list_proposals(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return matching_queries.list_proposals(uow, grant, **request, today=today())

    @query(schemas.ListUnmatched, answers=schemas.UnmatchedList)
    def list_unmatched(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return matching_queries.list_unmatched(uow, grant, **request)

    @command(schemas.AcceptProposal, answers=schemas.PairingView)
    def accept_proposal(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return proposals.accept_proposal(uow, grant, **request, today=today())

    @command(schemas.ChangeProposal, answers=schemas.PairingView)
    def change_proposal(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return proposals.change_proposal(uow, grant, **request, today=today())

    @command(schemas.RefuseProposal, answers=schemas.ProposalView)
    def refuse_proposal(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return proposals.refuse_proposal(uow, grant, **request)

    @job(matchings.JOB, given_up=matchings.fail)
    def match(self, matching_id: str, transaction: Transaction) -> None:
        """A matching that cannot be solved has failed, visibly and at once; after anything else
        the job tries again, and it has failed when the job is given up."""
        try:
            _match(transaction, matching_id)
        except ChildFailed as broken:
            log.error("matching %s cannot be solved", matching_id, exc_info=broken)
            with transaction() as uow:
                matchings.fail(uow, matching_id, type(broken).__name__, now())

    # -- pairings -------------------------------------------------------------------------------

    @command(schemas.ArrangePairing, answers=schemas.PairingView)
    def arrange_pairing(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return pairings.arrange_pairing(uow, grant, **request, today=today())

    @command(schemas.EndPairing, answers=schemas.PairingView)
    def end_pairing(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return pairings.end_pairing(uow, grant, **request, today=today())

    @query(schemas.ListPairings, answers=schemas.PairingList)
    def list_pairings(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return pairing_queries.list_pairings(uow, grant, **request)

    @query(schemas.ExportPairings, answers=schemas.PairingBook)
    def export_pairings(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return pairing_queries.export_pairings(uow, grant, **request)

    @query(schemas.GetCoverage, answers=schemas.CoverageView)
    def coverage(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return pairing_queries.coverage(uow, grant, **request, today=today())

    # -- records --------------------------------------------------------------------------------

    @query(records.ListAccessLog, answers=records.AccessList)
    def list_access_log(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return record_queries.list_access_log(uow, grant, **request)

    @query(records.VerifyRecords, answers=records.RecordsCheck)
    def verify_records(self, uow: UnitOfWork, _grant: Grant) -> Any:
        return record_queries.verify_records(uow)

    # -- deadlines ------------------------------------------------------------------------------

    @when_due(helpers.CHECK_TIMER)
    def on_record_check_expiry(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        """The subject is "helper id/date of the check"."""
        helper_id = subject.partition("/")[0]
        grant = admit(Viewer.system(), "pairing.record_check")
        helpers.suspend_if_expired(uow, grant, helper_id=helper_id, today=today())

    @when_due(enrolling.PEER_TIMER)
    def on_peer_of_age(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        """The subject is the helper's id."""
        grant = admit(Viewer.system(), "pairing.record_check")
        helpers.suspend_of_age(uow, grant, helper_id=subject, today=today())

    # -- facts of the registry ------------------------------------------------------------------

    @on(ChildRegistered, copies=("children",), batch=50)
    def on_child_registered(self, event: ChildRegistered, uow: UnitOfWork) -> None:
        copies.copy_newcomer(uow, event)

    @on(ChildChanged, copies=("children",), batch=50)
    def on_child_changed(self, event: ChildChanged, uow: UnitOfWork) -> None:
        copies.copy_child(uow, event)

    @on(ChildJudged, copies=("children",), batch=50)
    def on_child_judged(self, event: ChildJudged, uow: UnitOfWork) -> None:
        copies.copy_child(uow, event)

    @on(ChildGraded, copies=("children",), batch=50)
    def on_child_graded(self, event: ChildGraded, uow: UnitOfWork) -> None:
        copies.copy_child(uow, event)

    @on(PackAdopted, copies=("adopted_packs",), history=True)
    def on_pack_adopted(self, event: PackAdopted, uow: UnitOfWork) -> None:
        copies.copy_pack(uow, event)


def _match(transaction: Transaction, matching_id: str) -> None:
    """Read, solve in a process of its own, save piece by piece, propose; stop if another worker
    has ended the matching meanwhile."""
    with transaction() as uow:
        work = matchings.begin(uow, matching_id, today())
    if work is None:
        return
    started = time.monotonic()
    solved = wire.answer_from(run_in_child(ENTRY, matchings.payload_of(work)))
    seconds = time.monotonic() - started
    with transaction() as uow:
        if not matchings.clear(uow, matching_id):
            return
    for table, rows in matchings.rows_of(matching_id, work, solved):
        for some in slices(rows, SAVED_AT_ONCE):
            with transaction() as uow:
                if not matchings.save(uow, matching_id, table, some):
                    return
            eventlet.sleep(0)
    with transaction() as uow:
        matchings.propose(uow, matching_id, work, solved, seconds=seconds, at=now())
