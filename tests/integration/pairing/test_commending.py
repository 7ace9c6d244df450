"""The commendation list, and pairs that ran on paper before."""

from datetime import date
from typing import Any

import pytest

from shared.contracts.pairing.scoring_errors import PairingStartInvalid, PeriodInvalid
from tests.integration.pairing.test_promises import SCHOOL, log, pair, promises
from tests.integration.pairing.township import OTHER_TOWNSHIP, TOWNSHIP, Township


def commended(town: Township, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = town.call("get_commendation", **more)
    return answer


def kept(town: Township) -> tuple[str, str]:
    """One helper kept every duty of September in time, the other none."""
    child, helper, viewer = pair(town)
    idle = pair(town)[1]
    for kind in ("talk", "parents_call", "home_visit", "guardian_talk", "joint_activity"):
        log(town, viewer, child, kind)
    town.on(date(2025, 10, 1))
    return helper, idle


def test_who_kept_the_duties_in_time_is_commended_with_the_reason(town: Township) -> None:
    helper, _ = kept(town)
    found = commended(town)
    [one] = found["items"]
    assert (one["helper_id"], found["helpers"], found["period"]) == (helper, 2, "2025-autumn")
    assert one["why"].startswith("应完成 5 项，按时完成 5 项")


def test_the_list_is_of_a_place_and_a_term_or_a_year(town: Township) -> None:
    helper, _ = kept(town)
    assert [one["helper_id"] for one in commended(town, area=TOWNSHIP)["items"]] == [helper]
    assert commended(town, area=OTHER_TOWNSHIP)["items"] == []
    assert [one["helper_id"] for one in commended(town, period="2025")["items"]] == [helper]
    assert commended(town, period="2024")["items"] == []
    with pytest.raises(PeriodInvalid):
        commended(town, period="2025-spring"[:4] + "-winter")


def test_whose_check_ran_out_is_not_commended(town: Township) -> None:
    helper, _ = kept(town)
    town.check(helper, records=["gambling"])
    assert commended(town)["items"] == []


def paper(town: Township, started_on: str, **more: Any) -> tuple[str, dict[str, Any]]:
    child, helper = town.child(2, **more), town.helper()
    town.consent(child, signed_on="2025-09-01")
    town.on(date(2025, 11, 20))
    about = {"child_id": child, "helper_id": helper, "started_on": started_on}
    return child, town.call("arrange_pairing", **about)


def test_a_pair_of_before_owes_what_began_in_this_term_since_it_began(town: Township) -> None:
    child, pairing = paper(town, "2025-09-01", school_id=SCHOOL)
    assert pairing["started_on"] == "2025-09-01"
    found = town.call("list_promises", child_id=child, limit=200)["items"]
    talks = [(one["first_day"], one["state"]) for one in found if one["duty"] == "talk"]
    assert talks == [
        ("2025-09-01", "overdue"),
        ("2025-10-01", "overdue"),
        ("2025-11-01", "open"),
    ]
    [watched] = town.call("list_watched")["items"]
    assert watched["child_id"] == child
    assert watched["silent_days"] == 80


def test_an_older_consent_that_stands_beside_a_newer_one_counts(town: Township) -> None:
    child = town.child(2)
    for signed_on in ("2025-09-01", "2025-09-09"):
        town.consent(child, signed_on=signed_on)
    about = {"child_id": child, "helper_id": town.helper(), "started_on": "2025-09-02"}
    assert town.call("arrange_pairing", **about)["started_on"] == "2025-09-02"


def test_a_contact_of_before_keeps_its_duty_in_time(town: Township) -> None:
    child, pairing = paper(town, "2025-09-01")
    about = {"child_id": child, "kind": "talk", "on_date": "2025-10-09"}
    town.call("log_contact", **about, helper_id=pairing["helper_id"])
    found = town.call("list_promises", child_id=child, limit=200)["items"]
    states = {one["first_day"]: one["state"] for one in found if one["duty"] == "talk"}
    assert states["2025-10-01"] == "done"


@pytest.mark.parametrize("day", ["2025-08-31", "2025-11-21"])
def test_no_pair_began_before_its_consent_or_in_days_to_come(town: Township, day: str) -> None:
    with pytest.raises(PairingStartInvalid):
        paper(town, day)


def test_a_pair_of_today_owes_nothing_of_before(town: Township) -> None:
    town.on(date(2025, 11, 20))
    _, _, viewer = pair(town)
    assert "overdue" not in promises(town, viewer).values()
