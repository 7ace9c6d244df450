"""Importing 10,000 rows, against only reading the same workbook with openpyxl; and the longest that
anybody else waits meanwhile.

Two times, both from the upload on: until the report of rows is complete and every child is on file
with its history, events, search words and books (the import is done); and until every consumer has
committed its copy of every event. With ten workbooks (`importing_many`) it shows whether the time
grows with the rows alone, and the memory not at all.
"""

import io
import sqlite3
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import openpyxl

from benchmarks.rosters import a_roster
from lantian.client import Api
from tests.e2e.fleet import Fleet, embedded
from tests.e2e.story import TODAY, Story
from tests.probes import probe

ROWS, WORKBOOKS = 10_000, 10
BEFORE = 43  # times the reading, before rosters were stored in bulk
OPEN = "SELECT count(*) FROM outbox WHERE settled_at IS NULL AND problem IS NULL"


def only_reading(content: bytes) -> float:
    """Seconds for openpyxl in read-only mode to hand out every cell."""
    began = time.perf_counter()
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    cells = sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))
    assert cells > ROWS
    return time.perf_counter() - began


class Bystander(Thread):
    """Somebody else's requests while the import runs: one after the other, each timed."""

    def __init__(self, url: str, token: str | None) -> None:
        super().__init__(daemon=True)
        self.url, self.token, self.waits, self.ended = url, token, [0.0], Event()

    def run(self) -> None:
        while not self.ended.wait(0.02):
            request = urllib.request.Request(f"{self.url}/api/v1/notifications/unread")
            request.add_header("Authorization", f"Bearer {self.token}")
            began = time.perf_counter()
            with urllib.request.urlopen(request, timeout=60) as answer:
                answer.read()
            self.waits.append(time.perf_counter() - began)


@dataclass
class Course:
    """How one import went; seconds and bytes."""

    done: float
    copied: float
    waits: list[float]
    memory: int  # most that the service's process has held so far


def whole_import(fleet: Fleet, officer: Story, content: bytes, key: str) -> Course:
    api: Api = officer.people["minzheng"]
    bystander = Bystander(fleet.url, api.token)
    bystander.start()
    began = time.perf_counter()
    officer.upload("minzheng", content, key, rows=False)
    done = time.perf_counter() - began
    probe(lambda: not _open_events(fleet), 600, every=0.05)
    copied = time.perf_counter() - began
    bystander.ended.set()
    bystander.join()
    return Course(done, copied, sorted(bystander.waits), _peak(fleet))


def _open_events(fleet: Fleet) -> int:
    """Embedded, a row of the outbox is settled once every consumer has committed."""
    path = Path(fleet.env["LANTIAN_DATA"]) / "registry.db"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return int(database.execute(OPEN).fetchone()[0])


def _peak(fleet: Fleet) -> int:
    process = fleet.processes["up"]
    assert process is not None
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def import_all(contents: list[bytes]) -> list[Course]:
    """One workbook after the other, into one county."""
    with TemporaryDirectory() as folder, embedded(Path(folder), LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        story = Story(fleet.url, fleet.first_link_token)
        story.first_administrator()
        story.places()
        courses = [
            whole_import(fleet, story, content, f"big-{number}")
            for number, content in enumerate(contents)
        ]
        counted = story.people["minzheng"].get("/children/counts")["area"]["children"]
        assert counted > ROWS * len(contents) * 0.95, counted
    return courses


def main() -> None:
    content = a_roster(ROWS)
    reading = min(only_reading(content) for _ in range(3))
    print(f"  {ROWS} rows; only reading them with openpyxl, read-only: {reading:.1f} s")
    (course,) = import_all([content])
    print(
        f"  until the import is done: {course.done:.1f} s, "
        f"{course.done / reading:.1f} times the reading (before: {BEFORE})"
    )
    print(
        f"  until all copies are up to date: {course.copied:.1f} s, "
        f"{course.copied / reading:.1f} times the reading"
    )
    told(course)


def told(course: Course) -> None:
    waits = course.waits
    print(
        f"  a bystander's {len(waits)} requests: median {1000 * waits[len(waits) // 2]:.0f} ms, "
        f"99 of 100 under {1000 * waits[int(len(waits) * 0.99)]:.0f} ms, "
        f"longest {1000 * waits[-1]:.0f} ms; most memory {course.memory / 2**20:.0f} MB"
    )


if __name__ == "__main__":
    main()
