"""Importing 10,000 rows, read, checked and stored with their events, against only reading the same
workbook; and the longest that anybody else waits meanwhile."""

import io
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import openpyxl

from benchmarks.rosters import a_roster
from lantian.client import Api
from tests.e2e.fleet import Fleet, embedded
from tests.e2e.story import TODAY, Story

ROWS = 10_000


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


def whole_import(fleet: Fleet, content: bytes) -> tuple[float, list[float]]:
    """Seconds from the upload to the last row's outcome; the bystander's waits."""
    story = Story(fleet.url, fleet.first_link_token)
    story.first_administrator()
    story.places()
    officer: Api = story.people["minzheng"]
    bystander = Bystander(fleet.url, officer.token)
    bystander.start()
    began = time.perf_counter()
    story.upload("minzheng", content, "big", rows=False)
    seconds = time.perf_counter() - began
    bystander.ended.set()
    bystander.join()
    counted = officer.get("/children/counts")["area"]["children"]
    assert counted > ROWS * 0.95, counted
    return seconds, sorted(bystander.waits)


def main() -> None:
    content = a_roster(ROWS)
    reading = min(only_reading(content) for _ in range(3))
    with TemporaryDirectory() as folder, embedded(Path(folder), LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        importing, waits = whole_import(fleet, content)
    print(f"  only reading {ROWS} rows with openpyxl, read-only: {reading:.1f} s")
    print(f"  the whole import: {importing:.1f} s, {importing / reading:.1f} times as long")
    print(
        f"  a bystander's requests: median {1000 * waits[len(waits) // 2]:.0f} ms, "
        f"99 of 100 under {1000 * waits[int(len(waits) * 0.99)]:.0f} ms, "
        f"longest {1000 * waits[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()
