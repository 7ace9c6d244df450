"""The distributed installation of a run: its own broker, its own databases, a process a service."""

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from kombu import Connection, Exchange, Producer, Queue

from shared.messaging.connections import connect
from shared.messaging.operations.dead_letters import Account, send
from shared.messaging.operations.letters import CHOSEN_FROM, Reader
from shared.messaging.operations.place import Heard
from shared.messaging.queues import Topology
from tests.faults.bench import facts
from tests.faults.bench.switches import DELIVERIES
from tests.faults.bench.tally import counted
from tests.faults.books import Books
from tests.faults.processes import LONGEST_START, Processes, own_environment
from tests.faults.servers import Broker, Epmd, Postgres, free_ports, wait_for
from tests.faults.verdict import DeadLetters

DATABASE = "bench_{service}"
QUEUES = (facts.PASS_ON, facts.TELL_MANY, facts.KEEP, facts.TELL)
PASSED_ON = Heard(
    "pass_on",
    "origin",
    "placed",
    Topology.of("origin", "placed", "middle", "pass_on", facts.LADDER),
)
PATIENCE = 120.0
"""Seconds for everything to come to its end; what has not by then is lost."""
COMMANDS = {
    "origin": "tests.faults.bench origin",
    "middle": "tests.faults.bench middle",
    "end": "tests.faults.bench end",
    "relay origin": "tests.faults.bench.relay origin",
    "relay middle": "tests.faults.bench.relay middle",
    "front": "tests.faults.bench front",
}


