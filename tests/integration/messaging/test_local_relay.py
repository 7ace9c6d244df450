"""Embedded: when an outbox row counts as settled, and what a restart does with the others."""

from datetime import datetime

import eventlet
import kombu.pools
import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from shared.messaging.failures import Permanent
from shared.messaging.inproc import BROKER
from shared.messaging.operations import dead_letters
from shared.messaging.operations.dead_letters import Choice
from shared.messaging.outbox_rows import HOPELESS, SUSPECT
from tests.figures import figure
from tests.integration.messaging.operations.conftest import order, place_of
from tests.integration.messaging.services import (
    Outbox,
    database_of,
    emit,
    listener,
    outbox,
    publisher,
    queue_of,
)
from tests.probes import holds_for, probe


@pytest.fixture
def bus(inproc):
    return inproc


def relayed(container, outcome: str, **labels: str) -> float:
    return figure(f"lantian_relay_{outcome}_total", service=container.service_name, **labels)


def settled(container) -> list[datetime | None]:
    return [row.settled_at for row in outbox(container)]


def crash(containers):
    """What a kill -9 leaves: the files, and nothing of the bus."""
    for container in containers:
        container.stop()
    kombu.pools.reset()
    BROKER.reset()


def test_a_row_is_settled_after_the_last_consumer_has_committed(run):
    gate, heard = eventlet.Event(), []

    def wait(event):
        heard.append(event)
        gate.wait()

    quick, slow = listener(heard.append), listener(wait)
    _, _, lighthouse = run(quick, slow, publisher())
    emit(lighthouse)
    probe(lambda: len(heard) == 2)
    assert holds_for(lambda: settled(lighthouse) == [None], 0.4)
    gate.send()
    probe(lambda: settled(lighthouse) != [None])


def test_a_dead_letter_stays_unsettled_and_is_tried_again_at_the_next_start(run):
    heard, broken = [], [True]

    def hear(event):
        if broken:
            raise Permanent("not yet")
        heard.append(event)

    service, source = listener(hear), publisher()
    containers = run(service, source)
    emit(containers[1])
    probe(lambda: len(BROKER.queues[queue_of(service, ".dlq")].ready) == 1)
    assert holds_for(lambda: settled(containers[1]) == [None], 0.4)
    crash(containers)
    broken.clear()
    _, lighthouse = run(service, source)
    probe(lambda: len(heard) == 1)
    probe(lambda: settled(lighthouse) != [None])


def test_an_event_without_a_consumer_is_visible_as_unsettled(run):
    (lighthouse,) = run(publisher())
    emit(lighthouse)
    probe(lambda: outbox(lighthouse)[0].problem == "no consumer")
    assert settled(lighthouse) == [None]
    assert relayed(lighthouse, "refused", reason="unroutable") == 1
    assert relayed(lighthouse, "published") == 0


def test_a_full_queue_holds_events_back_in_order(run):
    taken, heard, gate = [], [], eventlet.Event()

    def hear(event):
        taken.append(event.lamp_id)
        gate.wait()
        heard.append(event.lamp_id)

    service = listener(hear, window=1)
    _, lighthouse = run(service, publisher())
    BROKER.queues[queue_of(service)].arguments["x-max-length"] = 2
    lamps = [f"l{n}" for n in range(6)]
    emit(lighthouse, *lamps)
    probe(lambda: taken and len(BROKER.queues[queue_of(service)].ready) == 2)
    assert holds_for(lambda: len(BROKER.queues[queue_of(service)].ready) == 2)
    gate.send()
    probe(lambda: len(heard) == 6)
    assert heard == lamps
    probe(lambda: None not in settled(lighthouse))
    assert relayed(lighthouse, "published") == 6
    assert relayed(lighthouse, "refused", reason="full") >= 1


@pytest.mark.parametrize(("replays", "heard_again"), [(2, True), (5, True), (6, False)])
def test_an_event_that_was_open_at_too_many_crashes_is_held(run, replays, heard_again):
    heard, gate = [], [True]

    def hear(event):
        if gate:
            raise Permanent("as a crash would leave it")
        heard.append(event)

    service, source = listener(hear), publisher()
    containers = run(service, source)
    emit(containers[1])
    probe(lambda: len(BROKER.queues[queue_of(service, ".dlq")].ready) == 1)
    crash(containers)
    with database_of(containers[1]).transaction() as uow:
        uow.session.execute(update(Outbox).values(replays=replays))
    gate.clear()
    _, lighthouse = run(service, source)
    if heard_again:
        probe(lambda: len(heard) == 1)
    else:
        probe(lambda: len(BROKER.queues[queue_of(service, ".dlq")].ready) == 1)
        assert holds_for(lambda: not heard)
        assert settled(lighthouse) == [None]


