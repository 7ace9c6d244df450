"""A pairing goes on only as long as it might begin: what forbids it later ends it."""

from datetime import date, timedelta

import pytest

from shared import clock
from shared.contracts.pairing.errors import NotPairedWithChild
from shared.viewer import Viewer
from tests.integration.pairing.test_merges import live, tell
from tests.integration.pairing.test_promises import as_helper, log, pair
from tests.integration.pairing.township import TODAY, Township, mark

PHONE = "13912345678"


def ended(town: Township) -> list[tuple[str, str | None]]:
    return [(row["status"], row["end_reason"]) for row in town.desk.rows("pairings")]


def test_a_closed_file_ends_its_pairings_and_what_is_owed_under_them(town: Township) -> None:
    child, helper, _ = pair(town)
    tell(town, child, 2, level=2, status="exited")
    assert ended(town) == [("ended", "file_closed")]
    assert town.get_helper(helper)["load"] == 0
    assert {row["state"] for row in town.desk.rows("promises")} == {"void"}
    assert [one["reason"] for one in town.published("pairing_ended")] == ["file_closed"]
    assert not [row for row in town.desk.rows("timers") if row["kind"] == "rematch"]
    [row] = [one for one in town.desk.history() if "end" in one["operation"]]
    assert row["changes"]["reason"] == "file_closed"


def test_nothing_is_owed_for_a_closed_file_later(town: Township) -> None:
    child, _, viewer = pair(town)
    tell(town, child, 2, level=2, status="exited")
    before = len(town.desk.rows("promises"))
    town.on(TODAY + timedelta(days=45))
    assert len(town.desk.rows("promises")) == before
    assert town.published("promises_due") == []
    with pytest.raises(NotPairedWithChild):
        log(town, viewer, child, on_date=clock.today().isoformat())


def test_a_closed_file_is_watched_and_proposed_no_more(town: Township) -> None:
    child, *_ = pair(town)
    town.on(TODAY + timedelta(days=45))
    assert len(town.desk.rows("watched")) == 1
    other = town.agreed_child(2)
    town.helper()
    town.match()
    for gone in (child, other):
        tell(town, gone, 2, level=2, status="exited")
    assert {row["status"] for row in town.desk.rows("proposals")} == {"lapsed"}
    assert town.desk.rows("watched") == []


def test_whoever_had_claimed_the_wish_of_a_closed_file_is_told(town: Township) -> None:
    child = town.agreed_child(2)
    wish = town.call("submit_wish", child_id=child, text="书包")["id"]
    town.call("publish_wish", wish_id=wish, child_id=child, public_text="一个书包")
    donor = Viewer(account_id="donor", roles=as_helper("x").roles, person_id="x")
    town.call("claim_wish", donor, wish_id=wish)
    tell(town, child, 2, level=2, status="exited")
    assert [row["status"] for row in town.desk.rows("wishes")] == ["refused"]
    assert [row["state"] for row in town.desk.rows("wish_claims")] == ["withdrawn"]
    assert [one["claimed_by"] for one in town.published("wish_withdrawn")] == ["donor"]


def test_pairings_end_on_the_day_on_which_a_child_comes_of_age(town: Township) -> None:
    child = town.child(2, birth_date="2007-09-15")
    town.consent(child, own_consent=True)
    town.arrange(child, town.helper())
    town.on(date(2025, 9, 15))
    assert ended(town) == [("active", None)]
    town.on(date(2025, 9, 16))
    assert ended(town) == [("ended", "of_age")]


def test_a_child_whose_file_says_so_later_is_of_age_at_once(town: Township) -> None:
    child, *_ = pair(town)
    tell(town, child, 2, level=2, birth_date="2007-05-01")
    assert ended(town) == [("ended", "of_age")]


def test_the_night_ends_what_a_closed_file_had_left(town: Township) -> None:
    pair(town)
    with town.desk.database.transaction() as uow:
        for child in uow.children.lock([town.desk.rows("children")[0]["id"]]):
            child.status = "exited"
    town.on(TODAY + timedelta(days=1))
    assert ended(town) == [("ended", "file_closed")]


def test_a_helper_who_turns_out_to_be_the_parent_has_the_child_no_more(town: Township) -> None:
    child = town.agreed_child(2)
    helper = town.helper(phone=PHONE)
    town.arrange(child, helper)
    tell(town, child, 2, level=2, kin_marks=[mark("phone", PHONE)])
    assert ended(town) == [("ended", "own_child")]
    assert [row for row in town.desk.rows("timers") if row["kind"] == "rematch"]


def test_nor_one_who_has_the_parents_number_from_now_on(town: Township) -> None:
    child = town.agreed_child(2, kin_marks=[mark("phone", PHONE)])
    helper = town.helper()
    town.arrange(child, helper)
    town.call("update_helper", helper_id=helper, phone=PHONE)
    assert ended(town) == [("ended", "own_child")]
    assert town.get_helper(helper)["load"] == 0


def test_nor_one_who_gets_the_own_child_by_a_merge(town: Township) -> None:
    survivor = town.agreed_child(2, kin_marks=[mark("phone", PHONE)])
    absorbed, helper = town.agreed_child(2), town.helper(phone=PHONE)
    town.arrange(absorbed, helper)
    tell(town, absorbed, 2, level=2, merged_into=survivor)
    assert ended(town) == [("ended", "own_child")]


def test_a_pair_that_began_on_another_files_consent_ends_when_the_merge_is_undone(
    town: Township,
) -> None:
    survivor, absorbed, helper = town.child(2), town.agreed_child(2), town.helper()
    tell(town, absorbed, 2, level=2, merged_into=survivor)
    town.arrange(survivor, helper)
    tell(town, absorbed, 3, level=2)
    assert live(town, survivor) == set()
    assert ended(town) == [("ended", "no_consent")]


def test_another_fact_of_the_child_leaves_the_pair_alone(town: Township) -> None:
    child, helper, _ = pair(town)
    tell(town, child, 2, level=2, kin_marks=[mark("phone", "13911110000")])
    town.call("update_helper", helper_id=helper, phone="13922220000")
    town.on(TODAY + timedelta(days=3))
    assert live(town, child) == {helper}
