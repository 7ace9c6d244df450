from datetime import date, timedelta

import pytest

from shared.access.roles import Role
from shared.contracts.pairing.errors import (
    ChildNotKnown,
    ConsentAlreadyWithdrawn,
    ConsentMissing,
    OwnConsentMissing,
    OwnViewMissing,
    SignedBeforeWithdrawal,
    SignedInTheFuture,
)
from shared.errors import AccessDenied
from shared.viewer import Viewer
from tests.integration.pairing.township import TODAY, Township

UNKNOWN = "00000000-0000-0000-0000-000000000000"


def born_years_ago(years: int, days_more: int = 0) -> str:
    birthday = date(TODAY.year - years, TODAY.month, TODAY.day)
    return (birthday - timedelta(days=days_more)).isoformat()


def test_no_pairing_without_consent(town: Township) -> None:
    child_id, helper_id = town.child(2), town.helper()
    with pytest.raises(ConsentMissing):
        town.arrange(child_id, helper_id)
    town.consent(child_id)
    assert town.arrange(child_id, helper_id)["status"] == "active"


def test_a_child_is_heard_from_the_day_after_the_eighth_birthday(town: Township) -> None:
    on_the_day = town.child(birth_date=born_years_ago(8))
    assert town.consent(on_the_day, own_view=None)["own_view"] is None
    the_day_after = town.child(birth_date=born_years_ago(8, days_more=1))
    with pytest.raises(OwnViewMissing) as refusal:
        town.consent(the_day_after, own_view=None)
    assert refusal.value.args == ("8",)
    assert town.consent(the_day_after, own_view="undecided")["own_view"] == "undecided"


def test_from_fourteen_on_the_child_consents_too(town: Township) -> None:
    on_the_day = town.child(birth_date=born_years_ago(14))
    assert town.consent(on_the_day)["own_consent"] is False
    the_day_after = town.child(birth_date=born_years_ago(14, days_more=1))
    with pytest.raises(OwnConsentMissing):
        town.consent(the_day_after)
    assert town.consent(the_day_after, own_consent=True)["own_consent"] is True


def test_a_child_who_has_become_eight_since_is_asked_before_the_pairing(town: Township) -> None:
    child_id, helper_id = town.child(2, birth_date=born_years_ago(8)), town.helper()
    town.consent(child_id, own_view=None)
    town.on(TODAY + timedelta(days=1))
    with pytest.raises(OwnViewMissing):
        town.arrange(child_id, helper_id)
    town.consent(child_id, own_view="agrees")
    assert town.arrange(child_id, helper_id)["status"] == "active"


def test_consent_is_not_signed_in_the_future_or_for_nobody(town: Township) -> None:
    with pytest.raises(SignedInTheFuture):
        town.consent(town.child(), signed_on=(TODAY + timedelta(days=1)).isoformat())
    with pytest.raises(ChildNotKnown):
        town.consent(UNKNOWN)


def test_withdrawal_ends_the_childs_pairings_at_once(town: Township) -> None:
    child_id, helpers = town.child(4), [town.helper("cadre"), town.helper("teacher")]
    consent = town.consent(child_id)
    for helper_id, slot in zip(helpers, ("cadre", "teacher"), strict=True):
        town.arrange(child_id, helper_id, slot)
    assert town.total()["full4"] == 1

    withdrawn = town.call("withdraw_consent", consent_id=consent["id"], why="moving away")
    assert (withdrawn["withdrawn_on"], withdrawn["ended_pairings"]) == (TODAY.isoformat(), 2)
    assert (town.total()["full4"], town.total()["none4"]) == (0, 1)
    assert [town.get_helper(helper_id)["load"] for helper_id in helpers] == [0, 0]
    ended = town.published("pairing_ended")
    assert {event["reason"] for event in ended} == {"consent_withdrawn"}
    assert len(ended) == 2
    assert len(town.published("consent_withdrawn")) == 1
    with pytest.raises(ConsentMissing):
        town.arrange(child_id, helpers[0], "cadre")
    with pytest.raises(ConsentAlreadyWithdrawn):
        town.call("withdraw_consent", consent_id=consent["id"])


def test_a_paper_from_before_the_withdrawal_brings_nothing_back(town: Township) -> None:
    child_id, old = town.child(2), (TODAY - timedelta(days=1)).isoformat()
    town.consent(child_id, signed_on=old)
    town.call("withdraw_consent", child_id=child_id)
    with pytest.raises(SignedBeforeWithdrawal) as refusal:
        town.consent(child_id, signed_on=old, signer="father")
    assert refusal.value.args == (TODAY.isoformat(),)
    town.consent(child_id, signed_on=TODAY.isoformat())
    assert town.arrange(child_id, town.helper())["status"] == "active"


def test_withdrawing_for_a_child_takes_back_every_paper(town: Township) -> None:
    child_id = town.child(2)
    town.consent(child_id)
    town.consent(child_id, signer="father")
    town.call("withdraw_consent", child_id=child_id)
    listed = town.call("list_consents", child_id=child_id)["items"]
    assert [one["withdrawn_on"] for one in listed] == [TODAY.isoformat()] * 2
    with pytest.raises(ConsentMissing):
        town.call("withdraw_consent", child_id=child_id)


def test_a_family_consents_for_its_own_child_only(town: Township) -> None:
    mine, theirs = town.child(), town.child()
    mother = Viewer(account_id="m", roles=frozenset({Role.PARENT}), child_ids=(mine,))
    fields = {"signer": "mother", "signed_on": TODAY.isoformat(), "own_view": "agrees"}
    assert town.call("record_consent", mother, child_id=mine, **fields)["child_id"] == mine
    with pytest.raises(AccessDenied):
        town.call("record_consent", mother, child_id=theirs, **fields)
    with pytest.raises(AccessDenied):
        town.call("list_consents", town.other_officer, child_id=mine)


def test_the_ages_that_a_form_asks_by_are_the_packs(town: Township) -> None:
    found = town.call("list_consents", child_id=town.child())
    assert (found["own_view_age"], found["own_consent_age"]) == (8, 14)


def test_reading_a_childs_consents_leaves_a_trace(town: Township) -> None:
    child_id = town.agreed_child()
    town.call("list_consents", town.officer, child_id=child_id)
    assert [row["subject"] for row in town.desk.rows("access_log")] == [child_id]
