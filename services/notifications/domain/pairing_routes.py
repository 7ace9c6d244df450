"""Who is told of what in helping a child: from application to the last contact."""

from typing import Any

from services.notifications.domain.addresses import (
    account,
    county,
    families,
    family,
    person,
    persons,
)
from services.notifications.domain.posts import CHILD, FEDERATION, HEADS, TOWNSHIP, VILLAGE
from services.notifications.domain.route import IMPORTANT, Route
from shared.access.roles import Role
from shared.contracts.pairing import events as pairing
from shared.contracts.pairing import wish_events as wishes

PAIR = (person("helper_id"), family, *VILLAGE, *HEADS)
SYSTEM = "system"


def needs_follow_up(event: Any) -> bool:
    return bool(event.follow_up)


def by_itself(event: Any) -> bool:
    return bool(event.requested_by == SYSTEM and event.proposed)


def asked_for(event: Any) -> bool:
    return bool(event.requested_by != SYSTEM)


def made_by_others(event: Any) -> bool:
    """Helpers are told as persons."""
    return bool(event.as_role != Role.HELPER)


def with_awards(event: Any) -> bool:
    return bool(event.awards)


def came_of_age(event: Any) -> bool:
    return bool(event.of_age)


def check_ran_out(event: Any) -> bool:
    return not event.of_age


