"""The queues that a service's code wants, held against those that the broker has.

Arguments of a queue cannot be changed. `mend` makes it anew: a second queue takes over everything,
old and new, while the first one is deleted and declared again; then everything goes back. Events
may stand in both for a while, which the inbox absorbs. Killed at any point, the next run goes on.
"""

from dataclasses import dataclass
from typing import Any

from amqp.exceptions import PreconditionFailed
from kombu import Connection, Queue

from shared.contracts.bus.errors import BrokerAway
from shared.messaging.connections import CONNECTION_ERRORS
from shared.messaging.operations.counter import Counter
from shared.messaging.operations.letters import Letter, Reader
from shared.messaging.operations.orphans import Orphan
from shared.messaging.operations.orphans import found as orphans_of
from shared.messaging.operations.place import Heard, Place
from shared.messaging.queues import difference, durable_queue

RIGHT, ABSENT, DIFFERENT, UNFINISHED = "right", "absent", "different", "unfinished"
ORPHANED = "orphaned"


class StillInUse(Exception):
    """Somebody consumes from the queue, or a delay has not run out."""


@dataclass(frozen=True)
class Wanted:
    heard: Heard
    queue: Queue
    kind: str  # work, quarantine, dead, retry

    @property
    def moving(self) -> Queue:
        """Where its messages are while it is made anew."""
        spare = durable_queue(f"{self.queue.name}.moving")
        spare.exchange, spare.routing_key = self.queue.exchange, self.queue.routing_key
        return spare


def wanted(place: Place) -> list[Wanted]:
    found: dict[str, Wanted] = {}
    for heard in place.heard:
        topology = heard.topology
        for kind, queues in (
            ("retry", topology.delays),
            ("dead", (topology.dead_letters,)),
            ("quarantine", (topology.quarantine,)),
            ("work", (topology.work,)),
        ):
            for queue in queues:
                found.setdefault(queue.name, Wanted(heard, queue, kind))
    return list(found.values())


def check(place: Place) -> dict[str, Any]:
    """Changes nothing."""
    try:
        with place.connection() as connection:
            queues = [_checked(connection, each) for each in wanted(place)]
            queues += map(_orphaned, orphans_of(place, connection))
    except CONNECTION_ERRORS as away:
        raise BrokerAway(place.service) from away
    return {
        "service": place.service,
        "well": all(each["state"] == RIGHT for each in queues),
        "queues": queues,
    }


def _checked(connection: Connection, each: Wanted) -> dict[str, Any]:
    counter = Counter(connection)
    there, spare = counter.of(each.queue.name), counter.of(each.moving.name)
    says = _difference(connection, each.queue) if there else ""
    state = DIFFERENT if says else UNFINISHED if spare else RIGHT if there else ABSENT
    return {
        "queue": each.queue.name,
        "kind": each.kind,
        "state": state,
        "says": says,
        "ready": (there.ready if there else 0) + (spare.ready if spare else 0),
        "consumers": there.consumers if there else 0,
    }


def _orphaned(orphan: Orphan) -> dict[str, Any]:
    return {
        "queue": orphan.queue,
        "kind": "work",
        "state": ORPHANED,
        "says": "",
        "ready": orphan.messages,
        "consumers": orphan.consumers,
    }


def _difference(connection: Connection, queue: Queue) -> str:
    """Declaring what is there alike changes nothing."""
    try:
        queue(connection.channel()).queue_declare()
    except PreconditionFailed as refused:
        return difference(refused)
    return ""


def mend(place: Place) -> list[str]:
    """Make all that are absent or different as they should be; their names. Raises StillInUse,
    before anything of that queue is touched."""
    with place.connection() as connection:
        states = {each["queue"]: each["state"] for each in check(place)["queues"]}
        wrong = [each for each in wanted(place) if states[each.queue.name] != RIGHT]
        for each in wrong:
            make_anew(connection, each, states[each.queue.name])
    return [each.queue.name for each in wrong]


def make_anew(connection: Connection, each: Wanted, state: str) -> None:
    if state == ABSENT:
        each.queue(connection.channel()).declare()
        return
    if state == DIFFERENT:
        refuse_if_used(connection, each)
        if each.kind == "retry":  # empties itself, and its routing keys must not be changed
            connection.channel().queue_delete(each.queue.name)
            each.queue(connection.channel()).declare()
            return
        each.moving(connection.channel()).declare()  # bound alike: from now on nothing is missed
        move(connection, each, each.queue.name, each.moving.name)
        connection.channel().queue_delete(each.queue.name)
    each.queue(connection.channel()).declare()
    move(connection, each, each.moving.name, each.queue.name)
    if each.queue.exchange and each.queue.exchange.name:
        each.moving(connection.channel()).unbind_from(each.queue.exchange, each.queue.routing_key)
        move(connection, each, each.moving.name, each.queue.name)  # what came until just now
    connection.channel().queue_delete(each.moving.name)


def refuse_if_used(connection: Connection, each: Wanted) -> None:
    found = Counter(connection).of(each.queue.name)
    if found and found.consumers:
        raise StillInUse(f"{each.queue.name} has consumers: stop all processes of its service")
    if found and found.ready and each.kind == "retry":
        raise StillInUse(
            f"{each.queue.name} holds {found.ready} messages: it empties itself, try again later"
        )


def move(connection: Connection, each: Wanted, origin: str, target: str) -> None:
    """Everything that lies there, each copy confirmed before the message leaves."""
    reader = Reader(connection)
    while (message := Queue(origin)(reader.channel).get(no_ack=False)) is not None:
        letter = Letter(each.heard, message)
        headers = letter.own_headers() if each.kind == "dead" else letter.kept_headers()
        reader.copy(letter, target, headers)
        reader.settle(letter)
    reader.close()
