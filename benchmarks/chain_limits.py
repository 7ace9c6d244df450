"""What the machine itself takes for the steps that a reliable chain cannot do without, measured one
at a time, as many a second as the chains were given: the floor under their latencies."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile

import pika
import psycopg2

from tests import servers

HERE = Path(__file__).parent
BLOCK = 8192  # bytes; a page of PostgreSQL's log
PERSISTENT = pika.BasicProperties(delivery_mode=2)


def tell(rate: int, seconds: int) -> None:
    with servers.own_database() as database, servers.own_vhost() as amqp:
        for name, made in (
            ("a write to the disk, synced", lambda: _synced_write()),
            ("a row committed by PostgreSQL", lambda: _commit(database)),
            ("a message confirmed by a quorum queue", lambda: _confirmed_publish(amqp)),
        ):
            print(f"  limit, {name}: {told(_times(made(), rate, seconds))}", flush=True)


def told(times: list[float]) -> str:
    """Of sorted milliseconds."""
    half, most = times[len(times) // 2], times[len(times) * 99 // 100]
    return f"p50 {half:.1f} ms, p99 {most:.1f} ms"


def _times(step: Callable[[], object], rate: int, seconds: int) -> list[float]:
    """Milliseconds of each, sorted."""
    times, began = [], time.monotonic()
    for number in range(rate * seconds):
        time.sleep(max(0.0, began + number / rate - time.monotonic()))
        at = time.perf_counter()
        step()
        times.append(1000 * (time.perf_counter() - at))
    return sorted(times)


def _synced_write() -> Callable[[], object]:
    # Beside the code and not in /tmp, which may be memory; open until the process ends.
    file = TemporaryFile(dir=HERE)  # noqa: SIM115

    def write() -> None:
        os.write(file.fileno(), b"x" * BLOCK)
        os.fdatasync(file.fileno())

    return write


def _commit(database: str) -> Callable[[], object]:
    connection = psycopg2.connect(database.replace("+psycopg2", ""))
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE facts (note text)")
    return lambda: cursor.execute("INSERT INTO facts VALUES (%s)", ("n" * 300,))


def _confirmed_publish(amqp: str) -> Callable[[], object]:
    channel = pika.BlockingConnection(pika.URLParameters(amqp)).channel()
    channel.confirm_delivery()
    channel.queue_declare("limit", durable=True, arguments={"x-queue-type": "quorum"})
    return lambda: channel.basic_publish("", "limit", b"n" * 500, PERSISTENT)
