"""Queues that the code wants otherwise than they are: told in words, and made anew without loss."""

import pytest
from kombu import Exchange, Producer, Queue

from shared.messaging.operations import topology
from shared.messaging.operations.topology import StillInUse
from shared.messaging.queues import durable_queue
from tests.integration.messaging.operations.conftest import place_of
from tests.integration.messaging.queues import count, take
from tests.integration.messaging.services import encoded, ignore, listener, queue_of
from tests.probes import probe


def states(place):
    return {each["queue"]: each["state"] for each in topology.check(place)["queues"]}


def remade(channel, name, *, bound=False, messages=0):
    """As an older version left it: without a delivery limit, and with messages."""
    channel.queue_delete(name)
    queue = durable_queue(name)
    if bound:
        queue.exchange, queue.routing_key = Exchange("lighthouse.events", "topic"), "lamp_lit"
    queue(channel).declare()
    for n in range(messages):
        Producer(channel).publish(
            encoded(lamp_id=f"l{n}")[1],
            routing_key=name,
            headers={"error": "ValueError", "x-secret": 1},
            serializer=None,
            content_type="application/cloudevents+json",
            content_encoding="utf-8",
        )


def test_queues_as_they_should_be_are_right(run):
    (container,) = run(listener(ignore))
    checked = topology.check(place_of(container))
    assert checked["well"]
    assert {each["kind"] for each in checked["queues"]} == {"work", "dead", "quarantine", "retry"}


def test_a_changed_queue_is_told_with_what_differs(run, channel):
    service = listener(ignore)
    (container,) = run(service)
    container.stop()
    remade(channel, queue_of(service))
    place = place_of(container)
    different = [each for each in topology.check(place)["queues"] if each["state"] == "different"]
    assert [each["queue"] for each in different] == [queue_of(service)]
    assert queue_of(service) in different[0]["says"]
    assert not topology.check(place)["well"]


def test_an_absent_queue_is_told_and_made(run, channel):
    service = listener(ignore)
    (container,) = run(service)
    container.stop()
    channel.queue_delete(queue_of(service, ".dlq"))
    place = place_of(container)
    assert states(place)[queue_of(service, ".dlq")] == "absent"
    assert topology.mend(place) == {queue_of(service, ".dlq"): 0}
    assert topology.check(place)["well"]


def test_a_changed_work_queue_is_made_anew_and_everything_in_it_is_handled(run, channel):
    heard = []
    service = listener(heard.append)
    (container,) = run(service)
    container.stop()
    remade(channel, queue_of(service), bound=True, messages=5)
    place = place_of(container)
    assert topology.mend(place) == {queue_of(service): 0}
    assert topology.check(place)["well"]
    run(service)
    probe(lambda: len(heard) == 5)


def test_dead_letters_keep_their_reason_when_their_queue_is_made_anew(run, channel):
    service = listener(ignore)
    (container,) = run(service)
    container.stop()
    name = queue_of(service, ".dlq")
    channel.queue_delete(name)
    Queue(name, durable=True, queue_arguments={"x-queue-type": "quorum", "x-max-length": 7})(
        channel
    ).declare()
    Producer(channel).publish({}, routing_key=name, headers={"error": "ValueError at x"})
    topology.mend(place_of(container))
    probe(lambda: count(channel, name) == 1)
    message = take(channel, name)
    assert message.headers["error"] == "ValueError at x"
    message.ack()


def test_an_event_published_meanwhile_comes_through(run, channel, publish, monkeypatch):
    """Between the end of the old queue and the beginning of the new one."""
    heard = []
    service = listener(heard.append)
    (container,) = run(service)
    container.stop()
    remade(channel, queue_of(service), bound=True)
    move, moved = topology.move, []

    def move_and_publish(*told):
        move(*told)
        if not moved:
            publish(encoded(lamp_id="meanwhile")[1])
        moved.append(told)

    monkeypatch.setattr(topology, "move", move_and_publish)
    topology.mend(place_of(container))
    run(service)
    probe(lambda: [event.lamp_id for event in heard] == ["meanwhile"])


