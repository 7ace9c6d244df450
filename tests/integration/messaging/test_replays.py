"""History once more to one consumer: each event once, in order, whatever is killed when."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.pairing.service import PairingService
from shared.clock import now
from shared.contracts.bus.errors import NoSuchConsumer
from shared.messaging import clean_up, house, replays
from shared.messaging.cloudevents import decode
from shared.messaging.replays import Wish
from tests.integration.messaging import old_things as old
from tests.service_desk import ServiceDesk

GATEWAY = "gateway.on_pairing_activated"
QUEUE = f"evt-pairing-pairing_activated--{GATEWAY}"


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[ServiceDesk]:
    with old.pairing(database_url, tmp_path) as desk:
        yield desk


def wish(**more: Any) -> Wish:
    fields = {"consumer": GATEWAY, "event_type": "pairing_activated", "rate": 100_000}
    return Wish(**fields | more)


def ask(desk: ServiceDesk, **more: Any) -> str:
    with desk.database.transaction() as uow:
        return replays.ask(uow, "pairing", wish(**more), by="operator", why="a lost table")


def carry_out(desk: ServiceDesk, replay: str) -> None:
    replays.carry_out(desk.database.transaction, "pairing", replay)


def sent(desk: ServiceDesk, replay: str) -> list[tuple[str, int]]:
    """(aggregate, version) of what the replay has put into the outbox, in order."""
    rows = [r for r in desk.rows("outbox") if r["event_id"].endswith(f":{replay}")]
    data = [json.loads(row["body"])["data"] for row in sorted(rows, key=lambda r: r["seq"])]
    return [(each["pairing_id"], each["version"]) for each in data]


def row_of(desk: ServiceDesk, replay: str) -> dict[str, Any]:
    (found,) = [row for row in desk.rows("replays") if row["id"] == replay]
    return found


def archive(desk: ServiceDesk) -> None:
    with desk.database.transaction() as uow:
        clean_up.archive(uow, now() + timedelta(days=1))


def test_outbox_and_archive_are_sent_in_order_to_the_one_queue(desk):
    old.emit(desk, old.began("p1", 1), old.began("p2", 1))
    archive(desk)
    old.emit(desk, old.began("p1", 2), old.ended("p1", 3))
    replay = ask(desk)
    carry_out(desk, replay)

    assert sent(desk, replay) == [("p1", 1), ("p2", 1), ("p1", 2)]
    rows = [row for row in desk.rows("outbox") if row["queue"]]
    assert {row["queue"] for row in rows} == {QUEUE}
    originals = {r["event_id"]: r for r in [*desk.rows("outbox"), *desk.rows("outbox_archive")]}
    for row in rows:
        body, original = json.loads(row["body"]), originals[row["event_id"].partition(":")[0]]
        assert body["replay"] == replay
        assert body["id"] == original["event_id"]
        assert row["shard"] == original["shard"]
    assert (row_of(desk, replay)["state"], row_of(desk, replay)["published"]) == ("done", 3)


def test_a_second_replay_does_not_send_the_first_ones_copies(desk):
    old.emit(desk, old.began("p1"))
    for _ in range(2):
        replay = ask(desk)
        carry_out(desk, replay)
        old.settle(desk)
        assert sent(desk, replay) == [("p1", 1)]


@pytest.mark.parametrize("moment", ["since", "until"])
def test_a_replay_may_begin_or_end_at_an_instant(desk, moment):
    old.emit(desk, old.began("before"))
    at = now()
    old.emit(desk, old.began("after"))
    replay = ask(desk, **{moment: at})
    carry_out(desk, replay)
    assert sent(desk, replay) == [("after" if moment == "since" else "before", 1)]


def test_a_replay_may_be_of_one_thing_and_a_dry_run_counts_it(desk):
    old.emit(desk, old.began("p1"), old.began("p2"), old.began("p1", 2))
    with desk.database.transaction() as uow:
        assert replays.how_many(uow, wish(aggregate_id="p1")) == 2
    assert old.count(desk, "replays") == 0
    replay = ask(desk, aggregate_id="p1")
    carry_out(desk, replay)
    assert sent(desk, replay) == [("p1", 1), ("p1", 2)]


def test_a_replay_may_be_of_chosen_events_alone(desk):
    old.emit(desk, old.began("p1"), old.began("p2"))
    archive(desk)
    old.emit(desk, old.began("p3"))
    rows = [*desk.rows("outbox_archive"), *desk.rows("outbox")]
    chosen = [row["event_id"] for row in rows if row["aggregate_id"] in ("p2", "p3")]
    with desk.database.transaction() as uow:
        assert replays.how_many(uow, wish(event_ids=chosen)) == 2
    replay = ask(desk, event_ids=chosen)
    carry_out(desk, replay)
    assert sent(desk, replay) == [("p2", 1), ("p3", 1)]


def test_only_for_whoever_has_not_handled_it_an_event_goes_as_itself(desk):
    """So the consumer's inbox knows it."""
    old.emit(desk, old.began("p1"))
    (original,) = desk.rows("outbox")
    replay = ask(desk, only_unhandled=True)
    carry_out(desk, replay)
    (again,) = [row for row in desk.rows("outbox") if row["queue"]]
    assert again["queue"] == QUEUE
    assert decode(again["body"]).inbox_key == original["event_id"]


