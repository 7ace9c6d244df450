"""What is old goes, and nothing can happen twice because of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from services.pairing.service import PairingService
from shared.clock import now
from shared.contracts.registry.events import ChildChanged
from shared.keeping import Keeping, WrongWindows
from shared.messaging import clean_up
from shared.messaging.clean_up import Limits
from shared.messaging.cloudevents import Envelope
from shared.messaging.failures import BeyondMemory
from shared.settings import Settings, WrongSetting
from tests.event_samples import a
from tests.integration.messaging import old_things as old
from tests.service_desk import ServiceDesk


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[ServiceDesk]:
    with old.pairing(database_url, tmp_path) as desk:
        yield desk


def later(days: float, oldest_open: float | None = None) -> Limits:
    """As if so many days had gone by; `oldest_open` days ago an event was written that is open."""
    at = now() + timedelta(days=days)
    return Limits.at(Keeping(), at, oldest_open and at - timedelta(days=oldest_open))


def sweep(desk: ServiceDesk, limits: Limits) -> dict[str, int]:
    return clean_up.clean_up(desk.database.transaction, limits)


def child(version: int = 1) -> ChildChanged:
    return a(ChildChanged, birth_date="2015-05-01", version=version)  # type: ignore[return-value]


def hand_over(desk: ServiceDesk, event_id: str, days_ago: float, replay: str | None = None) -> None:
    sent = now() - timedelta(days=days_ago)
    fields = vars(child(version=5))
    envelope = Envelope(event_id, "child_changed", fields, None, replay, at=sent, sent=sent)
    PairingService.on_child_changed(desk._self, envelope)


def test_settled_events_move_to_the_archive_whole_and_open_ones_stay(desk, monkeypatch):
    monkeypatch.setattr(clean_up, "BATCH", 3)
    old.emit(desk, *(old.began(f"p{n}") for n in range(7)))
    old.emit(desk, old.began("open"), settled=False)
    before = {row["event_id"]: row for row in desk.rows("outbox")}

    assert sweep(desk, later(29))["outbox"] == 0
    assert sweep(desk, later(31))["outbox"] == 7

    assert [row["aggregate_id"] for row in desk.rows("outbox")] == ["open"]
    for row in desk.rows("outbox_archive"):
        kept = before[row["event_id"]]
        assert {name: row[name] for name in row if name != "archived_at"} == {
            name: kept[name] for name in row if name != "archived_at"
        }
    assert sweep(desk, later(31))["outbox"] == 0


def test_an_open_event_stays_however_old_it_is(desk):
    old.emit(desk, old.began("open"), settled=False)
    sweep(desk, later(5000))
    assert old.count(desk, "outbox") == 1


def test_the_archive_keeps_the_last_of_each_aggregate_and_type_for_ever(desk, monkeypatch):
    monkeypatch.setattr(clean_up, "BATCH", 2)
    for version in (1, 2, 3):
        old.emit(desk, old.began("p1", version), old.began("p2", version))
    old.emit(desk, old.ended("p1"))
    sweep(desk, later(31))
    assert sweep(desk, later(1000))["outbox_archive"] == 0
    assert sweep(desk, later(1200))["outbox_archive"] == 4
    left = [(r["aggregate_id"], r["routing_key"]) for r in desk.rows("outbox_archive")]
    assert sorted(left) == [
        ("p1", "pairing_activated"), ("p1", "pairing_ended"), ("p2", "pairing_activated"),
    ]  # fmt: skip
    assert old.swept(desk) == {("archive", "pairing_activated"): 4}


def test_the_inbox_forgets_after_its_window_and_counts_what_went(desk):
    for _ in range(3):
        desk.fact(child())
    hand_over(desk, str(uuid4()), 0, replay="r1")
    assert sweep(desk, later(89))["inbox"] == 0
    assert sweep(desk, later(91))["inbox"] == 4
    assert old.count(desk, "inbox") == 0
    assert old.swept(desk) == {
        ("inbox", "on_child_changed"): 3,
        ("replayed", "on_child_changed"): 1,
    }


def test_what_came_before_the_inbox_forgot_and_comes_again_is_buried_not_handled_twice(desk):
    event_id = str(uuid4())
    hand_over(desk, event_id, days_ago=0)
    sweep(desk, later(91))
    with desk.database.transaction() as uow:  # the clock goes on: it is ninety-one days later
        clean_up.forget(uow, now() + timedelta(days=2))
    with pytest.raises(BeyondMemory, match="forgotten"):
        hand_over(desk, event_id, days_ago=1.5)
    assert old.count(desk, "inbox") == 0  # rolled back: nothing says that it was handled


def test_an_old_event_that_comes_for_the_first_time_is_handled_while_the_inbox_remembers(desk):
    sweep(desk, later(0))
    hand_over(desk, str(uuid4()), days_ago=80)
    assert old.count(desk, "inbox") == 1


def test_a_replay_is_as_old_as_its_sending_not_as_its_event(desk):
    sweep(desk, later(0))
    sent, happened = now(), now() - timedelta(days=900)
    envelope = Envelope("e", "child_changed", vars(child()), None, "r1", at=happened, sent=sent)
    PairingService.on_child_changed(desk._self, envelope)
    assert old.count(desk, "inbox") == 1


def test_the_instant_of_forgetting_is_committed_first_and_never_goes_back(desk):
    sweep(desk, later(91))
    first = old.forgotten_before(desk)
    sweep(desk, later(0))
    assert first is not None
    assert old.forgotten_before(desk) == first


def test_embedded_the_inbox_keeps_what_is_younger_than_the_oldest_open_event(desk):
    desk.fact(child())
    assert sweep(desk, later(200, oldest_open=201))["inbox"] == 0
    assert sweep(desk, later(200, oldest_open=150))["inbox"] == 1


def test_fired_timers_answered_commands_and_ended_jobs_go_and_open_ones_stay(desk):
    past = now() - timedelta(days=1)
    for kind, fired in (("fired", past), ("waiting", None)):
        old.put(desk, "timers", kind=kind, subject="s", due_at=past, fired_at=fired, attempts=0)
    old.put(desk, "commands", account_id="a", key="k", operation="o", request_digest="d", at=past)
    for state in ("done", "failed", "open"):
        old.put(desk, "jobs", id=state, kind="k", subject="s", state=state, due_at=past, attempts=0)

    gone = sweep(desk, later(399.5))

    assert (gone["timers"], gone["commands"], gone["jobs"]) == (1, 1, 2)
    assert [row["kind"] for row in desk.rows("timers")] == ["waiting"]
    assert [row["state"] for row in desk.rows("jobs")] == ["open"]


def test_a_dry_run_counts_and_takes_nothing(desk):
    old.emit(desk, old.began("p1"))
    desk.fact(child())
    with desk.database.transaction() as uow:
        found = clean_up.count(uow, later(91))
    assert (found["outbox"], found["inbox"]) == (1, 1)
    assert (old.count(desk, "outbox"), old.count(desk, "inbox")) == (1, 1)


@pytest.mark.parametrize("point", ["between_archive_and_outbox", "after_archive_batch:2"])
def test_killed_in_the_move_no_event_is_lost_or_there_twice(desk, database_url, point):
    old.emit(desk, *(old.began(f"p{n}") for n in range(1300)))
    before = old.events_kept(desk)
    desk.database.stop()  # one process at a time has a file of SQLite

    old.run_killed(database_url, "archive", "31", at=point)
    assert old.events_kept(desk) == before
    assert (old.count(desk, "outbox_archive") > 0) == point.endswith(":2")

    sweep(desk, later(31))
    assert old.events_kept(desk) == before
    assert old.count(desk, "outbox") == 0


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"LANTIAN_INBOX_DAYS": "30"}, "LANTIAN_OUTBOX_DAYS=30 must be less"),
        ({"LANTIAN_ARCHIVE_DAYS": "60"}, "LANTIAN_INBOX_DAYS=90 must be less"),
        ({"LANTIAN_TIMERS_DAYS": "90"}, "LANTIAN_TIMERS_DAYS=90"),
        ({"LANTIAN_OUTBOX_DAYS": "0"}, "whole number of days"),
        ({"LANTIAN_OUTBOX_DAYS": "soon"}, "whole number of days"),
    ],
)
def test_windows_that_contradict_each_other_are_refused_at_start_in_words(env, says):
    with pytest.raises(WrongWindows, match=says):
        Keeping.from_environment(env)
    with pytest.raises(WrongSetting, match=says):
        Settings.from_environment(env)
