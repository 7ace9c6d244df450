from dataclasses import replace
from datetime import date, timedelta

import pytest

from shared.access.roles import Role
from shared.contracts.pairing.codes import Record
from shared.contracts.pairing.errors import (
    CheckBeforeMajority,
    CheckInTheFuture,
    CheckOutdated,
    ConditionsNotConfirmed,
    HelperAlreadyRegistered,
    HelperDisqualified,
    HelperNotAdult,
    HelperNotApplied,
    HelperNotApproved,
    OwnApplication,
    PeerNotMinor,
    PurposeMissing,
    RecordCheckExpired,
    RecordCheckMissing,
    WrongIdNumber,
    WrongPhone,
)
from shared.errors import AccessDenied, InvalidRequest
from shared.records import PURPOSE
from shared.sealed_text import open_text
from shared.viewer import Viewer
from tests.integration.pairing.township import (
    TODAY,
    VILLAGE,
    Township,
    a_year_and_a_day_later,
    id_number,
)


def test_an_application_is_checked_and_approved(town: Township) -> None:
    helper = town.apply("teacher")
    assert (helper["status"], helper["capacity"], helper["load"]) == ("applied", 5, 0)
    checked = town.check(helper["id"])
    assert checked["check_good_until"] == "2026-09-10"
    assert town.approve(helper["id"])["status"] == "approved"
    assert [name for name, _ in town.desk.published()] == ["helper_applied", "helper_approved"]


def test_sex_is_read_from_the_id_number_and_numbers_are_masked(town: Township) -> None:
    helper = town.apply(id_number=id_number(male=False), phone="１３８ 1234 5678")
    assert helper["sex"] == "female"
    assert helper["phone"] == "138****5678"
    assert helper["id_number"].startswith("520330********")
    shown = town.call(
        "get_helper", helper_id=helper["id"], reveal=["phone"], purpose="arrange a visit"
    )
    assert shown["phone"] == "13812345678"
    assert "*" in shown["id_number"]


def test_a_number_is_revealed_only_for_a_purpose_that_stays_on_record(town: Township) -> None:
    helper_id = town.apply()["id"]
    with pytest.raises(PurposeMissing):
        town.call("get_helper", helper_id=helper_id, reveal=["phone"], purpose=" ")
    town.call("get_helper", helper_id=helper_id, reveal=["phone"], purpose="a visit")
    [row] = [row for row in town.desk.rows("access_log") if row["purpose"]]
    assert open_text(row["purpose"], PURPOSE) == "a visit [phone]"
    assert row["subject"] == f"helper/{helper_id}"


def test_nobody_is_found_by_a_part_of_a_sealed_number(town: Township) -> None:
    helper_id = town.apply(phone="13812345678")["id"]
    assert [h["id"] for h in town.call("list_helpers", q="138 1234 5678")["items"]] == [helper_id]
    assert town.call("list_helpers", q="1381234")["items"] == []


def test_no_name_or_number_stands_in_clear_in_the_database(town: Township) -> None:
    number = id_number()
    helper_id = town.apply(name="不可见", id_number=number, phone="13812345678")["id"]
    town.check(helper_id)
    for table in ("helpers", "outbox", "history", "access_log", "data_keys"):
        stored = str(town.desk.rows(table))
        assert not any(secret in stored for secret in ("不可见", number, "13812345678")), table


@pytest.mark.parametrize("record", list(Record))
def test_who_declares_any_record_is_refused_without_exception(
    town: Township, record: Record
) -> None:
    helper = town.apply(declared_records=[record])
    assert (helper["status"], helper["disqualified"]) == ("refused", True)
    assert [name for name, _ in town.desk.published()] == ["helper_applied", "helper_refused"]
    with pytest.raises(HelperDisqualified):
        town.check(helper["id"])
    with pytest.raises(HelperDisqualified):
        town.approve(helper["id"])


def test_a_record_found_by_the_check_refuses_the_applicant_for_good(town: Township) -> None:
    helper_id = town.apply()["id"]
    checked = town.check(helper_id, records=["gambling"])
    assert (checked["status"], checked["disqualified"]) == ("refused", True)
    with pytest.raises(HelperDisqualified):
        town.check(helper_id)


def test_nobody_is_approved_without_a_good_check(town: Township) -> None:
    helper_id = town.apply()["id"]
    with pytest.raises(RecordCheckMissing):
        town.approve(helper_id)
    town.check(helper_id)
    town.on(a_year_and_a_day_later())
    with pytest.raises(RecordCheckExpired):
        town.approve(helper_id)


