"""The reliable event chain against plain nameko: the same RabbitMQ, the same PostgreSQL, the same
machine, a process for each part.

The job is: a fact is committed in the producer's database, and told; whoever hears it commits a row
of its own. Three ways to do it:

- Ours: the fact's row and its outbox row in one transaction, the relay, a quorum queue, and the
  inbox row and the handler's row in one transaction, for each event or for up to 50.
- Plain nameko, commit then dispatch: the fact's row is committed and then dispatched with confirms,
  as nameko's own examples do it. This peer does the same job, but for what it loses when it is
  killed between the two, and what it repeats: nothing of it would find either.
- Plain nameko, dispatch alone: the same without the fact, and so half of the job. With confirms it
  is the stricter of the two comparisons, without them it is what nameko can do at the most.

Alike in all: ten at a time at the producer, ten workers, SQLAlchemy Core for the same columns, the
same engine. nameko's own, as it comes: EventDispatcher's publisher, EventHandler with its durable
classic queue and its prefetch of as many as there are workers. Ours, as a service has it: that
prefetch one by one, and two batches in batches.

All run in turn, round after round, so that what else the machine does falls on each of them alike;
what is told is the median over the rounds of each round's ratio.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from sqlalchemy import create_engine, text

from benchmarks import chain_limits as limits
from benchmarks import chain_parts as parts
from tests import schema, servers
from tests.probes import probe

EVENTS, ROUNDS = 1000, 7
RATE, SECONDS = 100, 10
PATIENCE = 120.0
SAME_JOB = "plain nameko, commit then dispatch"
HALF_JOB = "plain nameko, dispatch alone"
CHAINS = {  # name -> how it produces, how it consumes
    "ours, one by one": ("reliable", "single"),
    "ours, in batches": ("reliable", "batch"),
    SAME_JOB: ("committed", "plain"),
    HALF_JOB: ("confirmed", "plain"),
    "plain nameko, dispatch without confirms": ("unconfirmed", "plain"),
}
RELAY = "tests.integration.messaging.relay_process"


class Chain:
    """One way from a producer to a handler's row, with a vhost and a database of its own."""

    def __init__(self, produces: str, consumes: str, amqp: str, database: str, folder: Path):
        self.ways, self.places, self.folder = (produces, consumes), (amqp, database), folder
        self.engine = create_engine(database)
        self.expected = 0
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        schema.create_tables(parts.Base, self.places[1])
        produces, consumes = self.ways
        part = "benchmarks.chain_parts"
        self._run("consumer", part, "consume", consumes, *self.places, str(self.handled))
        self._heard("consumer")
        if produces == "reliable":
            database, amqp = self.places[1], self.places[0]
            self._run("relay", RELAY, database, amqp, "clinic.events", parts.QUEUE)
        self._run("producer", part, "produce", produces, *self.places, str(self.sent))
        self._heard("producer")

    def stop(self) -> None:
        for process in self.processes.values():
            process.kill()
            process.wait()
        self.engine.dispose()

    @property
    def sent(self) -> Path:
        return self.folder / "sent"

    @property
    def handled(self) -> Path:
        return self.folder / "handled"

    def _run(self, name: str, module: str, *arguments: str) -> None:
        command = [sys.executable, "-W", "ignore", "-m", module, *arguments]
        pipe = subprocess.PIPE
        self.processes[name] = subprocess.Popen(command, stdin=pipe, stdout=pipe)

    def _heard(self, name: str) -> None:
        output = self.processes[name].stdout
        assert output is not None
        assert output.readline(), f"the {name} ended"

    def seconds(self, events: int, rate: int = 0) -> float:
        """From the first event to the last commit of a handler."""
        commands = self.processes["producer"].stdin
        assert commands is not None
        self.expected += events
        began = time.time()
        commands.write(b"%d %d\n" % (events, rate))
        commands.flush()
        self._heard("producer")
        probe(lambda: self._lines() >= self.expected, PATIENCE, every=0.02)
        assert self._rows() == self._lines() == self.expected, "one was handled twice"
        return float(self.handled.read_text("ascii").split()[-1]) - began

    def _lines(self) -> int:
        return self.handled.read_bytes().count(b"\n") if self.handled.exists() else 0

    def _rows(self) -> int:
        with self.engine.connect() as connection:
            return int(connection.scalar(text("SELECT count(*) FROM visits")) or 0)

    def processor_seconds(self) -> dict[str, float]:
        return {
            name: sum(psutil.Process(process.pid).cpu_times()[:2])
            for name, process in self.processes.items()
        }

    def latencies(self, events: int) -> list[float]:
        """Milliseconds from commit (or dispatch) to handled, of the last so many; sorted."""
        sent = dict(line.split() for line in self.sent.read_text("ascii").splitlines()[-events:])
        handled = dict(line.split() for line in self.handled.read_text("ascii").splitlines())
        return sorted(1000 * (float(handled[v]) - float(at)) for v, at in sent.items())


@contextmanager
def running() -> Iterator[dict[str, Chain]]:
    with ExitStack() as stack:
        chains = {}
        for name, ways in CHAINS.items():
            database = stack.enter_context(servers.own_database())
            amqp = stack.enter_context(servers.own_vhost())
            folder = Path(stack.enter_context(TemporaryDirectory()))
            chains[name] = Chain(*ways, amqp, database, folder)
            stack.callback(chains[name].stop)
            chains[name].start()
        yield chains


def main() -> None:
    if not (servers.rabbitmq_answers() and servers.postgres_answers()):
        print("  not run: needs RabbitMQ and PostgreSQL")
        return
    with running() as chains:
        for chain in chains.values():  # caches, pools and compiled code
            chain.seconds(EVENTS // 5)
        tell_rates(chains)
        tell_latencies(chains)


def tell_rates(chains: dict[str, Chain]) -> None:
    before = {name: chain.processor_seconds() for name, chain in chains.items()}
    rounds = [
        {name: chain.seconds(EVENTS) for name, chain in chains.items()} for _ in range(ROUNDS)
    ]
    print(f"  {ROUNDS} rounds of {EVENTS} events each, in turn; medians (least to most)")
    for name, chain in chains.items():
        spent = {
            part: (now - before[name][part]) / (ROUNDS * EVENTS) * 1000
            for part, now in chain.processor_seconds().items()
        }
        processor = ", ".join(f"{part} {ms:.2f}" for part, ms in spent.items())
        print(f"  {name}: {EVENTS / median(each[name] for each in rounds):.0f} events/s")
        for peer in (SAME_JOB, HALF_JOB):
            print(f"    {ratio(rounds, name, peer)} of {peer}")
        print(f"    processor ms per event: {processor}", flush=True)


def ratio(rounds: list[dict[str, float]], name: str, peer: str) -> str:
    """Above 1.00 is faster than the peer."""
    found = sorted(each[peer] / each[name] for each in rounds)
    return f"{median(found):.2f} ({found[0]:.2f} to {found[-1]:.2f})"


def tell_latencies(chains: dict[str, Chain]) -> None:
    print(f"  {SECONDS} s at {RATE} events/s, from commit (or, without one, dispatch) to handled")
    for name, chain in chains.items():
        chain.seconds(RATE * SECONDS, RATE)
        print(f"  {name}: {limits.told(chain.latencies(RATE * SECONDS))}", flush=True)
    limits.tell(RATE, SECONDS)


if __name__ == "__main__":
    main()
