"""Matching again by itself, the days of a changed level, what if, and another helper chosen."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.pairing.domain.matching import wire, worker
from services.pairing.domain.pairings import NOT_AGAIN
from services.pairing.handlers import matchings
from services.pairing.queries import candidates
from shared import clock
from shared.clock import now
from shared.contracts.pairing.errors import (
    PairRefusedBefore,
    SponsorsAreLoveMothers,
    WeightsMustRise,
)
from shared.errors import AccessDenied
from shared.messaging.cloudevents import Envelope
from tests.integration.pairing.test_pairings import graded
from tests.integration.pairing.township import (
    COUNTY,
    FAR_VILLAGE,
    NEXT_VILLAGE,
    VILLAGE,
    Township,
    a_year_and_a_day_later,
)


def within_a_minute(town: Township) -> list[dict[str, Any]]:
    """Let the clock go on, fire what is due, and do the jobs that were begun."""
    before = {row["id"] for row in town.desk.rows("matchings")}
    clock.CLOCK.offset += timedelta(seconds=25)
    while town.desk.service.on_rematch(town.desk._self):
        pass
    begun = [row for row in town.desk.rows("matchings") if row["id"] not in before]
    for row in begun:
        town.desk.service.match(town.desk._self, row["id"])
    return begun


def end(town: Township, child: str, reason: str) -> None:
    [pairing] = town.call("list_pairings", child_id=child, status="active")["items"]
    town.call("end_pairing", pairing_id=pairing["id"], reason=reason)


def test_when_a_pairing_ends_another_is_proposed_within_a_minute(town: Township) -> None:
    child, first = town.agreed_child(2), town.helper(capacity=1)
    second = town.helper(area_code=FAR_VILLAGE)
    town.arrange(child, first)
    end(town, child, "helper_moved")
    ended = now()
    [due] = [row["due_at"] for row in town.desk.rows("timers") if row["kind"] == "rematch"]
    assert due <= ended + timedelta(minutes=1)
    [matching] = within_a_minute(town)
    assert (matching["area_code"], matching["requested_by"]) == (VILLAGE, "system")
    [proposal] = town.proposals({"id": matching["id"]})
    assert (proposal["child_id"], proposal["helper_id"]) == (child, second)


@pytest.mark.parametrize("reason", [reason.value for reason in NOT_AGAIN])
def test_a_pair_that_one_of_the_two_wanted_to_end_is_not_made_again(
    town: Township, reason: str
) -> None:
    child, helper = town.agreed_child(2), town.helper()
    town.arrange(child, helper)
    end(town, child, reason)
    [matching] = within_a_minute(town)
    assert town.proposals({"id": matching["id"]}) == []
    with pytest.raises(PairRefusedBefore):
        town.arrange(child, helper)


def test_a_pair_entered_by_mistake_may_be_made_again(town: Township) -> None:
    child, helper = town.agreed_child(2), town.helper()
    town.arrange(child, helper)
    end(town, child, "mistake")
    [matching] = within_a_minute(town)
    assert [one["helper_id"] for one in town.proposals({"id": matching["id"]})] == [helper]


def test_after_a_withdrawal_a_child_takes_nobody_elses_helper(town: Township) -> None:
    child, helper = town.agreed_child(4), town.helper(capacity=1)
    town.arrange(child, helper, "cadre")
    town.call("withdraw_consent", child_id=child, why="no more")
    assert within_a_minute(town) == []
    other = town.child(1)
    matching = town.match(VILLAGE)
    assert [(p["child_id"], p["helper_id"]) for p in town.proposals(matching)] == [(other, helper)]
    assert town.unmatched(matching) == []
    assert (matching["summary"]["withdrawn"], matching["summary"]["children4"]) == (1, 0)
    town.consent(child)
    matching = town.match(VILLAGE)
    assert [p["child_id"] for p in town.proposals(matching)] == [child]
    assert matching["summary"]["withdrawn"] == 0


@pytest.mark.parametrize("reason", ["fulfilled", "parent_returned", "child_left"])
def test_where_the_help_itself_is_over_nobody_has_to_follow(town: Township, reason: str) -> None:
    child = town.agreed_child(2)
    town.arrange(child, town.helper())
    end(town, child, reason)
    assert within_a_minute(town) == []


def test_while_a_helper_is_suspended_somebody_else_is_proposed(town: Township) -> None:
    child, first = town.agreed_child(2), town.helper()
    town.arrange(child, first)
    clock.travel_to(a_year_and_a_day_later())
    other = town.apply()["id"]
    town.check(other, clock.today())
    town.approve(other)
    while town.desk.service.on_record_check_expiry(town.desk._self):
        pass
    [matching] = within_a_minute(town)
    assert [p["helper_id"] for p in town.proposals({"id": matching["id"]})] == [other]


def test_what_others_decide_on_elsewhere_keeps_its_helpers(town: Township) -> None:
    """The one free place stands in an open proposal of the next village."""
    waiting = town.agreed_child(3, area_code=NEXT_VILLAGE)
    last = town.helper("volunteer", capacity=1)
    [open_one] = town.proposals(town.match(NEXT_VILLAGE))
    assert (open_one["child_id"], open_one["helper_id"]) == (waiting, last)
    child, first = town.agreed_child(2), town.helper(capacity=1)
    town.arrange(child, first)
    town.check(first, records=["abuse"])
    [matching] = within_a_minute(town)
    assert town.proposals({"id": matching["id"]}) == []
    assert [one["child_id"] for one in town.unmatched({"id": matching["id"]})] == [child]


def level_change(town: Township, child: str, level: int, version: int) -> None:
    town.fact(graded(child, version, level=level, previous_level=2))
    event = graded(child, version, level=level, previous_level=2)
    town.desk.service.on_level_changed(town.desk._self, envelope(event))


def envelope(event: Any) -> Any:

    return Envelope(str(uuid4()), event.wire_name(), asdict(event))


def test_a_changed_level_has_its_new_pairing_within_7_days_or_the_offices_are_told(
    town: Township,
) -> None:
    child, covered = town.agreed_child(2), town.agreed_child(2)
    for one in (child, covered):
        town.arrange(one, town.helper("cadre"))
        level_change(town, one, 4, 2)
    assert len(within_a_minute(town)) == 1
    town.arrange(covered, town.helper("teacher"), "teacher")
    town.on(date(2025, 9, 17))
    assert town.published("pairing_still_missing") == []
    town.on(date(2025, 9, 18))
    told = town.published("pairing_still_missing")
    assert [(one["child_id"], one["deadline"]) for one in told] == [(child, "2025-09-17")]


def test_a_child_without_a_helper_whose_level_rises_has_the_same_days(town: Township) -> None:
    risen, fallen, first = town.agreed_child(1), town.agreed_child(4), town.agreed_child(2)
    for one, level, before in ((risen, 4, 1), (fallen, 3, 4), (first, 2, 0)):
        event = graded(one, 2, level=level, previous_level=before)
        town.fact(event)
        town.desk.service.on_level_changed(town.desk._self, envelope(event))
    assert len(within_a_minute(town)) == 1
    town.on(date(2025, 9, 18))
    told = town.published("pairing_still_missing")
    assert [(one["child_id"], one["deadline"]) for one in told] == [(risen, "2025-09-17")]


# -- crossing -------------------------------------------------------------------------------------


def test_two_matchings_that_cross_leave_one_open_proposal(town: Township) -> None:
    """The county's has saved what it found when the village's begins and ends."""
    child, helper = town.agreed_child(2), town.helper()
    wide = town.call("start_matching", area=COUNTY)["id"]
    with town.desk.database.transaction() as uow:
        work = matchings.begin(uow, wide, clock.today())
        assert work is not None
        assert uow.matchings.under_way(VILLAGE)
        assert not uow.matchings.under_way("520331")
    solved = wire.answer_from(worker.propose(matchings.payload_of(work)))
    for table, rows in matchings.rows_of(wide, work, solved):
        with town.desk.database.transaction() as uow:
            matchings.save(uow, wide, table, rows)
    assert [row["status"] for row in town.desk.rows("proposals")] == ["saved"]
    narrow = town.match(VILLAGE)
    assert [one["status"] for one in town.proposals(narrow)] == ["open"]
    with town.desk.database.transaction() as uow:
        matchings.propose(uow, wide, work, solved, seconds=0.1, at=now())
    [one] = town.proposals({"id": wide})
    assert (one["child_id"], one["helper_id"], one["status"]) == (child, helper, "open")
    assert [one["status"] for one in town.proposals(narrow)] == ["lapsed"]


def test_a_place_filled_meanwhile_is_not_opened_by_the_other_matching(town: Township) -> None:
    child, helper = town.agreed_child(2), town.helper()
    wide = town.call("start_matching", area=COUNTY)["id"]
    with town.desk.database.transaction() as uow:
        work = matchings.begin(uow, wide, clock.today())
    assert work is not None
    solved = wire.answer_from(worker.propose(matchings.payload_of(work)))
    for table, rows in matchings.rows_of(wide, work, solved):
        with town.desk.database.transaction() as uow:
            matchings.save(uow, wide, table, rows)
    town.arrange(child, helper)
    with town.desk.database.transaction() as uow:
        matchings.propose(uow, wide, work, solved, seconds=0.1, at=now())
    assert [one["status"] for one in town.proposals({"id": wide})] == ["lapsed"]


# -- what if --------------------------------------------------------------------------------------


def tried(town: Township, **changes: Any) -> Any:
    trial = town.call("try_matching", area=COUNTY, **changes)
    town.desk.service.try_out(town.desk._self, trial["id"])
    return town.call("get_trial", trial_id=trial["id"])


def test_what_if_shows_the_coverage_of_more_places_and_saves_nothing(town: Township) -> None:
    for _ in range(3):
        town.agreed_child(2)
    town.helper("cadre")
    town.apply("volunteer")
    before = town.desk.rows("proposals"), town.desk.rows("helpers"), town.desk.rows("matchings")
    found = tried(town, capacity={"cadre": 3})
    assert (found["before"]["covered2"], found["after"]["covered2"]) == (2, 3)
    found = tried(town, applicants=True)
    assert found["after"]["covered2"] == 3
    after = town.desk.rows("proposals"), town.desk.rows("helpers"), town.desk.rows("matchings")
    assert after == before
    assert town.published("matching_proposed") == []


def test_who_offered_fewer_keeps_to_it(town: Township) -> None:
    for _ in range(3):
        town.agreed_child(2)
    town.helper("cadre", capacity=1)
    found = tried(town, capacity={"cadre": 5})
    assert (found["before"]["covered2"], found["after"]["covered2"]) == (1, 1)


def test_weights_change_who_helps_and_never_how_many_are_helped(town: Township) -> None:
    town.agreed_child(2)
    town.helper("volunteer", area_code=FAR_VILLAGE)
    found = tried(town, cost={"county": 5000, "township": 200})
    assert found["before"]["covered2"] == found["after"]["covered2"] == 1
    assert found["after"]["cost"] > found["before"]["cost"]
    with pytest.raises(WeightsMustRise):
        town.call("try_matching", area=COUNTY, cost={"village": 2000})
    with pytest.raises(AccessDenied):
        town.call("try_matching", town.villager, area=VILLAGE)


# -- another one ----------------------------------------------------------------------------------


def test_another_helper_is_chosen_among_those_who_may(town: Township) -> None:
    child = town.agreed_child(2)
    near, far = town.helper(), town.helper("volunteer", area_code=FAR_VILLAGE)
    town.apply()  # not approved
    town.helper(child_sex="male")
    [proposal] = town.proposals(town.match())
    found = town.call("list_candidates", proposal_id=proposal["id"])["items"]
    assert proposal["helper_id"] == near
    assert [(one["helper_id"], one["tier"]) for one in found] == [(far, "county")]
    about = {"proposal_id": proposal["id"], "helper_id": far, "why": "asked for"}
    changed = town.call("change_proposal", **about)
    assert (changed["child_id"], changed["helper_id"]) == (child, far)


def test_nearer_ones_who_may_not_hide_nobody_who_may(
    town: Township, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "LOOKED_AT", 2)
    town.agreed_child(4)
    proposed, far = town.helper("teacher"), town.helper("teacher", area_code=FAR_VILLAGE)
    for _ in range(3):
        town.helper("cadre")
    [proposal] = [one for one in town.proposals(town.match()) if one["slot"] == "teacher"]
    assert proposal["helper_id"] == proposed
    found = town.call("list_candidates", proposal_id=proposal["id"])["items"]
    assert [one["helper_id"] for one in found] == [far]


def test_only_a_love_mother_bears_a_childs_yearly_costs(town: Township) -> None:
    child = town.agreed_child(2)
    fields = {"child_id": child, "slot": "any", "sponsor_fen": 120_000}
    with pytest.raises(SponsorsAreLoveMothers):
        town.call("arrange_pairing", helper_id=town.helper("cadre"), **fields)
    town.call("arrange_pairing", helper_id=town.helper("love_mother"), **fields)
    assert [one["sponsor_fen"] for one in town.published("pairing_activated")] == [120_000]