class Site:
    """What a fault may lay its hands on."""

    mode = "distributed"
    patience = PATIENCE
    books_of = Books

    def __init__(self, folder: Path, rng: random.Random, **env: str) -> None:
        self.folder, self.rng = folder, rng
        self.epmd = Epmd()
        self.brokers = self._brokers()
        self.postgres = Postgres(folder)
        self.strangers: DeadLetters = Counter()  # what a fault has put into queues by hand
        self.complaints: list[str] = []  # what a fault itself has found wrong
        self.tally_mark = self.go_mark = 0
        self.pour: Callable[[int], None]  # so many events more, while a round is driven
        (port,) = free_ports(1)
        settings = {
            "LANTIAN_MODE": "distributed",
            "LANTIAN_AMQP": self.amqp,
            "LANTIAN_POSTGRES": self.postgres.url(DATABASE),
        }
        environment = own_environment(folder, port) | settings | env
        self.processes = Processes(folder, COMMANDS, environment)

    def leader_of(self, queue: str) -> Broker:
        """The node that leads it; the only one where there is one."""
        if len(self.brokers) == 1:
            return self.broker
        alive = next(broker for broker in self.brokers if broker.answers())
        listed = alive.ctl("list_queues", "name", "leader", "--no-table-headers")
        leaders = dict(line.split("\t") for line in listed.splitlines() if line)
        return next(broker for broker in self.brokers if broker.node == leaders[queue])

    def _brokers(self) -> list[Broker]:
        return [Broker(self.folder, "one", self.epmd)]

    @property
    def broker(self) -> Broker:
        """One that lives, for asking."""
        return self.brokers[0]

    @property
    def amqp(self) -> str:
        return self.broker.url

    def start(self) -> None:
        self.start_brokers()
        self.postgres.start()
        self.postgres.wait_ready()
        for service in facts.SERVICES:
            self.postgres.administer(f"CREATE DATABASE {DATABASE.format(service=service)}")
        self.books = self.books_of(self.postgres.url(DATABASE))
        self.books.make_tables()
        self.processes.start_all()
        # The door may open before the others have declared their queues.
        wait_for("all serve", lambda: self.serve(*facts.SERVICES), LONGEST_START)

    def start_brokers(self) -> None:
        self.broker.start()
        self.broker.wait_ready()

    def wait_servers(self) -> None:
        """Until the cause is gone: a handshake and a query."""
        self.broker.wait_ready()
        self.postgres.wait_ready()

    # -- queues ---------------------------------------------------------------------------------

    def publish(self, routing_key: str, body: bytes, message_id: str) -> None:
        """Past outbox and relay, as a stranger might."""
        with Connection(self.broker.url) as connection:
            Producer(connection.channel(), Exchange("origin.events", "topic")).publish(
                body,
                routing_key=routing_key,
                serializer=None,
                content_type="application/cloudevents+json",
                content_encoding="utf-8",
                message_id=message_id,
            )

    def waiting(self) -> dict[str, int]:
        """Messages per queue, dead letters left out; those under way count."""
        listed = self.broker.ctl("list_queues", "name", "messages", "--no-table-headers")
        counts = dict(line.split("\t") for line in listed.splitlines() if line)
        return {
            name: int(count)
            for name, count in counts.items()
            if int(count or 0) and not name.endswith(".dlq")
        }

    def dead_letters(self, *, take: bool = False) -> DeadLetters:
        """Which subjects lie in which queue's dead letters."""
        found: DeadLetters = Counter()
        with Connection(self.broker.url) as connection:
            channel = connection.channel()
            for name in QUEUES:
                while message := Queue(f"{name}.dlq")(channel).get(no_ack=take):
                    found[name, subject_of(message.body)] += 1
            channel.close()  # what was not taken goes back
        return found

    def redrive(self, times: int) -> None:
        """Every dead letter of pass_on goes back to it as the product sends it, so many times
        over, as after deaths between copy and ack."""
        carry = self.processes.env.get("LANTIAN_FAULTS_OFF", "").startswith("headers")
        with connect({"AMQP_URI": self.broker.url}, confirm_publish=True) as connection:
            reader = Reader(connection)
            for letter in list(reader.letters(PASSED_ON, CHOSEN_FROM)):
                for _ in range(times if carry else times - 1):
                    reader.copy(letter, facts.PASS_ON, letter.headers if carry else {})
                if carry:  # what the guard is there for
                    reader.settle(letter)
                else:
                    send(None, reader, letter, Account(), forgotten=False)
            reader.close()

    # -- counting -------------------------------------------------------------------------------

    def tallied(self) -> list[str]:
        """What the bench's processes have said in this round."""
        return counted(self.folder)[self.tally_mark :]

    def redelivered(self) -> int:
        """Messages that were here and came again. What the broker marks as redelivered and nobody
        has seen before was on its way when its consumer went."""
        lines = counted(self.folder, DELIVERIES)[self.delivery_mark :]
        seen: set[str] = set()
        count = 0
        for line in lines:
            message = line.removesuffix(" again")
            count += line.endswith(" again") and message in seen
            seen.add(message)
        return count

    def has_said(self, words: str) -> bool:
        """Since the fault was last begun."""
        return words in counted(self.folder)[self.go_mark :]

    def problems(self) -> set[str]:
        """What the relays have noted at open rows."""
        query = "SELECT DISTINCT problem FROM outbox WHERE settled_at IS NULL"
        rows = self.postgres.administer(query, self.database("origin"))
        return {str(problem) for (problem,) in rows}

    def settled(self) -> int:
        """Of this round's events at the producer."""
        return self.books.settled("origin")

    def open_again(self, service: str) -> None:
        self.books.open_again(service)

    def database(self, service: str) -> str:
        return DATABASE.format(service=service)

    def complain(self, words: str) -> None:
        self.complaints.append(words)

    def open_round(self) -> None:
        self.strangers.clear()
        self.complaints.clear()
        self.tally_mark = len(counted(self.folder))
        self.delivery_mark = len(counted(self.folder, DELIVERIES))
        self.books.open_round()

    def serve(self, *services: str) -> bool:
        """Whether all of these have come up since the fault was last begun."""
        return all(self.has_said(f"ready {service}") for service in services)

    def open_go(self) -> None:
        self.go_mark = len(counted(self.folder))

    def close(self) -> None:
        self.processes.close()
        if hasattr(self, "books"):
            self.books.close()
        self.postgres.stop("immediate")
        for broker in self.brokers:
            broker.kill()
        self.epmd.close()


class Cluster(Site):
    """Three nodes; every queue has a replica on each, and every process knows them all."""

    mode = "cluster"

    def _brokers(self) -> list[Broker]:
        return [Broker(self.folder, name, self.epmd) for name in ("one", "two", "three")]

    @property
    def broker(self) -> Broker:
        return next((broker for broker in self.brokers if broker.answers()), self.brokers[0])

    @property
    def amqp(self) -> str:
        return ";".join(broker.url for broker in self.brokers)

    def start_brokers(self) -> None:
        first, *others = self.brokers
        for broker in self.brokers:
            broker.start()
        for broker in self.brokers:
            broker.wait_ready()
        for broker in others:
            for words in (["stop_app"], ["join_cluster", first.node], ["start_app"]):
                broker.ctl(*words, seconds=120)
            broker.wait_ready()


def subject_of(body: bytes | str) -> str:
    """Of an event, or the mark that was put into what is none."""
    text = body if isinstance(body, str) else body.decode("utf-8", "replace")
    try:
        return str(json.loads(text)["data"]["subject"])
    except (ValueError, KeyError, TypeError):
        found = re.search(r"stranger[\w.]+", text)
        return found[0] if found else "?"
