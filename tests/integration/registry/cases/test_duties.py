"""The clock: reminders, the deadline, the levels above; only an acknowledgement ends a duty."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from services.registry.models import Timer
from shared import clock
from shared.access.roles import Role
from shared.contracts.registry.errors import DutyEnded, NotYourDuty
from shared.viewer import Viewer
from tests.integration.registry.cases.conftest import (
    COUNTY,
    OTHER_TOWN,
    POLICE,
    TOWNSHIP,
    VILLAGE,
    Cases,
)

FEDERATION = Viewer(account_id="fed", roles=frozenset({Role.COUNTY_FEDERATION}), area="520330")


def missed(cases: Cases, kind: str = "receive") -> list[int]:
    return [e["level"] for e in cases.events("case_duty_missed") if e["task"] == kind]


def test_a_reminder_comes_before_the_deadline_and_only_once(cases: Cases) -> None:
    cases.reported()
    cases.pass_time(minutes=39)
    assert cases.events("case_duty_reminded") == []
    cases.pass_time(minutes=2)
    assert [e["task"] for e in cases.events("case_duty_reminded")] == ["receive", "tell_police"]
    cases.pass_time(minutes=5)
    assert len(cases.events("case_duty_reminded")) == 2
    assert missed(cases) == []


def test_a_missed_duty_goes_to_the_next_level_and_is_called_out_until_acknowledged(
    cases: Cases,
) -> None:
    case = cases.reported()
    with pytest.raises(NotYourDuty):
        cases.acknowledge(COUNTY, case["id"], "receive")
    cases.pass_time(minutes=61)
    assert missed(cases) == [1]
    duty = cases.duty(case["id"], "receive")
    assert duty["missed_at"] is not None
    assert duty["posts"] == ["township_officer", "county_officer", "county_federation"]
    cases.pass_time(minutes=60)
    cases.pass_time(minutes=60)
    assert missed(cases) == [1, 1, 1]
    cases.acknowledge(COUNTY, case["id"], "receive")
    cases.pass_time(hours=5)
    assert missed(cases) == [1, 1, 1]
    assert cases.events("case_duty_acknowledged")[0]["late"] is True


def test_each_level_is_called_in_turn(cases: Cases) -> None:
    case = cases.reported(situations=["living_alone"])
    cases.acknowledge(TOWNSHIP, case["id"], "receive")
    cases.pass_time(minutes=121)
    assert missed(cases, "see_child") == [1]
    cases.pass_time(minutes=60)
    assert missed(cases, "see_child") == [1, 2]
    posts = cases.events("case_duty_missed")[-1]["posts"]
    assert posts == [
        "role:village_officer@520330103201",
        "role:township_officer@520330103",
        "role:county_officer@520330",
    ]


def test_after_a_standstill_everything_overdue_fires_at_once_in_order(cases: Cases) -> None:
    cases.reported(situations=["living_alone"])
    cases.pass_time(days=1)
    events = [(e["due_at"], e["call"], e["task"]) for e in cases.events("case_duty_missed")]
    firsts = [due for due, call, _ in events if call == 1]
    assert firsts == sorted(firsts)
    assert [call for _, call, kind in events if kind == "see_child"] == [1, 2]
    # A day of hourly repetitions is one more call from now on, not two dozen at once.
    assert len(missed(cases)) == 1
    cases.pass_time(minutes=60)
    assert len(missed(cases)) == 2


def test_the_same_call_fires_once_however_often_its_timer_comes(cases: Cases) -> None:
    cases.reported()
    cases.pass_time(minutes=61)
    before = len(cases.events("case_duty_missed"))
    with cases.database.transaction() as uow:
        uow.session.execute(update(Timer).where(Timer.fired_at.is_not(None)).values(fired_at=None))
    assert cases.tick() > 0
    assert len(cases.events("case_duty_missed")) == before


def test_an_acknowledgement_at_the_same_moment_leaves_one_winner(cases: Cases) -> None:
    case = cases.reported()
    clock.CLOCK.offset += timedelta(minutes=61)
    cases.acknowledge(TOWNSHIP, case["id"], "receive")
    cases.tick()
    assert missed(cases) == []
    assert missed(cases, "tell_police") == [1]
    kinds = cases.kinds(case["id"])
    assert kinds.count("duty_acknowledged") == 1
    # Too late all the same, and it says so.
    assert cases.events("case_duty_acknowledged")[0]["late"] is True


def test_a_duty_is_acknowledged_once_by_its_own_post(cases: Cases) -> None:
    case = cases.reported()
    for stranger in (VILLAGE, OTHER_TOWN, FEDERATION, COUNTY):
        with pytest.raises(NotYourDuty):
            cases.acknowledge(stranger, case["id"], "tell_police")
    done = cases.acknowledge(POLICE, case["id"], "tell_police", note="已出警")
    assert (done["state"], done["ended_by"]) == ("done", "police")
    with pytest.raises(DutyEnded):
        cases.acknowledge(TOWNSHIP, case["id"], "tell_police")
    last = cases.case(case["id"])["timeline"][-1]
    assert (last["post"], last["text"]) == ("police", {"note": "已出警"})


def test_ones_own_duties_are_listed_the_most_pressing_first(cases: Cases) -> None:
    case = cases.reported(situations=["living_alone"])
    mine = cases.call(TOWNSHIP, "list_my_duties")["items"]
    assert [duty["kind"] for duty in mine][-2:] == ["file_upward", "admonish"]
    assert cases.call(VILLAGE, "count_my_duties") == {"open": 2, "overdue": 0}
    cases.pass_time(minutes=125)
    assert cases.call(VILLAGE, "count_my_duties") == {"open": 2, "overdue": 1}
    cases.acknowledge(VILLAGE, case["id"], "see_child")
    assert cases.call(VILLAGE, "count_my_duties") == {"open": 1, "overdue": 0}


def test_pages_of_duties_follow_one_another(cases: Cases) -> None:
    cases.reported(situations=["living_alone", "guardian_unfit"])
    whole = cases.call(TOWNSHIP, "list_my_duties")["items"]
    pages, after = [], None
    while after or not pages:
        page = cases.call(TOWNSHIP, "list_my_duties", limit=1, after=after)
        pages += page["items"]
        after = page["next"]
    assert [d["number"] for d in pages] == [d["number"] for d in whole]