def test_every_condition_must_be_confirmed(town: Township) -> None:
    helper_id = town.apply()["id"]
    town.check(helper_id)
    with pytest.raises(ConditionsNotConfirmed) as refusal:
        town.call("approve_helper", helper_id=helper_id, conditions=["healthy", "responsible"])
    assert refusal.value.args == ("good_character,family_education",)


def test_nobody_checks_approves_or_refuses_themselves(town: Township) -> None:
    helper_id = town.apply()["id"]
    oneself = replace(town.officer, person_id=helper_id)
    for operation, fields in (
        ("record_check", {"checked_on": TODAY.isoformat()}),
        ("approve_helper", {"conditions": []}),
        ("refuse_helper", {"why": "no"}),
    ):
        with pytest.raises(OwnApplication):
            town.call(operation, oneself, helper_id=helper_id, **fields)


def test_only_the_helpers_own_township_or_the_county_decides(town: Township) -> None:
    helper_id = town.apply()["id"]
    fields = {"helper_id": helper_id, "checked_on": TODAY.isoformat()}
    for viewer in (town.other_officer, town.villager):
        with pytest.raises(AccessDenied):
            town.call("record_check", viewer, **fields)
    assert town.call("record_check", town.officer, **fields)["checked_on"] == TODAY.isoformat()


def test_a_refused_application_keeps_its_reason_and_stays_refused(town: Township) -> None:
    helper_id = town.apply()["id"]
    refused = town.call("refuse_helper", helper_id=helper_id, why="lives too far away")
    assert (refused["status"], refused["why"]) == ("refused", "lives too far away")
    assert "lives too far" not in str(town.desk.rows("helpers"))
    town.on(TODAY)
    with pytest.raises(HelperNotApplied):
        town.approve(helper_id)


def test_one_person_is_on_file_once(town: Township) -> None:
    number = id_number()
    town.apply(id_number=number)
    with pytest.raises(HelperAlreadyRegistered):
        town.apply(id_number=f" {number[:6]} {number[6:]}")
    assert len(town.call("list_helpers")["items"]) == 1


def test_an_application_retried_under_its_key_is_one_application(town: Township) -> None:
    fields = {"id_number": id_number(), "phone": "13812345678", "idempotency_key": "k1"}
    assert town.apply(**fields) == town.apply(**fields)
    assert len(town.published("helper_applied")) == 1


def test_wrong_numbers_are_refused(town: Township) -> None:
    number = id_number()
    with pytest.raises(WrongIdNumber):
        town.apply(id_number=number[:-1] + ("0" if number[-1] != "0" else "1"))
    with pytest.raises(WrongPhone):
        town.apply(phone="12345")
    with pytest.raises(InvalidRequest):
        town.apply(area_code="520330103")


def test_helpers_are_adults_and_peers_are_pupils(town: Township) -> None:
    """Eighteen is reached on the day after the birthday."""
    born = date(TODAY.year - 18, TODAY.month, TODAY.day)
    with pytest.raises(HelperNotAdult):
        town.apply("volunteer", id_number=id_number(born.strftime("%Y%m%d")))
    assert town.apply("peer", id_number=id_number(born.strftime("%Y%m%d")))["category"] == "peer"
    older = born - timedelta(days=1)
    assert town.apply("volunteer", id_number=id_number(older.strftime("%Y%m%d")))
    with pytest.raises(PeerNotMinor):
        town.apply("peer", id_number=id_number(older.strftime("%Y%m%d")))


def test_a_check_is_of_the_past_and_never_older_than_the_one_on_file(town: Township) -> None:
    helper_id = town.apply()["id"]
    with pytest.raises(CheckInTheFuture):
        town.check(helper_id, TODAY + timedelta(days=1))
    town.check(helper_id)
    with pytest.raises(CheckOutdated):
        town.check(helper_id, TODAY - timedelta(days=1))
    with pytest.raises(RecordCheckExpired):
        town.check(town.apply()["id"], TODAY - timedelta(days=366))


def test_an_expired_check_suspends_and_a_new_one_brings_back(town: Township) -> None:
    child_id, helper_id = town.agreed_child(2), town.helper()
    pairing = town.arrange(child_id, helper_id)
    town.on(a_year_and_a_day_later() - timedelta(days=1))
    assert town.get_helper(helper_id)["status"] == "approved"
    town.on(a_year_and_a_day_later())
    assert town.get_helper(helper_id)["status"] == "suspended"
    assert town.pairing(pairing["id"], child_id)["status"] == "suspended"
    assert town.total()["covered2"] == 0
    [suspended] = town.published("helper_suspended")
    assert suspended["child_ids"] == [child_id]

    town.check(helper_id, a_year_and_a_day_later())
    assert town.get_helper(helper_id)["status"] == "approved"
    assert town.pairing(pairing["id"], child_id)["status"] == "active"
    assert town.total()["covered2"] == 1
    [back] = town.published("helper_reinstated")
    assert back["child_ids"] == [child_id]


