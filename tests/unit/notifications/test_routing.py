from typing import Any

import pytest

from services.notifications.domain.messages import Draft, Urgency
from services.notifications.domain.routing import ROUTES, Route, drafts, told_of
from shared.contracts.activities.events import SessionHeld, SessionMoved
from shared.contracts.funding.events import PaymentMade, RollApproved, RollProposed, RollRefused
from shared.contracts.gateway.events import AccountOpened
from shared.contracts.pairing.events import (
    HelperApplied,
    HelperApproved,
    HelperSuspended,
    MatchingProposed,
    PairingActivated,
    WishConfirmed,
    WishLapsed,
)
from shared.contracts.registry.events import (
    ChildGraded,
    ChildJudged,
    ChildRegistered,
    RosterImported,
)
from shared.contracts.registry.organising.events import FindingDecided
from shared.message_wording import newest, placeholders, worded
from shared.messaging.events import Event
from shared.texts.notifications import TEMPLATES
from tests.event_samples import AREA, a

VILLAGE, TOWNSHIP, COUNTY = AREA, AREA[:9], AREA[:6]


def told(event: Event) -> dict[str, str]:
    """Address -> template."""
    return {draft.address: draft.template for draft in drafts(event)}


def test_the_importer_is_told_that_the_roster_is_read() -> None:
    event = a(RosterImported, account_id="clerk", import_id="i1")
    [draft] = drafts(event)
    assert (draft.address, draft.link) == ("account:clerk", "/imports/i1")


def test_the_village_officer_is_told_of_a_child_to_verify() -> None:
    event = a(ChildJudged, status="to_verify", previous_status="not_left_behind")
    assert told(event) == {f"role:village_officer@{VILLAGE}": "child_to_verify"}


def test_a_child_on_file_is_told_only_where_somebody_has_to_find_out_more() -> None:
    officer = f"role:village_officer@{VILLAGE}"
    assert told(a(ChildRegistered, status="to_verify")) == {officer: "child_to_verify"}
    assert told(a(ChildRegistered, status="left_behind")) == {}


def test_a_judgement_that_changes_nothing_for_an_officer_is_not_told() -> None:
    assert told(a(ChildJudged, status="left_behind", previous_status="left_behind")) == {}
    assert told(a(ChildJudged, status="not_left_behind", previous_status="to_verify")) == {}


def test_a_new_level_is_told_to_village_and_township() -> None:
    event = a(ChildGraded, level=3, previous_level=2)
    assert told(event) == {
        f"role:village_officer@{VILLAGE}": "child_graded",
        f"role:township_officer@{TOWNSHIP}": "child_graded",
    }
    assert told(a(ChildGraded, level=2, previous_level=2)) == {}


def test_a_child_that_becomes_a_key_case_concerns_federation_and_school_too() -> None:
    event = a(ChildGraded, level=4, previous_level=3, school_id="s1")
    assert told(event).items() >= {
        (f"role:township_federation@{TOWNSHIP}", "child_key_case"),
        ("school:principal@s1", "child_key_case"),
    }
    without_school = told(a(ChildGraded, level=4, previous_level=0, school_id=None))
    assert not [address for address in without_school if address.startswith("school:")]
    assert "child_key_case" not in told(a(ChildGraded, level=3, previous_level=4)).values()


def test_an_application_goes_to_the_township_and_its_end_to_the_helper() -> None:
    assert told(a(HelperApplied)) == {f"role:township_officer@{TOWNSHIP}": "helper_applied"}
    assert told(a(HelperApproved, helper_id="h1")) == {
        "person:h1": "helper_approved",
        "role:county_federation@520330": "helper_reported",
    }


def test_a_suspension_is_told_to_the_families_of_the_helpers_children() -> None:
    for of_age, word in ((False, "helper_suspended"), (True, "helper_of_age")):
        event = a(HelperSuspended, helper_id="h1", child_ids=["c1"], of_age=of_age)
        assert told(event) == {
            "person:h1": word,
            f"role:township_officer@{TOWNSHIP}": word,
            "family:c1": "pairing_suspended",
        }


def test_a_matching_is_told_to_whoever_asked_for_it() -> None:
    assert told(a(MatchingProposed, requested_by="federation")) == {
        "account:federation": "matching_proposed"
    }


def test_a_pair_is_told_to_both_sides_the_village_and_the_school() -> None:
    event = a(PairingActivated, child_id="c1", helper_id="h1", school_id="s1")
    assert set(told(event)) == {
        "person:h1",
        "family:c1",
        f"role:village_officer@{VILLAGE}",
        "school:principal@s1",
        "school:head_teacher@s1",
        f"role:township_officer@{TOWNSHIP}",
    }
    unconfirmed = [draft.address for draft in drafts(event) if not draft.needs_acknowledgement]
    assert unconfirmed == [f"role:township_officer@{TOWNSHIP}"]


