"""committed = handled + pending + dead + discarded: exact at rest, and a loss is named."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from gateway import conservation as composed
from gateway.rpc import Part
from shared.clock import now
from shared.contracts.bus import schemas
from shared.contracts.bus.errors import OthersRead
from shared.messaging.clean_up import archive, forget, sweep_inbox
from shared.messaging.failures import Permanent
from shared.messaging.operations import conservation, dead_letters, letters
from shared.messaging.operations.conservation import Asked
from shared.messaging.operations.dead_letters import Choice
from shared.messaging.operations.letters import Reader, reading
from tests.integration.messaging.operations.conftest import order, place_of
from tests.integration.messaging.queues import count
from tests.integration.messaging.services import (
    Inbox,
    LampLit,
    Outbox,
    database_of,
    emit,
    inbox,
    listener,
    outbox,
    publisher,
    queue_of,
)
from tests.probes import probe

Balance = Callable[[], dict[str, Any]]
FAST = {"per_second": 100, "even_if_forgotten": False}


class Keeper:
    """Handles lamps, but for those whose name says that it cannot."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.mended = False

    def __call__(self, event: LampLit) -> None:
        if event.lamp_id.startswith("bad") and not self.mended:
            raise Permanent("no")
        self.heard.append(event.lamp_id)


class Installation:
    """A lighthouse and its keeper, and the table that the gateway makes of their answers."""

    def __init__(self, run: Any, settings: Any, publish: Any, channel: Any) -> None:
        self.keeper = Keeper()
        self.service = listener(self.keeper)
        lighthouse = type("Lighthouse", (publisher(),), {"name": "lighthouse"})
        self.consumer, self.producer = run(self.service, lighthouse)
        self.places = {"keeper": place_of(self.consumer), "lighthouse": place_of(self.producer)}
        self.embedded, self.publish, self.channel = settings.embedded, publish, channel

    def light(self, *lamps: str) -> None:
        emit(self.producer, *lamps)
        if not self.embedded:
            self.relay()

    def relay(self) -> None:
        """As the relay's process does."""
        for row in outbox(self.producer):
            if row.settled_at is None:
                self.publish(row.body, message_id=row.event_id)
                self.change(self.producer, update(Outbox).values(settled_at=now()))

    def change(self, container: Any, statement: Any) -> None:
        with database_of(container).engine.begin() as db:
            db.execute(statement)

    def dead(self) -> int:
        return count(self.channel, queue_of(self.service, ".dlq"))

    def answer(self, service: str, operation: str, fields: dict[str, Any]) -> Any:
        place = self.places[service]
        asked = fields.get("asked", [])
        if operation == "bus_subscriptions":
            found = {"items": conservation.beginnings(place)}
            return schemas.SubscriptionList().dump(found)
        if operation == "count_committed":
            wanted = schemas.CountCommitted().load({"asked": asked})["asked"]
            pairs = [(each["type"], each["since"]) for each in wanted]
            return schemas.CommittedList().dump({"items": conservation.committed(place, pairs)})
        if operation == "count_handled":
            mine = [Asked(each["consumer"], tuple(each["open"])) for each in asked]
            return schemas.HandledList().dump({"items": conservation.handled(place, mine)})
        if operation == "list_settled":
            loaded = schemas.ListSettled().load(fields)
            ids, following = conservation.settled_page(place, *loaded.values())
            return {"ids": ids, "next": following}
        return {"ids": conservation.without_trace(place, **fields)}


@pytest.fixture
def installed(run, settings, publish, channel, monkeypatch) -> Installation:
    made = Installation(run, settings, publish, channel)

    def everywhere(operation: str, **fields: Any) -> dict[str, Part]:
        filled = lambda s: {k: v(s) if callable(v) else v for k, v in fields.items()}  # noqa: E731
        return {s: Part(made.answer(s, operation, filled(s))) for s in made.places}

    monkeypatch.setattr(composed, "everywhere", everywhere)
    monkeypatch.setattr(composed, "part", lambda s, o, **f: Part(made.answer(s, o, f)))
    return made