def test_a_check_renewed_in_time_suspends_nobody(town: Township) -> None:
    helper_id = town.helper()
    town.on(TODAY + timedelta(days=300))
    town.check(helper_id, TODAY + timedelta(days=300))
    town.on(a_year_and_a_day_later())
    assert town.get_helper(helper_id)["status"] == "approved"
    town.on(a_year_and_a_day_later() + timedelta(days=300))
    assert town.get_helper(helper_id)["status"] == "suspended"


def test_a_record_found_later_ends_every_pairing_at_once(town: Township) -> None:
    helper_id = town.helper()
    children = [town.agreed_child(2), town.agreed_child(3)]
    for child_id in children:
        town.arrange(child_id, helper_id)
    dismissed = town.check(helper_id, records=["abuse"])
    assert (dismissed["status"], dismissed["load"]) == ("dismissed", 0)
    ended = town.published("pairing_ended")
    assert sorted(event["child_id"] for event in ended) == sorted(children)
    assert {event["reason"] for event in ended} == {"helper_dismissed"}
    assert len(town.published("helper_refused")) == 1
    with pytest.raises(HelperDisqualified):
        town.arrange(town.agreed_child(2), helper_id)


def test_a_school_leader_may_offer_fewer_places_but_not_more(town: Township) -> None:
    assert town.apply("school_leader", capacity=4)["capacity"] == 4
    assert town.apply("school_leader", capacity=40)["capacity"] == 8


def test_names_are_read_by_those_whom_they_concern(town: Township) -> None:
    child_id, helper_id = town.agreed_child(2), town.helper()
    other_id = town.helper()
    town.arrange(child_id, helper_id)
    mother = Viewer(account_id="m", roles=frozenset({Role.PARENT}), child_ids=(child_id,))
    assert town.call("name_helpers", mother, ids=[helper_id, other_id])["items"] == [
        {"id": helper_id, "name": "王大明", "category": "cadre"}
    ]
    oneself = Viewer(account_id="h", roles=frozenset({Role.HELPER}), person_id=other_id)
    named = town.call("name_helpers", oneself, ids=[helper_id, other_id])["items"]
    assert [one["id"] for one in named] == [other_id]
    auditor = Viewer(account_id="a", roles=frozenset({Role.AUDITOR}), area=VILLAGE)
    with pytest.raises(AccessDenied):
        town.call("name_helpers", auditor, ids=[helper_id])


def test_lists_are_paged_and_filtered(town: Township) -> None:
    helpers = sorted(town.apply()["id"] for _ in range(5))
    town.apply("teacher")
    first = town.call("list_helpers", category="cadre", limit=3)
    second = town.call("list_helpers", category="cadre", limit=3, after=first["next"])
    assert [h["id"] for h in first["items"] + second["items"]] == helpers
    assert second["next"] is None
    assert town.call("list_helpers", town.other_officer)["items"] == []


def test_the_history_of_a_helper_holds(town: Township) -> None:
    town.helper()
    operator = Viewer(account_id="o", roles=frozenset({Role.OPERATOR}))
    assert town.call("verify_records", operator)["sound"] is True
    history = [row["operation"] for row in town.desk.rows("history")]
    assert history == ["pairing.register_helper", "pairing.record_check", "pairing.approve_helper"]


def test_a_peer_partner_who_comes_of_age_rests_until_an_adults_check(town: Township) -> None:
    peer = town.helper("peer", id_number=id_number("20071001"))
    child = town.agreed_child(2)
    town.arrange(child, peer)
    town.on(date(2025, 10, 1))
    assert town.get_helper(peer)["status"] == "approved"
    town.on(date(2025, 10, 2))
    assert town.get_helper(peer)["status"] == "suspended"
    assert [row["status"] for row in town.desk.rows("pairings")] == ["suspended"]
    assert [one["of_age"] for one in town.published("helper_suspended")] == [True]
    with pytest.raises(HelperNotApproved):
        town.arrange(town.agreed_child(2), peer)
    with pytest.raises(CheckBeforeMajority):
        town.check(peer, date(2025, 10, 1))
    town.check(peer, date(2025, 10, 2))
    assert [row["status"] for row in town.desk.rows("pairings")] == ["active"]


def test_nobody_is_approved_by_a_check_from_before_their_majority(town: Township) -> None:
    peer = town.apply("peer", id_number=id_number("20071001"))["id"]
    town.check(peer)
    town.on(date(2025, 10, 2))
    with pytest.raises(CheckBeforeMajority):
        town.approve(peer)