# fmt: off
PAIRING: tuple[Route, ...] = (
    Route(pairing.HelperApplied, "helper_applied", TOWNSHIP, "helper_id area_code category",
          "/helpers/{helper_id}", IMPORTANT),
    Route(pairing.HelperApproved, "helper_approved", (person("helper_id"),), "helper_id"),
    Route(pairing.HelperApproved, "helper_reported", (county(Role.COUNTY_FEDERATION),),
          "helper_id area_code category", "/helpers/{helper_id}"),
    Route(pairing.RecordCheckExpiring, "check_expiring", (person("helper_id"), *TOWNSHIP),
          "helper_id area_code deadline", "/helpers/{helper_id}", IMPORTANT),
    Route(pairing.PairingStillMissing, "pairing_still_missing", (*TOWNSHIP, FEDERATION,
          county(Role.COUNTY_FEDERATION)), "child_id area_code level deadline", CHILD, IMPORTANT),
    Route(pairing.HelperRefused, "helper_refused", (person("helper_id"),), "helper_id"),
    Route(pairing.HelperSuspended, "helper_suspended", (person("helper_id"), *TOWNSHIP),
          "helper_id area_code", "/helpers/{helper_id}", IMPORTANT, when=check_ran_out),
    Route(pairing.HelperSuspended, "helper_of_age", (person("helper_id"), *TOWNSHIP),
          "helper_id area_code", "/helpers/{helper_id}", IMPORTANT, when=came_of_age),
    Route(pairing.HelperSuspended, "pairing_suspended", (families("child_ids"),), "helper_id",
          CHILD, IMPORTANT),
    Route(pairing.HelperReinstated, "helper_reinstated", (person("helper_id"), *TOWNSHIP),
          "helper_id area_code", "/helpers/{helper_id}"),
    Route(pairing.HelperReinstated, "pairing_resumed", (families("child_ids"),), "helper_id",
          CHILD),
    Route(pairing.ConsentRecorded, "consent_recorded", TOWNSHIP, "child_id area_code", CHILD),
    Route(pairing.ConsentWithdrawn, "consent_withdrawn", TOWNSHIP + VILLAGE,
          "child_id area_code", CHILD, IMPORTANT, acknowledge=True),
    Route(pairing.MatchingProposed, "matching_automatic", (*TOWNSHIP, FEDERATION),
          "area_code proposed uncovered", "/matchings/{matching_id}", IMPORTANT, when=by_itself),
    Route(pairing.MatchingProposed, "matching_proposed", (account("requested_by"),),
          "area_code proposed uncovered", "/matchings/{matching_id}", IMPORTANT,
          when=asked_for),
    Route(pairing.ProposalRefused, "proposal_refused", TOWNSHIP, "child_id helper_id area_code",
          "/matchings/{matching_id}"),
    Route(pairing.PairingActivated, "pairing_activated", PAIR, "child_id helper_id slot", CHILD,
          IMPORTANT, acknowledge=True),
    Route(pairing.PairingActivated, "pairing_activated", TOWNSHIP, "child_id helper_id slot",
          CHILD),
    Route(pairing.PairingEnded, "pairing_ended", PAIR, "child_id helper_id slot", CHILD,
          IMPORTANT, acknowledge=True),
    Route(pairing.PairingEnded, "pairing_ended", TOWNSHIP, "child_id helper_id slot", CHILD),
    Route(pairing.PromisesDue, "promises_due", (person("helper_id"),), "deadline due overdue",
          "/contacts", IMPORTANT),
    Route(pairing.PromisesNeglected, "promises_neglected", (*VILLAGE, *TOWNSHIP, FEDERATION,
          *HEADS[:1]), "area_code overdue helpers", "/promises", IMPORTANT),
    Route(pairing.HelpStepDue, "help_step_due", (persons("helper_ids"),), "child_id deadline",
          "/children/{child_id}/growing", IMPORTANT),
    Route(pairing.HelpStepDue, "help_step_due", (account("made_by"),), "child_id deadline",
          "/children/{child_id}/growing", IMPORTANT, when=made_by_others),
    Route(pairing.HandoverWaiting, "handover_waiting", (person("helper_id"),), "child_id",
          "/children/{child_id}/growing", IMPORTANT),
    Route(pairing.WatchListGrown, "watch_list_grown", (*VILLAGE, FEDERATION, *HEADS),
          "area_code children", "/watch-list", IMPORTANT),
    Route(pairing.ResultsScored, "results_scored", HEADS, "term children awards total_fen",
          "/scores/{school_id}"),
    Route(pairing.ResultsScored, "awards_waiting", (county(Role.FINANCE_CLERK),),
          "term awards total_fen", "/awards", IMPORTANT, when=with_awards),
    Route(pairing.AwardDue, "award_due", (family,), "child_id amount_fen", CHILD),
    Route(pairing.ContactLogged, "contact_follow_up", (*VILLAGE, *HEADS),
          "child_id helper_id area_code", "/children/{child_id}/contacts", IMPORTANT,
          when=needs_follow_up),
    Route(wishes.WishSubmitted, "wish_submitted", (*TOWNSHIP, FEDERATION), "area_code", "/wishes",
          IMPORTANT),
    Route(wishes.WishPublished, "wish_published", (account("submitted_by"),), "area_code"),
    Route(wishes.WishClaimed, "wish_claimed", (*TOWNSHIP, FEDERATION), "area_code deadline",
          "/wishes"),
    Route(wishes.WishLapsed, "wish_lapsed", (account("claimed_by"),), "", "/open-wishes"),
    Route(wishes.WishWithdrawn, "wish_withdrawn", (account("claimed_by"),), "", "/open-wishes"),
    Route(wishes.WishFulfilled, "wish_fulfilled", (*VILLAGE, *TOWNSHIP), "area_code", "/wishes",
          IMPORTANT),
    Route(wishes.WishUnconfirmed, "wish_unconfirmed", (*VILLAGE, *TOWNSHIP), "area_code",
          "/wishes", IMPORTANT),
    Route(wishes.WishNotReceived, "wish_not_received", (account("claimed_by"),), "",
          "/open-wishes", IMPORTANT),
    Route(wishes.WishConfirmed, "wish_confirmed", (account("claimed_by"),), ""),
    Route(pairing.PairingMoved, "pairing_moved", (person("helper_id"),), "child_id helper_id",
          CHILD),
)
# fmt: on