def row() -> dict[str, Any]:
    (found,) = composed.balance()["items"]
    return found


def counts() -> tuple[int, ...]:
    names = ("committed", "handled", "pending", "dead", "discarded", "difference")
    found = row()
    return tuple(found[name] for name in names)


def test_at_rest_every_event_is_where_it_is_said_to_be(installed):
    installed.light("a", "b", "bad")
    probe(lambda: len(installed.keeper.heard) == 2 and installed.dead() == 1)
    probe(lambda: counts() == (3, 2, 0, 1, 0, 0))
    assert row()["state"] == "balanced"
    assert composed.balance()["well"]


def test_a_dead_letter_that_is_redriven_or_given_up_is_counted_as_that(installed):
    installed.light("bad1", "bad2")
    probe(lambda: installed.dead() == 2)
    place = installed.places["keeper"]
    first, _ = dead_letters.show(place, Choice(), after=0, limit=9)["items"]
    probe(lambda: installed.dead() == 2)
    dead_letters.discard(place, order(Choice(ids=(first["id"],))))
    probe(lambda: counts() == (2, 0, 0, 1, 1, 0))
    installed.keeper.mended = True
    dead_letters.redrive(place, order(), **FAST)
    probe(lambda: len(installed.keeper.heard) == 1)
    probe(lambda: counts() == (2, 1, 0, 0, 1, 0))


def test_what_nobody_has_taken_yet_is_pending(installed):
    installed.consumer.stop()
    installed.light("a", "b")
    probe(lambda: counts() == (2, 0, 2, 0, 0, 0))


def test_an_event_that_waits_in_the_outbox_is_pending(installed, monkeypatch):
    monkeypatch.setattr(installed, "relay", lambda: None)
    monkeypatch.setattr(installed, "embedded", False)
    relay = database_of(installed.producer).relay
    if relay.thread is not None:
        relay.stop()
        relay.thread = None
    installed.light("a")
    assert counts() == (1, 0, 1, 0, 0, 0)


def test_a_lost_event_is_named(installed, monkeypatch):
    installed.light("a", "b", "c")
    probe(lambda: len(inbox(installed.consumer)) == 3)
    probe(lambda: all(each.settled_at for each in outbox(installed.producer)))
    lost = outbox(installed.producer)[1].event_id
    installed.change(installed.consumer, delete(Inbox).where(Inbox.event_id == lost))
    assert (row()["state"], row()["difference"]) == ("moving", 1)
    monkeypatch.setattr(conservation, "UNCERTAIN", -1)
    assert (row()["state"], row()["missing"]) == ("missing", [lost])
    assert not composed.balance()["well"]


def test_an_effect_without_an_event_is_a_surplus(installed):
    installed.light("a")
    probe(lambda: counts() == (1, 1, 0, 0, 0, 0))
    installed.change(installed.producer, delete(Outbox))
    assert (row()["state"], row()["difference"]) == ("surplus", -1)


def test_a_second_copy_of_a_handled_event_in_the_dead_letters_is_no_second_event(installed):
    installed.light("bad")
    probe(lambda: installed.dead() == 1)
    body = outbox(installed.producer)[0].body
    installed.publish(body)
    probe(lambda: installed.dead() == 2)
    probe(lambda: counts() == (1, 0, 0, 1, 0, 0))


def test_a_letter_whose_other_copy_was_handled_is_not_counted_as_dead(installed, monkeypatch):
    """As when a redrive is killed between the copy and its ack."""
    installed.light("bad")
    probe(lambda: installed.dead() == 1)
    installed.keeper.mended = True
    with monkeypatch.context() as broken:
        broken.setattr(Reader, "settle", lambda _reader, _letter: None)
        dead_letters.redrive(installed.places["keeper"], order(), **FAST)
    probe(lambda: installed.keeper.heard and installed.dead() == 1)
    probe(lambda: counts() == (1, 1, 0, 0, 0, 0))


