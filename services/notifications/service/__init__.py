"""The door into notifications. `domain/routing.py` says who is told of what."""

from typing import Any

from services.notifications import handlers, queries
from services.notifications.service.caring import Caring
from services.notifications.service.helping import Helping
from services.notifications.service.money import Money
from services.notifications.service.organising import Organising
from services.notifications.service.reaching import Reaching
from services.notifications.store import NotificationsUnitOfWork as UnitOfWork
from shared import record_queries
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts import records
from shared.contracts.activities import events as activities
from shared.contracts.gateway import events as gateway
from shared.contracts.notifications import schemas
from shared.contracts.pairing import events as pairing
from shared.contracts.registry import events as registry
from shared.contracts.registry.schooling import events as schooling
from shared.doors import command, query
from shared.messaging.database import Database
from shared.messaging.house import KeepsHouse
from shared.messaging.operations.doors import BusDoors
from shared.messaging.subscription import on


class NotificationsService(Reaching, Money, Caring, Organising, Helping, KeepsHouse, BusDoors):
    name = "notifications"
    database = Database(UnitOfWork)

    @query(schemas.ListMessages, answers=schemas.MessageList)
    def list_messages(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_messages(uow.session, grant, **request)

    @query(schemas.CountUnread, answers=schemas.UnreadCount)
    def count_unread(self, uow: UnitOfWork, grant: Grant) -> Any:
        return queries.count_unread(uow.session, grant)

    @command(schemas.ReadMessage, answers=schemas.MessageView)
    def read_message(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return handlers.read_message(uow, grant, **request, at=now())

    @command(schemas.AcknowledgeMessage, answers=schemas.MessageView)
    def acknowledge_message(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return handlers.acknowledge_message(uow, grant, **request, at=now())

    # -- records --------------------------------------------------------------------------------

    @query(records.ListAccessLog, answers=records.AccessList)
    def list_access_log(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return record_queries.list_access_log(uow, grant, **request)

    @query(records.VerifyRecords, answers=records.RecordsCheck)
    def verify_records(self, uow: UnitOfWork, _grant: Grant) -> Any:
        return record_queries.verify_records(uow)

    # -- registry ---------------------------------------------------------------------------------

    @on(registry.RosterImported)
    def on_roster_imported(self, event: registry.RosterImported, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.ChildRegistered, batch=50)
    def on_child_registered(self, event: registry.ChildRegistered, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.ChildJudged, batch=50)
    def on_child_judged(self, event: registry.ChildJudged, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.ChildGraded, batch=50)
    def on_child_graded(self, event: registry.ChildGraded, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.ChildrenMerged)
    def on_children_merged(self, event: registry.ChildrenMerged, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.MergeUndone)
    def on_merge_undone(self, event: registry.MergeUndone, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.PairingMoved)
    def on_pairing_moved(self, event: pairing.PairingMoved, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.MoveRequested)
    def on_move_requested(self, event: registry.MoveRequested, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.MoveDecided)
    def on_move_decided(self, event: registry.MoveDecided, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.MoveWithdrawn)
    def on_move_withdrawn(self, event: registry.MoveWithdrawn, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(schooling.AbsenceNoted)
    def on_absence_noted(self, event: schooling.AbsenceNoted, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(schooling.DropoutNoted)
    def on_dropout_noted(self, event: schooling.DropoutNoted, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(schooling.DropoutReported)
    def on_dropout_reported(self, event: schooling.DropoutReported, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(schooling.DropoutEnded)
    def on_dropout_ended(self, event: schooling.DropoutEnded, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(schooling.HealthCheckAbnormal)
    def on_health_check_abnormal(
        self, event: schooling.HealthCheckAbnormal, uow: UnitOfWork
    ) -> None:
        handlers.tell(uow, event)

    @on(schooling.SchoolPromoted)
    def on_school_promoted(self, event: schooling.SchoolPromoted, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(schooling.SchoolPromotionUndone)
    def on_school_promotion_undone(
        self, event: schooling.SchoolPromotionUndone, uow: UnitOfWork
    ) -> None:
        handlers.tell(uow, event)

    @on(registry.ChildAged)
    def on_child_aged(self, event: registry.ChildAged, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.VerificationDue)
    def on_verification_due(self, event: registry.VerificationDue, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.VerificationSigned)
    def on_verification_signed(self, event: registry.VerificationSigned, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.PackAdopted)
    def on_pack_adopted(self, event: registry.PackAdopted, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    # -- protection cases --------------------------------------------------------------------------

    @on(registry.CaseOpened)
    def on_case_opened(self, event: registry.CaseOpened, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.CaseMatched)
    def on_case_matched(self, event: registry.CaseMatched, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.CaseDutySet)
    def on_case_duty_set(self, event: registry.CaseDutySet, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.CaseDutyReminded)
    def on_case_duty_reminded(self, event: registry.CaseDutyReminded, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.CaseDutyMissed)
    def on_case_duty_missed(self, event: registry.CaseDutyMissed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.CaseDutyAcknowledged)
    def on_case_duty_acknowledged(
        self, event: registry.CaseDutyAcknowledged, uow: UnitOfWork
    ) -> None:
        handlers.tell(uow, event)

    @on(registry.CaseAssessed)
    def on_case_assessed(self, event: registry.CaseAssessed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(registry.CasePetitionPrompted)
    def on_case_petition_prompted(
        self, event: registry.CasePetitionPrompted, uow: UnitOfWork
    ) -> None:
        handlers.tell(uow, event)

    @on(registry.CaseClosed)
    def on_case_closed(self, event: registry.CaseClosed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    # -- pairing ----------------------------------------------------------------------------------

    @on(pairing.HelperApplied)
    def on_helper_applied(self, event: pairing.HelperApplied, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.HelperApproved)
    def on_helper_approved(self, event: pairing.HelperApproved, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.HelperRefused)
    def on_helper_refused(self, event: pairing.HelperRefused, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.HelperSuspended)
    def on_helper_suspended(self, event: pairing.HelperSuspended, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.HelperReinstated)
    def on_helper_reinstated(self, event: pairing.HelperReinstated, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.ConsentRecorded)
    def on_consent_recorded(self, event: pairing.ConsentRecorded, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.ConsentWithdrawn)
    def on_consent_withdrawn(self, event: pairing.ConsentWithdrawn, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.MatchingProposed)
    def on_matching_proposed(self, event: pairing.MatchingProposed, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.ProposalRefused)
    def on_proposal_refused(self, event: pairing.ProposalRefused, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.PairingActivated)
    def on_pairing_activated(self, event: pairing.PairingActivated, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(pairing.PairingEnded)
    def on_pairing_ended(self, event: pairing.PairingEnded, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    # -- activities -------------------------------------------------------------------------------

    @on(activities.RoomOpened)
    def on_room_opened(self, event: activities.RoomOpened, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(activities.SessionPlanned)
    def on_session_planned(self, event: activities.SessionPlanned, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(activities.SessionMoved)
    def on_session_moved(self, event: activities.SessionMoved, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(activities.SessionCancelled)
    def on_session_cancelled(self, event: activities.SessionCancelled, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(activities.SessionHeld)
    def on_session_held(self, event: activities.SessionHeld, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(activities.AttendanceMarked)
    def on_attendance_marked(self, event: activities.AttendanceMarked, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(activities.LetterWritten)
    def on_letter_written(self, event: activities.LetterWritten, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(activities.LetterUnanswered)
    def on_letter_unanswered(self, event: activities.LetterUnanswered, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    @on(activities.DangerWritten)
    def on_danger_written(self, event: activities.DangerWritten, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)

    # -- gateway ----------------------------------------------------------------------------------

    @on(gateway.AccountOpened)
    def on_account_opened(self, event: gateway.AccountOpened, uow: UnitOfWork) -> None:
        handlers.tell(uow, event)
