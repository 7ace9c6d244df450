"""Who is told of what: one table from event to addresses and template, readable on one screen."""

from collections.abc import Iterator

from services.notifications.domain.addresses import (
    account,
    at_school,
    county,
    families,
    family,
    persons,
    posts,
    township,
    village,
)
from services.notifications.domain.conditions import (
    above_ready,
    became,
    became_key_case,
    decided,
    late,
    level_changed,
    missing,
    of_a_child,
    of_school,
    of_village,
    to_verify,
)
from services.notifications.domain.messages import Draft
from services.notifications.domain.pairing_routes import PAIRING
from services.notifications.domain.posts import CHILD, FEDERATION, HEADS, TOWNSHIP, VILLAGE
from services.notifications.domain.route import IMPORTANT, URGENT, Route
from shared.access.roles import Role
from shared.contracts.activities import events as activities
from shared.contracts.funding import events as funding
from shared.contracts.gateway import events as gateway
from shared.contracts.registry import events as registry
from shared.contracts.registry.organising import events as organising
from shared.contracts.registry.schooling import events as schooling
from shared.messaging.events import Event

COUNTY = (county(Role.COUNTY_OFFICER), county(Role.COUNTY_FEDERATION), county(Role.FINANCE_CLERK))
REGISTRAR = (county(Role.COUNTY_OFFICER),)
ROOM = (at_school(Role.ROOM_MANAGER), at_school(Role.PRINCIPAL), persons("teachers"))
KEY = (township(Role.TOWNSHIP_FEDERATION), at_school(Role.PRINCIPAL))
OWNER = (account("proposed_by"),)
MONEY = "scheme term area_code children total_fen"
SESSION = "session_id on_date starts_at ends_at"
DROPOUT, BUREAU = "/dropouts/{dropout_id}", county(Role.EDUCATION_BUREAU)
HEALTH = "/children/{child_id}/health"
MOVE, PROMOTION = "/moves/{move_id}", "/promotions/{promotion_id}"
CALLED = (posts("posts"),)
STEERING = (county(Role.COUNTY_OFFICER), county(Role.COUNTY_FEDERATION))
CASE, DUTY, DUTY_PAGE = "/cases/{case_id}", "area_code task due_at", "/duties/{case_id}/{duty}"
DUE, VERIFICATION = "area_code quarter deadline waiting", "/verification/{area_code}"
CARE = "/children/{child_id}/care"
PLAN, FINDING = "/plans/{plan_id}", "/findings/{finding_id}"
LETTERS = "/letters?year={year}"
EVALUATED = "/evaluations/{evaluated}/{subject}/{year}"
FOUND = (village(Role.VILLAGE_OFFICER), at_school(Role.PRINCIPAL))
SESSION_PAGE, ROLL = "/sessions/{session_id}", "/rolls/{roll_id}"
LETTER = "/letterbox/letters/{letter_id}"
RELIEF = "/reliefs/{roll_id}"

