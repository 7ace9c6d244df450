"""The queues that a service's code wants, held against those that the broker has.

Arguments of a queue cannot be changed. `mend` makes it anew: a second queue takes over everything,
old and new, while the first one is deleted and declared again; then everything goes back. Events
may stand in both for a while, which the inbox absorbs. Killed at any point, the next run goes on.

What is sent to the queue by its name, past the exchange, does not come to the second queue: retries
whose time is over, and replays. So while there are any, nothing is mended. RabbitMQ deletes no
quorum queue on condition that it is empty; what it says went with it is therefore told.
"""

from collections.abc import Callable
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
    """Somebody consumes from the queue, or messages are on their way to it by its name."""


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


def nothing_replayed(_heard: Heard) -> int:
    return 0


def mend(place: Place, replaying: Callable[[Heard], int] = nothing_replayed) -> dict[str, int]:
    """Make all that are absent or different as they should be: their names, each with how many
    messages came to it in the last moment and were lost. `replaying` tells how much of a replay
    is on its way to a consumer. Raises StillInUse, before anything of that queue is touched."""
    with place.connection() as connection:
        states = {each["queue"]: each["state"] for each in check(place)["queues"]}
        wrong = [each for each in wanted(place) if states[each.queue.name] != RIGHT]
        lost = {}
        for each in wrong:
            if states[each.queue.name] == DIFFERENT:
                refuse_if_used(connection, each)
                refuse_if_replayed(each, replaying)
            lost[each.queue.name] = make_anew(connection, each, states[each.queue.name])
    return lost


def make_anew(connection: Connection, each: Wanted, state: str) -> int:
    """How many messages were lost."""
    lost = 0
    if state == ABSENT:
        each.queue(connection.channel()).declare()
        return lost
    if state == DIFFERENT and each.kind == "retry":
        # Empties itself, and its routing keys must not be changed.
        lost = deleted(connection, each.queue.name)
        each.queue(connection.channel()).declare()
        return lost
    if state == DIFFERENT:
        each.moving(connection.channel()).declare()  # bound alike: from now on nothing is missed
        lost = end(connection, each, each.queue.name, each.moving.name)
    each.queue(connection.channel()).declare()
    move(connection, each, each.moving.name, each.queue.name)
    if each.queue.exchange and each.queue.exchange.name:
        each.moving(connection.channel()).unbind_from(each.queue.exchange, each.queue.routing_key)
    return lost + end(connection, each, each.moving.name, each.queue.name)


def end(connection: Connection, each: Wanted, name: str, heir: str) -> int:
    """Delete a queue once its heir has everything; how many came too late."""
    move(connection, each, name, heir)
    while Counter(connection).ready(name):
        move(connection, each, name, heir)
    return deleted(connection, name)


def deleted(connection: Connection, name: str) -> int:
    """How many messages went with it."""
    return int(connection.channel().queue_delete(name) or 0)


def refuse_if_used(connection: Connection, each: Wanted) -> None:
    found = Counter(connection).of(each.queue.name)
    if found and found.consumers:
        raise StillInUse(f"{each.queue.name} has consumers: stop all processes of its service")
    if found and found.ready and each.kind == "retry":
        raise StillInUse(
            f"{each.queue.name} holds {found.ready} messages: it empties itself, try again later"
        )
    for delay in each.heard.topology.delays if each.kind != "retry" else ():
        if ready := Counter(connection).ready(delay.name):
            raise StillInUse(
                f"{delay.name} holds {ready} messages that come back to the queues of its service:"
                " it empties itself, try again later"
            )


def refuse_if_replayed(each: Wanted, replaying: Callable[[Heard], int]) -> None:
    if each.kind == "work" and (under_way := replaying(each.heard)):
        raise StillInUse(
            f"{under_way} events or runs of a replay are on their way to {each.queue.name}:"
            " let it end and the relay send them, or stop it"
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