def test_the_teachers_of_a_session_are_told_when_it_moves() -> None:
    event = a(SessionMoved, teachers=["t1", "t2"], school_id="s1")
    assert set(told(event)) == {
        "school:room_manager@s1",
        "school:principal@s1",
        "person:t1",
        "person:t2",
    }


def test_each_family_is_told_of_its_own_child_alone() -> None:
    event = a(SessionHeld, present=["c1", "c2"], absent=["c3"])
    assert told(event) == {
        "family:c1": "session_attended",
        "family:c2": "session_attended",
        "family:c3": "session_missed",
    }
    for draft in drafts(event):
        child = draft.address.removeprefix("family:")
        assert draft.params["child_id"] == child
        assert draft.link == f"/children/{child}"
        assert [c for c in ("c1", "c2", "c3") if c in str(draft.params)] == [child]


def test_a_roll_goes_from_approver_to_payer_or_back_to_the_proposer() -> None:
    assert told(a(RollProposed)) == {f"role:finance_approver@{COUNTY}": "roll_proposed"}
    assert told(a(RollApproved)) == {f"role:finance_payer@{COUNTY}": "roll_approved"}
    assert told(a(RollRefused, proposed_by="clerk")) == {"account:clerk": "roll_refused"}


def test_a_payment_is_told_to_the_family_and_the_township() -> None:
    assert set(told(a(PaymentMade, child_id="c1"))) == {
        "family:c1",
        f"role:township_officer@{TOWNSHIP}",
    }


def test_a_new_account_finds_a_word_in_its_own_inbox() -> None:
    assert told(a(AccountOpened, account_id="x")) == {"account:x": "account_opened"}


def test_an_office_that_the_area_does_not_reach_down_to_is_not_told() -> None:
    event = a(ChildGraded, level=2, previous_level=1, area_code=COUNTY)
    assert told(event) == {}


def test_a_key_case_is_more_than_a_new_level() -> None:
    urgencies = {draft.template: draft.urgency for draft in drafts(a(ChildGraded))}
    assert urgencies["child_key_case"] is Urgency.IMPORTANT
    assert urgencies["child_graded"] is Urgency.NORMAL


@pytest.mark.parametrize("event", [WishLapsed, WishConfirmed])
def test_who_claimed_a_wish_is_not_told_where_the_child_lives(event: type[Event]) -> None:
    [draft] = drafts(a(event, claimed_by="donor", area_code=AREA))
    assert draft.address == "account:donor"
    assert AREA not in str(draft)


# -- of every row of the table -----------------------------------------------------------------


@pytest.mark.parametrize(
    "event", sorted(told_of(), key=lambda e: e.__name__), ids=lambda e: e.__name__
)
def test_no_address_is_told_twice_of_one_event(event: type[Event]) -> None:
    addresses = [draft.address for draft in drafts(a(event, **overlapping(event)))]
    assert addresses
    assert len(addresses) == len(set(addresses))


def overlapping(event: type[Event]) -> dict[str, Any]:
    """A child in two lists at once: the first route wins."""
    if event is ChildRegistered:
        return {"status": "to_verify"}
    if event is FindingDecided:
        return {"outcome": "accepted"}
    return {"present": ["c1"], "absent": ["c1"]} if hasattr(event, "present") else {}


@pytest.mark.parametrize(
    "route", ROUTES, ids=lambda route: f"{route.event.__name__}-{route.template}"
)
def test_a_message_has_all_that_its_wording_needs(route: Route) -> None:
    event = a(route.event)
    for target in route.to:
        for _, more in target.find(event):
            given = {*route.params.split(), *more}
            named = {"child": "child_id", "helper": "helper_id", "place": "area_code"}
            wanted = placeholders(route.template, newest(route.template))
            assert {named.get(each, each) for each in wanted} <= given
            assert route.link is None or route.link.format(**vars(event) | more)


def test_every_template_is_sent_and_every_sent_template_is_there() -> None:
    assert {route.template for route in ROUTES} == set(TEMPLATES)


@pytest.mark.parametrize(
    "event", sorted(told_of(), key=lambda e: e.__name__), ids=lambda e: e.__name__
)
def test_what_is_shown_holds_neither_a_code_nor_an_id(event: type[Event]) -> None:
    for draft in drafts(a(event)):
        wording = worded(as_answered(draft), {})
        shown = wording.title + wording.text
        assert not [word for word in ("-1", "{", "teacher", "living", "autumn") if word in shown]


def as_answered(draft: Draft) -> dict[str, Any]:
    return {
        "template": draft.template,
        "template_version": newest(draft.template),
        "params": draft.params,
    }