# fmt: off
ROUTES: tuple[Route, ...] = (
    # registry
    Route(registry.RosterImported, "roster_imported", (account("account_id"),),
          "accepted merged rejected", "/imports/{import_id}"),
    Route(registry.ChildRegistered, "child_to_verify", VILLAGE, "child_id area_code", CHILD,
          IMPORTANT, when=to_verify),
    Route(registry.ChildJudged, "child_to_verify", VILLAGE, "child_id area_code", CHILD,
          IMPORTANT, when=became("to_verify")),
    Route(registry.ChildJudged, "child_left_behind", VILLAGE, "child_id area_code", CHILD,
          when=became("left_behind")),
    Route(registry.ChildGraded, "child_graded", VILLAGE + TOWNSHIP,
          "child_id area_code level previous_level", CHILD, when=level_changed),
    Route(registry.ChildGraded, "child_key_case", KEY, "child_id area_code level", CHILD,
          IMPORTANT, acknowledge=True, when=became_key_case),
    Route(registry.ChildJudged, "child_exited", (*TOWNSHIP, FEDERATION),
          "child_id area_code", CHILD, IMPORTANT, when=became("exited")),
    Route(registry.ChildAged, "child_aged", (*VILLAGE, *HEADS, family), "child_id area_code age",
          CHILD),
    Route(registry.VerificationDue, "verification_due", VILLAGE, DUE, VERIFICATION, IMPORTANT,
          when=missing("village", overdue=False)),
    Route(registry.VerificationDue, "verification_overdue", VILLAGE, DUE, VERIFICATION, IMPORTANT,
          when=missing("village", overdue=True)),
    Route(registry.VerificationDue, "sign_off_due", TOWNSHIP, DUE, VERIFICATION, IMPORTANT,
          when=missing("township", overdue=False)),
    Route(registry.VerificationDue, "sign_off_overdue", TOWNSHIP, DUE, VERIFICATION, IMPORTANT,
          when=missing("township", overdue=True)),
    Route(registry.VerificationDue, "sign_off_due", REGISTRAR, DUE, VERIFICATION, IMPORTANT,
          when=missing("county", overdue=False)),
    Route(registry.VerificationDue, "sign_off_overdue", REGISTRAR, DUE, VERIFICATION, IMPORTANT,
          when=missing("county", overdue=True)),
    Route(registry.VerificationSigned, "sign_off_ready", TOWNSHIP, "quarter", "/verification",
          IMPORTANT, when=above_ready("village")),
    Route(registry.VerificationSigned, "sign_off_ready", REGISTRAR, "quarter", "/verification",
          IMPORTANT, when=above_ready("township")),
    # how the work is organised
    Route(organising.PlanStepDue, "plan_step_due", CALLED, "area_code deadline", PLAN, IMPORTANT,
          when=late(overdue=False)),
    Route(organising.PlanStepDue, "plan_step_overdue", CALLED, "area_code deadline", PLAN,
          IMPORTANT, when=late(overdue=True)),
    Route(organising.FindingMade, "finding_made", FOUND, "area_code deadline", FINDING, IMPORTANT,
          acknowledge=True),
    Route(organising.FindingDue, "finding_due", CALLED, "area_code deadline", FINDING, IMPORTANT,
          when=late(overdue=False)),
    Route(organising.FindingDue, "finding_overdue", CALLED, "area_code deadline", FINDING,
          IMPORTANT, when=late(overdue=True)),
    Route(organising.FindingAnswered, "finding_answered", CALLED, "area_code", FINDING, IMPORTANT),
    Route(organising.FindingDecided, "finding_accepted", FOUND, "area_code", FINDING,
          when=decided("accepted")),
    Route(organising.FindingDecided, "finding_sent_back", FOUND, "area_code deadline", FINDING,
          IMPORTANT, when=decided("sent_back")),
    Route(organising.LettersUnsigned, "letters_unsigned", CALLED, "area_code year deadline waiting",
          LETTERS, IMPORTANT, when=late(overdue=False)),
    Route(organising.LettersUnsigned, "letters_overdue", CALLED, "area_code year deadline waiting",
          LETTERS, IMPORTANT, when=late(overdue=True)),
    Route(organising.EvaluationSigned, "evaluation_commended", CALLED, "area_code year",
          EVALUATED, when=lambda event: bool(event.commended)),
    Route(organising.EvaluationSigned, "evaluation_signed", CALLED, "area_code year", EVALUATED,
          when=lambda event: not event.commended),
    Route(registry.PackAdopted, "pack_adopted", COUNTY, "area_code valid_from", "/packs",
          IMPORTANT),
    Route(registry.MoveRequested, "move_requested", VILLAGE + TOWNSHIP + HEADS,
          "child_id area_code expires_on", MOVE, IMPORTANT),
    Route(registry.MoveDecided, "move_accepted", VILLAGE + TOWNSHIP + HEADS,
          "child_id area_code", MOVE, when=decided("accepted")),
    Route(registry.MoveDecided, "move_accepted", (family,), "child_id area_code", CHILD,
          when=decided("accepted")),
    Route(registry.MoveDecided, "move_refused", VILLAGE + TOWNSHIP + HEADS,
          "child_id area_code", MOVE, IMPORTANT, when=decided("refused")),
    Route(registry.MoveDecided, "move_expired", VILLAGE + TOWNSHIP + HEADS,
          "child_id area_code", MOVE, IMPORTANT, when=decided("expired")),
    Route(registry.MoveWithdrawn, "move_withdrawn", VILLAGE + TOWNSHIP + HEADS,
          "child_id area_code", MOVE),
    # a school's year
    Route(schooling.SchoolPromoted, "school_promoted", HEADS + TOWNSHIP,
          "year promoted repeated graduated", PROMOTION),
    Route(schooling.SchoolPromotionUndone, "school_promotion_undone", HEADS + TOWNSHIP, "year",
          PROMOTION, IMPORTANT),
    Route(schooling.AbsenceNoted, "absence_noted", VILLAGE + HEADS, "child_id area_code",
          DROPOUT, IMPORTANT),
    Route(schooling.DropoutNoted, "dropout_noted", VILLAGE + TOWNSHIP + HEADS,
          "child_id area_code", DROPOUT, IMPORTANT),
    Route(schooling.DropoutNoted, "dropout_family", (family,), "child_id", CHILD, IMPORTANT,
          acknowledge=True),
    Route(schooling.DropoutReported, "dropout_reported", (*TOWNSHIP, BUREAU),
          "child_id area_code", DROPOUT, IMPORTANT, acknowledge=True),
    Route(schooling.DropoutEnded, "dropout_ended", (*VILLAGE, *TOWNSHIP, BUREAU),
          "child_id area_code outcome", DROPOUT),
    # care in the parents' place
    Route(registry.CareEntrusted, "care_entrusted", (family, *TOWNSHIP, *HEADS),
          "child_id area_code from_date to_date", CARE),
    Route(registry.CareEnding, "care_ending", (family, *VILLAGE), "child_id area_code to_date",
          CARE, IMPORTANT),
    Route(registry.ContactMissing, "contact_missing", VILLAGE, "area_code newly children days",
          "/family-contacts", IMPORTANT, when=of_village),
    Route(registry.ContactMissing, "contact_missing_school", (at_school(Role.HEAD_TEACHER),),
          "newly children days", "/family-contacts", IMPORTANT, when=of_school),
    Route(registry.CareEnded, "care_ended", (family, *VILLAGE, *TOWNSHIP, *HEADS),
          "child_id area_code ending", CARE, IMPORTANT),
    Route(schooling.HealthCheckAbnormal, "child_health", (family,), "child_id term", HEALTH,
          IMPORTANT, acknowledge=True),
    Route(schooling.HealthCheckAbnormal, "health_follow", HEADS, "child_id area_code term",
          HEALTH),
    # protection cases
    Route(registry.CaseOpened, "case_opened", VILLAGE + STEERING[1:], "area_code", CASE, IMPORTANT),
    Route(registry.CaseMatched, "case_matched", VILLAGE, "area_code child_id", CASE, IMPORTANT,
          when=of_a_child),
    Route(registry.CaseDutySet, "case_duty_set", CALLED, DUTY, DUTY_PAGE, URGENT),
    Route(registry.CaseDutyReminded, "case_duty_reminded", CALLED, DUTY, DUTY_PAGE, URGENT),
    Route(registry.CaseDutyMissed, "case_duty_missed", CALLED, DUTY, DUTY_PAGE, URGENT),
    Route(registry.CaseDutyAcknowledged, "case_duty_done", TOWNSHIP, "area_code task", CASE),
    Route(registry.CaseAssessed, "case_assessed", STEERING, "area_code", CASE),
    Route(registry.CasePetitionPrompted, "case_petition", STEERING, "area_code ground", CASE,
          URGENT),
    Route(registry.CaseClosed, "case_closed", CALLED + STEERING, "area_code result", CASE),
    Route(registry.ChildrenMerged, "children_merged", VILLAGE + TOWNSHIP + HEADS,
          "child_id area_code", CHILD),
    Route(registry.MergeUndone, "merge_undone", VILLAGE + TOWNSHIP + HEADS,
          "child_id area_code", CHILD, IMPORTANT),
    *PAIRING,
    # activities
    Route(activities.RoomOpened, "room_opened", ROOM[:2], "room_id area_code", "/rooms/{room_id}"),
    Route(activities.SessionPlanned, "session_planned", ROOM, SESSION, SESSION_PAGE),
    Route(activities.SessionMoved, "session_moved", ROOM, SESSION + " from_date", SESSION_PAGE,
          IMPORTANT),
    Route(activities.SessionCancelled, "session_cancelled", ROOM, "session_id on_date",
          SESSION_PAGE, IMPORTANT),
    Route(activities.SessionHeld, "session_attended", (families("present"),), "on_date", CHILD),
    Route(activities.SessionHeld, "session_missed", (families("absent"),), "on_date", CHILD),
    Route(activities.AttendanceMarked, "session_attended", (families("present"),), "on_date",
          CHILD),
    Route(activities.AttendanceMarked, "session_missed", (families("absent"),), "on_date", CHILD),
    Route(activities.LetterWritten, "letter_written", (at_school(Role.COUNSELLOR),),
          "answer_by", LETTER, IMPORTANT),
    Route(activities.LetterUnanswered, "letter_unanswered", (at_school(Role.COUNSELLOR),
          at_school(Role.PRINCIPAL)), "answer_by", "/letterbox/letters", IMPORTANT),
    Route(activities.DangerWritten, "danger_written", (at_school(Role.COUNSELLOR),), "", LETTER,
          URGENT, acknowledge=True),
    # funding
    Route(funding.FundsReceived, "funds_received", (county(Role.FINANCE_CLERK),),
          "kind amount_fen", "/funds"),
    Route(funding.RollProposed, "roll_proposed", (county(Role.FINANCE_APPROVER),), MONEY, ROLL,
          IMPORTANT),
    Route(funding.RollApproved, "roll_approved", (county(Role.FINANCE_PAYER),), MONEY, ROLL,
          IMPORTANT),
    Route(funding.RollRefused, "roll_refused", OWNER, MONEY, ROLL, IMPORTANT),
    Route(funding.PaymentMade, "payment_made", (family, *TOWNSHIP),
          "child_id scheme term amount_fen", CHILD),
    Route(funding.RollNoticed, "roll_noticed", (*TOWNSHIP, county(Role.FINANCE_APPROVER)),
          "scheme term area_code from_date to_date", ROLL, IMPORTANT),
    Route(funding.BookSigned, "book_signed", (county(Role.AUDITOR),),
          "position hash signature", "/ledger"),
    Route(funding.BatchReturned, "batch_returned", (county(Role.FINANCE_CLERK),),
          "scheme term area_code paid failed amount_fen", ROLL, IMPORTANT),
    Route(funding.InstalmentDue, "instalment_due", (county(Role.FINANCE_PAYER), *TOWNSHIP),
          "child_id scheme term amount_fen due_on", RELIEF, IMPORTANT),
    Route(funding.PaymentReversed, "payment_reversed", (family, *TOWNSHIP),
          "child_id scheme term amount_fen", CHILD, IMPORTANT),
    Route(funding.PaidTwice, "paid_twice", (county(Role.FINANCE_CLERK),
          county(Role.FINANCE_APPROVER)), "child_id scheme term amount_fen", ROLL, IMPORTANT),
    # gateway
    Route(gateway.AccountOpened, "account_opened", (account("account_id"),), "roles area_code"),
)
# fmt: on


def drafts(event: Event) -> Iterator[Draft]:
    """What is to be told of an event: at most one message per address, the first route's."""
    told: set[str] = set()
    for route in ROUTES:
        if route.event is not type(event) or not route.when(event):
            continue
        for address, more in (found for target in route.to for found in target.find(event)):
            if address not in told:
                told.add(address)
                yield _draft(route, event, address, more)


def _draft(route: Route, event: Event, address: str, more: dict[str, str]) -> Draft:
    params = {name: getattr(event, name) for name in route.params.split()} | more
    fields = vars(event) | more
    return Draft(
        address=address,
        template=route.template,
        params=params,
        urgency=route.urgency,
        link=route.link and route.link.format(**fields),
        needs_acknowledgement=route.acknowledge,
    )


def told_of() -> frozenset[type[Event]]:
    """The events that this table knows."""
    return frozenset(route.event for route in ROUTES)
