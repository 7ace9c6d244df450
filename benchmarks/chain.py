"""The reliable event chain against plain nameko dispatch, with and without publisher confirms: the
same RabbitMQ, the same PostgreSQL, the same row written by the handler, a process per part.

Reliable: a transaction per event with its outbox row, the relay, a quorum queue, and a transaction
per event with its inbox row. Plain: EventDispatcher and EventHandler as nameko brings them, with
its own queue and nothing that would find a lost or a doubled event.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, text

from benchmarks import chain_parts as parts
from tests import schema, servers
from tests.probes import probe

EVENTS = 1500
PATIENCE = 60.0
PEERS = {
    "plain nameko with confirms": "confirmed",
    "plain nameko without confirms": "unconfirmed",
}


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-W", "ignore", *arguments]
    running = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def part(*arguments: str) -> list[str]:
    return ["-m", "benchmarks.chain_parts", *arguments]


def wait_for_line(running: subprocess.Popen[bytes]) -> None:
    assert running.stdout is not None
    assert running.stdout.readline(), "it ended before it was ready"


def rows(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM visits")) or 0)


def measured(engine: Engine, produce: Callable[[], object], events: int) -> tuple[float, float]:
    """Seconds of producing alone, and until the last row of a handler is there."""
    began = time.perf_counter()
    produce()
    produced = time.perf_counter() - began
    probe(lambda: rows(engine) >= events, PATIENCE, every=0.02)
    whole = time.perf_counter() - began
    assert rows(engine) == events, "one was handled twice"
    return produced, whole


def producing(*arguments: str) -> Callable[[], object]:
    """Runs a part that says a line when it could begin, and begins when it hears one."""
    running = subprocess.Popen(
        [sys.executable, "-W", "ignore", *part(*arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    wait_for_line(running)

    def run() -> None:
        running.communicate(b"\n", timeout=PATIENCE)
        assert running.returncode == 0

    return run


def reliable(events: int) -> tuple[float, float]:
    with servers.own_database() as database, servers.own_vhost() as amqp:
        schema.create_tables(parts.Base, database)
        engine = create_engine(database)
        relay = ["-m", "tests.integration.messaging.relay_process", database, amqp]
        with process(*part("consume", "reliable", amqp, database)) as consumer:
            wait_for_line(consumer)
            with process(*relay, "clinic.events", parts.QUEUE):
                produce = producing("produce", "reliable", amqp, database, str(events))
                seconds = measured(engine, produce, events)
        engine.dispose()
    return seconds


def plain(events: int, confirms: str) -> tuple[float, float]:
    with servers.own_database() as database, servers.own_vhost() as amqp:
        schema.create_tables(parts.Base, database)
        engine = create_engine(database)
        with process(*part("consume", "plain", amqp, database)) as consumer:
            wait_for_line(consumer)
            produce = producing("produce", confirms, amqp, database, str(events))
            seconds = measured(engine, produce, events)
        engine.dispose()
    return seconds


def main() -> None:
    if not (servers.rabbitmq_answers() and servers.postgres_answers()):
        print("  not run: needs RabbitMQ and PostgreSQL")
        return
    ours = reliable(EVENTS)
    say(f"the reliable chain, {EVENTS} events", ours)
    for name, confirms in PEERS.items():
        seconds = plain(EVENTS, confirms)
        say(name, seconds)
        print(f"    the reliable chain takes {ours[1] / seconds[1]:.2f} times as long", flush=True)


def say(name: str, seconds: tuple[float, float]) -> None:
    produced, whole = seconds
    print(
        f"  {name}: {EVENTS / whole:.0f} events/s from the first transaction to the last row "
        f"({EVENTS / produced:.0f}/s produced)",
        flush=True,
    )


if __name__ == "__main__":
    main()