def test_what_a_later_event_overtook_is_left_out_where_only_the_newest_counts(desk):
    old.emit(desk, old.began("p1"), old.ended("p1"), old.began("p2", 1))
    archive(desk)
    old.emit(desk, old.began("p2", 2))
    replay = ask(desk, newest_of=["pairing_activated", "pairing_ended"])
    carry_out(desk, replay)
    assert sent(desk, replay) == [("p2", 2)]


def test_an_open_event_comes_by_itself_unless_a_copy_wants_it(desk):
    old.emit(desk, old.began("settled"))
    old.emit(desk, old.began("open"), settled=False)
    plain, for_a_copy = ask(desk), ask(desk, with_open=True)
    carry_out(desk, plain)
    carry_out(desk, for_a_copy)
    assert sent(desk, plain) == [("settled", 1)]
    assert sent(desk, for_a_copy) == [("settled", 1), ("open", 1)]


def test_what_is_published_after_the_asking_is_not_history(desk):
    old.emit(desk, old.began("p1"))
    replay = ask(desk)
    old.emit(desk, old.began("p2"))
    carry_out(desk, replay)
    assert sent(desk, replay) == [("p1", 1)]


def test_a_consumer_that_does_not_hear_the_event_is_refused(desk):
    for more in ({"consumer": "gateway.on_nothing"}, {"event_type": "pairing_ended"}):
        with pytest.raises(NoSuchConsumer):
            ask(desk, **more)
    assert old.count(desk, "replays") == 0


def test_a_stopped_replay_sends_no_more(desk):
    old.emit(desk, old.began("p1"))
    replay = ask(desk)
    with desk.database.transaction() as uow:
        assert replays.stop(uow, replay)
        assert not replays.stop(uow, replay)
    carry_out(desk, replay)
    assert (sent(desk, replay), row_of(desk, replay)["state"]) == ([], "stopped")


def test_a_replay_whose_job_is_given_up_has_stopped_visibly(desk):
    replay = ask(desk)
    with desk.database.transaction() as uow:
        house.end_replay(uow, replay, "OSError", now())
    assert row_of(desk, replay)["state"] == "stopped"


def test_who_asked_stays_written_and_why_is_sealed(desk):
    row = row_of(desk, ask(desk))
    assert row["asked_by"] == "operator"
    assert "lost" not in row["why"]


def test_a_replay_waits_while_too_many_of_its_events_are_under_way(desk, monkeypatch):
    monkeypatch.setattr(replays, "PART", 2)
    monkeypatch.setattr(replays, "MOST_OPEN", 2)
    old.emit(desk, *(old.began(f"p{n}") for n in range(6)))
    replay = ask(desk)
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(sent(desk, replay)) % 2 == 0 and seconds == replays.PATIENCE:
            old.settle(desk)

    monkeypatch.setattr(replays.eventlet, "sleep", wait)
    carry_out(desk, replay)
    assert len(sent(desk, replay)) == 6
    assert waits.count(replays.PATIENCE) == 3


def test_an_event_that_moves_to_the_archive_meanwhile_is_sent_once(desk, monkeypatch):
    monkeypatch.setattr(replays, "PART", 2)
    monkeypatch.setattr(replays.eventlet, "sleep", lambda _seconds: archive(desk))
    old.emit(desk, *(old.began(f"p{n}") for n in range(7)))
    replay = ask(desk)
    carry_out(desk, replay)
    assert sent(desk, replay) == [(f"p{n}", 1) for n in range(7)]


@pytest.mark.parametrize("point", ["before_replay_commit:2", "after_replay_batch:2"])
def test_killed_a_replay_neither_repeats_nor_skips(desk, database_url, point):
    old.emit(desk, *(old.began(f"p{n}") for n in range(700)))
    replay = ask(desk)
    desk.database.stop()

    old.run_killed(database_url, "replay", replay, at=point)
    assert row_of(desk, replay)["state"] == "running"
    assert (
        len(sent(desk, replay))
        == row_of(desk, replay)["published"]
        == (200 if point.startswith("before") else 400)
    )

    carry_out(desk, replay)
    assert sent(desk, replay) == [(f"p{n}", 1) for n in range(700)]


def test_the_job_of_the_service_carries_a_replay_out(desk):
    old.emit(desk, old.began("p1"))
    replay = ask(desk)
    desk._self.name = "pairing"
    PairingService.keep(desk._self, replay)
    assert sent(desk, replay) == [("p1", 1)]


def test_the_job_of_the_service_cleans_up(desk):
    old.emit(desk, old.began("p1"))
    desk._self.name = "pairing"
    PairingService.keep(desk._self, house.CLEAN_UP)
    assert old.forgotten_before(desk) is not None
    assert old.count(desk, "outbox") == 1


def test_what_is_on_its_way_to_a_consumer_is_known_until_the_relay_has_sent_it(desk):
    def on_the_way() -> int:
        with desk.database.transaction() as uow:
            return replays.on_the_way(uow, QUEUE, GATEWAY)

    old.emit(desk, old.began("p1"), old.began("p2"))
    assert on_the_way() == 0
    replay = ask(desk)
    assert on_the_way() == 1
    carry_out(desk, replay)
    assert on_the_way() == 2
    old.settle(desk)
    assert on_the_way() == 0