def held(run, *consumers):
    """What is there once an event of the last consumer has been open at six crashes."""

    def refuse(event):
        raise Permanent("as a crash would leave it")

    killed, source = listener(refuse), publisher()
    containers = run(*consumers, killed, source)
    emit(containers[-1])
    dead = queue_of(killed, ".dlq")
    probe(lambda: len(BROKER.queues[dead].ready) == 1)
    crash(containers)
    with database_of(containers[-1]).transaction() as uow:
        uow.session.execute(update(Outbox).values(replays=HOPELESS))
    containers = run(*consumers, killed, source)
    probe(lambda: len(BROKER.queues[dead].ready) == 1)
    return containers


def test_a_killer_is_a_dead_letter_of_those_alone_who_have_not_handled_it(run):
    heard = []
    well = listener(heard.append)
    container, killed, _ = held(run, well)
    (letter,) = dead_letters.show(place_of(killed), Choice(), after=0, limit=9)["items"]
    assert (letter["reason"], letter["attempts"]) == ("delivery_limit", HOPELESS)
    assert dead_letters.show(place_of(container), Choice(), after=0, limit=9)["items"] == []
    assert len(heard) == 1


@pytest.mark.parametrize("act", ["redrive", "discard"])
def test_an_operator_can_send_a_killer_again_or_give_it_up(run, act):
    killed, lighthouse = held(run)
    if act == "discard":
        done = dead_letters.discard(place_of(killed), order())
    else:  # it is still refused, and dies as any other
        pace = {"per_second": 100, "even_if_forgotten": False}
        done = dead_letters.redrive(place_of(killed), order(), **pace)
    assert done["done"] == 1
    if act == "discard":
        probe(lambda: settled(lighthouse) != [None])
    else:
        probe(lambda: reasons(killed) == ["Permanent"])


def reasons(container):
    found = dead_letters.show(place_of(container), Choice(), after=0, limit=9)
    return [letter["reason"] for letter in found["items"]]


def test_a_suspect_that_the_process_survives_is_not_held(run):
    """Others' crashes go on; a dead letter is open at every one of them."""

    def refuse(event):
        raise Permanent("no")

    service, source = listener(refuse), publisher()
    containers = run(service, source)
    emit(containers[1], "first", "second")
    dead = queue_of(service, ".dlq")
    probe(lambda: len(BROKER.queues[dead].ready) == 2)
    crash(containers)
    with database_of(containers[1]).transaction() as uow:
        uow.session.execute(update(Outbox).values(replays=HOPELESS - 1))
    _, lighthouse = run(service, source)
    probe(lambda: [row.replays for row in outbox(lighthouse)] == [SUSPECT, SUSPECT], 4)
    assert [row.problem for row in outbox(lighthouse)] == [None, None]
    assert len(BROKER.queues[dead].ready) == 2


def test_of_two_services_suspects_only_one_is_under_way(run):
    """Else one that kills would get the other's held, which was as alone as itself."""
    taken, begun, gate = [], [], eventlet.Event()

    def hear(event):
        if not begun:
            raise Permanent("as a crash would leave it")
        taken.append(event.lamp_id)
        gate.wait()

    service, sources = listener(hear), [publisher(), publisher()]
    containers = run(service, *sources)
    for container, lamp in zip(containers[1:], ("one", "other"), strict=True):
        emit(container, lamp)
    probe(lambda: len(BROKER.queues[queue_of(service, ".dlq")].ready) == 2)
    crash(containers)
    for container in containers[1:]:
        with database_of(container).transaction() as uow:
            uow.session.execute(update(Outbox).values(replays=SUSPECT))
    begun.append(True)
    run(service, *sources)
    probe(lambda: len(taken) == 1)
    assert holds_for(lambda: len(BROKER.watchers) == 1, 1.0)
    gate.send()
    probe(lambda: sorted(taken) == ["one", "other"])


def test_a_lost_database_is_waited_for(run, monkeypatch):
    heard = []
    service = listener(heard.append)
    _, lighthouse = run(service, publisher())
    emit(lighthouse, "warm")
    probe(lambda: None not in settled(lighthouse))
    relay = database_of(lighthouse).relay
    mark_and_read, away = relay.rows.mark_and_read, [True]

    def refuse(settled):
        if away:
            raise OperationalError("SELECT", {}, OSError("disk full"))
        return mark_and_read(settled)

    monkeypatch.setattr(relay.rows, "mark_and_read", refuse)
    monkeypatch.setattr("shared.messaging.local_relay.DATABASE_RETRY", 0.05)
    emit(lighthouse)
    assert holds_for(lambda: len(heard) == 1)
    away.clear()
    probe(lambda: len(heard) == 2)
    probe(lambda: None not in settled(lighthouse))
