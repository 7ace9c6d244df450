"""What stands in a file that was merged into another is the child's: plans, diary, handovers,
wishes, refusals, consents, and the contacts and results behind the early-warning list."""

from datetime import date, timedelta
from typing import Any

import pytest

from shared import clock
from shared.access.roles import Role
from shared.contracts.pairing.errors import PairRefusedBefore, WishOfOwnPair
from shared.viewer import Viewer
from tests.integration.pairing.test_merges import live, tell
from tests.integration.pairing.test_promises import as_helper, log
from tests.integration.pairing.township import TODAY, Township

SCHOOL = "3b6b7a34-3a52-4a6e-9d58-000000000009"
PLAN: dict[str, Any] = {
    "kind": "individual",
    "from_day": TODAY.isoformat(),
    "to_day": "2025-12-01",
    "aims": "敢开口说话",
    "steps": [{"due_on": "2025-10-01", "text": "每周读一篇"}],
}


def two_files(town: Township) -> tuple[str, str, str]:
    """A child's two files, and who helps the second."""
    survivor, absorbed, helper = town.agreed_child(2), town.agreed_child(2), town.helper()
    town.arrange(absorbed, helper)
    return survivor, absorbed, helper


def merge(town: Township, absorbed: str, survivor: str, version: int = 2) -> None:
    tell(town, absorbed, version, level=2, merged_into=survivor)


def test_plans_and_diary_go_on_with_the_child(town: Township) -> None:
    survivor, absorbed, helper = two_files(town)
    before = as_helper(helper, absorbed)
    plan = town.call("make_plan", before, child_id=absorbed, **PLAN)["id"]
    town.call("write_diary", before, child_id=absorbed, on_date=TODAY.isoformat(), text="敢说话了")
    merge(town, absorbed, survivor)
    now = as_helper(helper, survivor)
    assert [one["id"] for one in town.call("list_plans", now, child_id=survivor)["items"]] == [plan]
    assert len(town.call("list_diary", now, child_id=survivor)["items"]) == 1
    noted = town.call("note_plan_step", now, plan_id=plan, number=1, result="读了")
    assert noted["steps"][0]["result"] == "读了"
    tell(town, absorbed, 3, level=2)
    again = town.call("list_plans", as_helper(helper, absorbed), child_id=absorbed)["items"]
    assert [one["id"] for one in again] == [plan]


def test_words_left_in_the_absorbed_file_wait_for_the_next_helper(town: Township) -> None:
    survivor, absorbed, _ = two_files(town)
    [pairing] = [row["id"] for row in town.desk.rows("pairings")]
    fields = {"reason": "helper_moved", "handover": "怕黑"}
    town.call("end_pairing", pairing_id=pairing, **fields)
    merge(town, absorbed, survivor)
    town.arrange(survivor, following := town.helper())
    assert [one["helper_id"] for one in town.published("handover_waiting")] == [following]
    own = as_helper(following, survivor)
    [left] = town.call("list_handovers", own, child_id=survivor)["items"]
    assert town.call("take_handover", own, pairing_id=left["pairing_id"])["taken_by"] == following


def test_a_wish_is_the_childs_and_no_helper_of_the_child_claims_it(town: Township) -> None:
    survivor, absorbed, helper = two_files(town)
    wish = town.call("submit_wish", child_id=absorbed, text="书包")["id"]
    town.call("publish_wish", wish_id=wish, child_id=absorbed, public_text="一个书包")
    merge(town, absorbed, survivor)
    assert len(town.call("list_wishes", child_id=survivor)["items"]) == 1
    with pytest.raises(WishOfOwnPair):
        town.call("claim_wish", as_helper(helper, survivor), wish_id=wish)


