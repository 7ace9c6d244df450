"""From nothing to ready, and the memory that the embedded process takes, against a bare Python that
only imports the same libraries."""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from tests.e2e.fleet import Fleet, embedded

BARE = "import eventlet, flask, flask_smorest, kombu, nameko, sqlalchemy, alembic, marshmallow"


def bare_import() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-W", "ignore", "-c", BARE], check=True)
    return time.perf_counter() - began


def ready(fleet: Fleet) -> float:
    began = time.perf_counter()
    fleet.start()
    fleet.wait_ready()
    return time.perf_counter() - began


def main() -> None:
    bare = min(bare_import() for _ in range(3))
    with TemporaryDirectory() as folder, embedded(Path(folder)) as fleet:
        first = ready(fleet)
        fleet.stop()
        again = ready(fleet)
        process = fleet.processes["up"]
        assert process is not None
        memory = psutil.Process(process.pid).memory_info().rss / 2**20
        fleet.stop()
    print(f"  a bare Python that imports the same libraries: {bare:.2f} s")
    print(f"  ready at the first start, databases made: {first:.2f} s, {first / bare:.1f} times")
    print(f"  ready at a later start: {again:.2f} s, {again / bare:.1f} times")
    print(f"  memory once ready: {memory:.0f} MB")


if __name__ == "__main__":
    main()