def test_killed_in_the_middle_the_next_run_goes_on(run, channel, monkeypatch):
    heard = []
    service = listener(heard.append)
    (container,) = run(service)
    container.stop()
    remade(channel, queue_of(service), bound=True, messages=3)
    place = place_of(container)
    move = topology.move

    def die(connection, each, origin, target):
        if origin.endswith(".moving"):
            raise KeyboardInterrupt
        move(connection, each, origin, target)

    monkeypatch.setattr(topology, "move", die)
    with pytest.raises(KeyboardInterrupt):
        topology.mend(place)
    monkeypatch.setattr(topology, "move", move)
    assert states(place)[queue_of(service)] == "unfinished"
    topology.mend(place)
    run(service)
    probe(lambda: len(heard) == 3)


def test_a_queue_in_use_is_left_alone(run, channel):
    service = listener(ignore)
    (container,) = run(service)
    container.stop()
    remade(channel, queue_of(service), messages=1)
    Queue(queue_of(service))(channel).consume(consumer_tag="somebody", callback=lambda _m: None)
    with pytest.raises(StillInUse, match="stop all processes"):
        topology.mend(place_of(container))
    channel.basic_cancel("somebody")
    assert states(place_of(container))[queue_of(service)] == "different"


def by_name(channel, name):
    """As a retry whose time is over, or a replay: past the exchange."""
    Producer(channel).publish(
        encoded(lamp_id="by-name")[1],
        routing_key=name,
        serializer=None,
        content_type="application/cloudevents+json",
        content_encoding="utf-8",
    )
    probe(lambda: count(channel, name) >= 1)


def test_while_retries_would_come_back_to_it_nothing_is_mended(run, channel):
    service = listener(ignore, ladder=(60.0,))
    (container,) = run(service)
    container.stop()
    remade(channel, queue_of(service), bound=True, messages=1)
    place = place_of(container)
    by_name(channel, f"retry-{service.name}-60000ms")
    with pytest.raises(StillInUse, match="come back"):
        topology.mend(place)
    assert states(place)[queue_of(service)] == "different"
    probe(lambda: count(channel, queue_of(service)) == 1)


def test_while_a_replay_goes_to_it_nothing_is_mended(run, channel):
    service = listener(ignore)
    (container,) = run(service)
    container.stop()
    remade(channel, queue_of(service), bound=True)
    place = place_of(container)
    with pytest.raises(StillInUse, match="replay"):
        topology.mend(place, lambda heard: int(heard.consumer == "hear"))
    assert states(place)[queue_of(service)] == "different"


def test_what_comes_by_name_while_it_is_emptied_is_moved_too(run, channel, monkeypatch):
    heard = []
    service = listener(heard.append)
    (container,) = run(service)
    container.stop()
    remade(channel, queue_of(service), bound=True)
    move, moved = topology.move, []

    def move_and_send(*told):
        move(*told)
        if not moved:
            by_name(channel, queue_of(service))
        moved.append(told)

    monkeypatch.setattr(topology, "move", move_and_send)
    assert topology.mend(place_of(container)) == {queue_of(service): 0}
    run(service)
    probe(lambda: [event.lamp_id for event in heard] == ["by-name"])


def test_what_comes_in_the_last_moment_is_lost_and_said(run, channel, monkeypatch):
    service = listener(ignore)
    (container,) = run(service)
    container.stop()
    remade(channel, queue_of(service), bound=True)
    deleted = topology.deleted

    def late(connection, name):
        if name == queue_of(service):
            by_name(channel, name)
        return deleted(connection, name)

    monkeypatch.setattr(topology, "deleted", late)
    assert topology.mend(place_of(container)) == {queue_of(service): 1}