def test_what_is_no_event_of_anybody_s_is_counted_apart(installed):
    installed.publish(b"not json")
    probe(lambda: installed.dead() == 1)
    assert counts() == (0, 0, 0, 0, 0, 0)
    assert row()["strangers"] == 1


def test_cleaning_up_changes_no_sum(installed):
    installed.light("a", "b", "bad")
    probe(lambda: counts() == (3, 2, 0, 1, 0, 0))
    later = now() + timedelta(days=1)
    with database_of(installed.producer).transaction() as uow:
        archive(uow, later)
    with database_of(installed.consumer).transaction() as uow:
        sweep_inbox(uow, later)
    assert len(inbox(installed.consumer)) == 0
    probe(lambda: counts() == (3, 2, 0, 1, 0, 0))


def test_events_from_before_the_subscription_are_not_due(installed):
    installed.light("a")
    probe(lambda: all(each.settled_at for each in outbox(installed.producer)))
    probe(lambda: inbox(installed.consumer))
    subscriptions = installed.places["keeper"].table("subscriptions")
    later = now() + timedelta(hours=1)
    installed.change(installed.consumer, update(subscriptions).values(began_at=later))
    installed.change(installed.consumer, delete(Inbox))
    assert counts() == (0, 0, 0, 0, 0, 0)


def test_the_services_that_cannot_be_asked_are_named(installed, monkeypatch):
    installed.light("a")
    everywhere = composed.everywhere

    def without_producer(operation: str, **fields: Any) -> dict[str, Part]:
        found = everywhere(operation, **fields)
        if operation == "count_committed":
            found["lighthouse"] = Part(away="lighthouse")
        return found

    monkeypatch.setattr(composed, "everywhere", without_producer)
    assert (row()["state"], row()["away"]) == ("unknown", ["lighthouse"])
    assert not composed.balance()["well"]


def lose(installed, monkeypatch):
    """One event of which nobody knows any more; its id."""
    monkeypatch.setattr(conservation, "UNCERTAIN", -1)
    installed.light("lost")
    probe(lambda: len(inbox(installed.consumer)) == 1)
    probe(lambda: all(each.settled_at for each in outbox(installed.producer)))
    (lost,) = [each.event_id for each in outbox(installed.producer)]
    installed.change(installed.consumer, delete(Inbox).where(Inbox.event_id == lost))
    return lost


@pytest.mark.parametrize("read", [1, 2])
def test_while_not_all_dead_letters_are_read_nothing_is_called_missing(
    installed, monkeypatch, read
):
    lost = lose(installed, monkeypatch)
    installed.light("bad1", "bad2")
    probe(lambda: installed.dead() == 2)
    monkeypatch.setattr(letters, "CHOSEN_FROM", read)
    found = row()
    told = ("missing", [lost]) if read == 2 else ("unsure", [])
    assert (found["state"], found["missing"]) == told
    assert not composed.balance()["well"]


def test_what_the_inbox_has_forgotten_is_not_called_missing(installed, monkeypatch):
    lose(installed, monkeypatch)
    with database_of(installed.consumer).transaction() as uow:
        forget(uow, now())
    assert (row()["state"], row()["missing"]) == ("moving", [])


@pytest.mark.parametrize("bus", ["rabbitmq"], indirect=True)
def test_two_processes_do_not_read_one_services_letters_at_once(installed, monkeypatch):
    """Each would miss what the other holds, and might call it lost."""
    installed.light("bad")
    probe(lambda: installed.dead() == 1)
    monkeypatch.setattr(letters, "PATIENCE", 0.3)
    other = place_of(installed.consumer)
    with reading(other), pytest.raises(OthersRead):
        row()
    probe(lambda: counts() == (1, 0, 0, 1, 0, 0))