def test_a_wish_of_an_absorbed_file_goes_when_the_childs_file_is_closed(town: Township) -> None:
    survivor, absorbed, _ = two_files(town)
    wish = town.call("submit_wish", child_id=absorbed, text="书包")["id"]
    town.call("publish_wish", wish_id=wish, child_id=absorbed, public_text="一个书包")
    merge(town, absorbed, survivor)
    tell(town, survivor, 3, level=2, status="exited")
    [left] = town.call("list_wishes", child_id=survivor)["items"]
    assert left["status"] == "refused"


def test_a_reminder_of_a_step_reaches_who_helps_the_child_now(town: Township) -> None:
    survivor, absorbed, helper = two_files(town)
    town.call("make_plan", as_helper(helper, absorbed), child_id=absorbed, **PLAN)
    merge(town, absorbed, survivor)
    town.on(date(2025, 9, 28))
    [told] = town.published("help_step_due")
    assert (told["child_id"], told["helper_ids"]) == (survivor, [helper])


def test_what_was_refused_for_one_file_is_refused_for_the_child(town: Township) -> None:
    survivor, absorbed = town.agreed_child(2), town.agreed_child(2)
    helper = town.helper()
    with town.desk.database.transaction() as uow:
        uow.proposals.refuse_pair(absorbed, helper)
    merge(town, absorbed, survivor)
    with pytest.raises(PairRefusedBefore):
        town.arrange(survivor, helper)
    assert town.proposals(town.match()) == []


def test_a_consent_for_the_absorbed_file_is_the_childs(town: Township) -> None:
    survivor, absorbed = town.child(2), town.child(2)
    merge(town, absorbed, survivor)
    town.consent(absorbed)
    assert len(town.call("list_consents", child_id=survivor)["items"]) == 1
    assert town.arrange(survivor, town.helper())["status"] == "active"
    tell(town, absorbed, 3, level=2)
    assert len(town.call("list_consents", child_id=absorbed)["items"]) == 1
    assert live(town, survivor) == set()


def test_a_contact_with_the_absorbed_file_breaks_the_silence(town: Township) -> None:
    survivor, absorbed, helper = two_files(town)
    town.on(TODAY + timedelta(days=35))
    log(town, as_helper(helper, absorbed), absorbed, on_date=clock.today().isoformat())
    merge(town, absorbed, survivor)
    tomorrow = clock.today() + timedelta(days=1)
    with town.desk.database.transaction() as uow:
        policy = uow.rules.in_force("520330", tomorrow)
        signs = uow.watching.signs([survivor], policy.limits, "2025-autumn", tomorrow)
    assert signs[survivor].silent_days == 1


def test_results_of_both_files_are_one_childs(town: Township) -> None:
    survivor, absorbed = (town.child(2, school_id=SCHOOL) for _ in range(2))
    principal = Viewer(account_id="p", roles=frozenset({Role.PRINCIPAL}), school_id=SCHOOL)
    for child, term, rank in ((absorbed, "2024-autumn", 5), (survivor, "2025-spring", 9)):
        rows = [{"child_id": child, "rank": rank, "of_pupils": 40}]
        town.call("enter_results", principal, term=term, rows=rows)
    tell(town, absorbed, 2, level=2, school_id=SCHOOL, merged_into=survivor)
    with town.desk.database.transaction() as uow:
        policy = uow.rules.in_force("520330", TODAY)
        signs = uow.watching.signs([survivor], policy.limits, "2025-spring", TODAY)
    assert signs[survivor].ranks_lost == 4


def test_what_stands_in_an_absorbed_file_moves_with_the_child(town: Township) -> None:
    survivor, absorbed, helper = two_files(town)
    town.call("make_plan", as_helper(helper, absorbed), child_id=absorbed, **PLAN)
    merge(town, absorbed, survivor)
    tell(town, survivor, 2, level=2, area_code="520330104201")
    assert [row["area_code"] for row in town.desk.rows("help_plans")] == ["520330104201"]
    tell(town, absorbed, 3, level=2)
    assert [row["area_code"] for row in town.desk.rows("help_plans")] == ["520330103201"]
