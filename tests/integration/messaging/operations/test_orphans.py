"""Queues that nobody reads any more are found without a list of queues, and removed."""

from types import SimpleNamespace

import pytest
from kombu import Exchange

from shared.contracts.bus.errors import NotOrphaned, QueueHoldsMessages, QueueInUse
from shared.messaging.operations import orphans, queues, topology
from shared.messaging.queues import SUFFIXES, Topology
from tests.integration.messaging.operations.conftest import BEGINNING, place_of
from tests.integration.messaging.queues import count
from tests.integration.messaging.services import History, encoded, ignore, listener, queue_of
from tests.probes import probe


@pytest.fixture
def orphaned(run, channel, monkeypatch):
    """A service whose version before had a handler more, with that one's queues on the broker."""
    service = listener(ignore)
    (container,) = run(service)
    place = place_of(container)
    left = Topology.of("lighthouse", "lamp_lit", service.name, "hear_before", ())
    with place.database.transaction() as uow:
        table = place.table("subscriptions")
        uow.session.execute(table.insert().values(consumer="hear_before", began_at=BEGINNING))
    for queue in left.all:
        queue(channel).declare()
    monkeypatch.setattr(orphans, "all_queues", lambda: {queue_of(service)})
    yield place, left.work.name
    for suffix in SUFFIXES:
        channel.queue_delete(f"{left.work.name}{suffix}")


def remove(place, name, *, dry_run=False, with_messages=False):
    return orphans.remove(
        place, name, by="yunwei", why="升级", dry_run=dry_run, with_messages=with_messages
    )


def names(place):
    return [each["queue"] for each in orphans.listed(place)]


def test_a_queue_of_a_handler_that_is_gone_is_found(orphaned, publish, channel):
    place, name = orphaned
    publish(encoded(lamp_id="a")[1])
    probe(lambda: count(channel, name) == 1)
    (told,) = [q for q in topology.check(place)["queues"] if q["state"] == "orphaned"]
    assert (told["queue"], told["ready"], told["consumers"]) == (name, 1, 0)
    assert not topology.check(place)["well"]
    assert names(place) == [name]


def test_who_measures_what_waits_looks_for_no_orphans(orphaned, monkeypatch):
    """Each name costs a question to the broker, and a scrape comes every few seconds."""
    place, _ = orphaned
    monkeypatch.setattr(orphans, "candidates", lambda _: pytest.fail("it looks for them"))
    assert queues.status(place)["broker"]


def test_a_queue_that_is_not_there_is_asked_for_once():
    asked = []
    assert orphans._counted(SimpleNamespace(of=asked.append), "evt-a-b--c.d") is None
    assert asked == ["evt-a-b--c.d"]


def test_a_removal_that_was_killed_can_be_finished(orphaned, channel):
    """What stands beside it goes first, since by the work queue it is found again."""
    place, name = orphaned
    for suffix in SUFFIXES[1:]:
        channel.queue_delete(f"{name}{suffix}")
    assert names(place) == [name]
    remove(place, name)
    assert names(place) == []


def test_what_the_code_wants_is_no_orphan(run, channel):
    (container,) = run(listener(ignore))
    place = place_of(container)
    assert names(place) == []
    for heard in place.heard:
        with pytest.raises(NotOrphaned):
            remove(place, heard.topology.work.name, with_messages=True)


def test_a_dry_run_says_what_would_go_and_does_nothing(orphaned):
    place, name = orphaned
    assert remove(place, name, dry_run=True) == {"queue": name, "messages": 0, "dry_run": True}
    assert names(place) == [name]


def test_it_goes_with_what_stands_beside_it_and_the_history_says_so(orphaned):
    place, name = orphaned
    assert remove(place, name) == {"queue": name, "messages": 0, "dry_run": False}
    assert names(place) == []
    with place.database.transaction() as uow:
        before, after = uow.session.query(History).order_by(History.version)
        assert before.subject == after.subject
        assert {row.account_id for row in (before, after)} == {"yunwei"}
        assert {uow.reason_of(row) for row in (before, after)} == {"升级"}
        assert uow.changes_of(after)["queue"] == name


def test_while_it_holds_messages_it_stays_but_gets_no_more(orphaned, publish, channel):
    place, name = orphaned
    publish(encoded(lamp_id="a")[1])
    probe(lambda: count(channel, name) == 1)
    with pytest.raises(QueueHoldsMessages, match="1"):
        remove(place, name)
    assert remove(place, name, dry_run=True, with_messages=True)["messages"] == 1
    assert names(place) == [name]
    assert remove(place, name, with_messages=True)["messages"] == 1
    assert names(place) == []


def test_an_event_that_comes_just_before_the_end_is_counted(
    orphaned, publish, channel, monkeypatch
):
    """Between the first count and the unbinding; after that none comes."""
    place, name = orphaned
    note = place.note

    def late(*told, **more):
        publish(encoded(lamp_id="late")[1])
        probe(lambda: count(channel, name) == 1)
        monkeypatch.setattr(place, "note", note)
        note(*told, **more)

    monkeypatch.setattr(place, "note", late)
    with pytest.raises(QueueHoldsMessages):
        remove(place, name)
    assert count(channel, name) == 1
    Exchange("lighthouse.events", "topic")(channel).declare()
    publish(encoded(lamp_id="later")[1])
    assert count(channel, name) == 1


def test_while_an_older_process_reads_it_it_stays(orphaned, channel):
    place, name = orphaned
    channel.basic_consume(name, no_ack=False, callback=lambda _m: None, consumer_tag="older")
    try:
        with pytest.raises(QueueInUse):
            remove(place, name, with_messages=True)
    finally:
        channel.basic_cancel("older")
    assert names(place) == [name]


def test_a_queue_that_left_the_code_is_found_by_whoever_is_still_there(run, monkeypatch):
    """By its consumer's service, else by its source, else by the last."""
    (container,) = run(listener(ignore))
    place = place_of(container)
    here = place.service
    retired = {
        f"evt-lighthouse-lamp_lit--{here}.gone",
        f"evt-{here}-lamp_lit--nobody.gone",
        "evt-nothing-lamp_lit--nobody.gone",
    }
    monkeypatch.setattr(orphans, "retired_queues", lambda: retired)
    monkeypatch.setattr(orphans, "all_queues", lambda: {f"evt-a-b--{here}.hear"})
    assert orphans.candidates(place) == {q for q in retired if here in q}
    monkeypatch.setattr(place, "service", "gateway")
    assert orphans.candidates(place) == {"evt-nothing-lamp_lit--nobody.gone"}
