"""`lantian bus replay | rebuild | archive` as an operator types them, beside the running system."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e import fleet as fleets
from tests.e2e.fleet import ROOT, Fleet
from tests.e2e.story import TODAY, VILLAGE, Story
from tests.probes import probe

CHILD = {
    "name": "龙小满",
    "sex": "female",
    "birth_date": "2014-05-22",
    "father_situation": "away",
    "mother_situation": "away",
    "stage": "primary",
}
COPIES = (("activities", "school_children"), ("funding", "children"), ("pairing", "children"))


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    with fleets.embedded(tmp_path_factory.mktemp("keeping"), LANTIAN_TODAY=TODAY) as fleet:
        fleet.start()
        fleet.wait_ready()
        story = Story(fleet.url, fleet.first_link_token)
        story.first_administrator()
        story.places()
        village = story.known["villages"][VILLAGE]
        officer = story.account("cun", "village_officer", area=village)
        officer.post("/children", {**CHILD, "area_code": village}, key="child")
        probe(lambda: all(rows(fleet, *copy) for copy in COPIES), 30)
        yield fleet


def rows(fleet: Fleet, service: str, table: str) -> list[Any]:
    with sqlite3.connect(fleet.folder / "var" / f"{service}.db", timeout=20) as db:
        return sorted(db.execute(f"SELECT * FROM {table}"))  # noqa: S608 - our own names


def harm(fleet: Fleet, service: str, statement: str) -> None:
    with sqlite3.connect(fleet.folder / "var" / f"{service}.db", timeout=20) as db:
        assert db.execute(statement).rowcount == 1


def bus(fleet: Fleet, *words: str) -> str:
    argv = [sys.executable, "-m", "lantian", "bus", *words]
    done = subprocess.run(argv, env=fleet.env, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_a_lost_and_a_spoilt_row_come_back_by_a_rebuild(fleet: Fleet) -> None:
    good = [rows(fleet, *copy) for copy in COPIES]
    harm(fleet, "activities", "DELETE FROM school_children")
    harm(fleet, "pairing", "UPDATE children SET status = 'wrong'")

    assert "--do-it" in bus(fleet, "rebuild", "activities")
    assert rows(fleet, "activities", "school_children") == []
    for service in ("activities", "pairing"):
        bus(fleet, "rebuild", service, "--do-it", "--why", "试一试")

    probe(lambda: [rows(fleet, *copy) for copy in COPIES] == good, 20)


def test_a_replay_can_be_asked_for_and_followed(fleet: Fleet) -> None:
    consumer = "funding.on_child_registered"
    assert "1 条" in bus(fleet, "replay", consumer)
    bus(fleet, "replay", consumer, "--do-it", "--why", "试一试")
    probe(lambda: done(bus(fleet, "replay", "--list"), consumer), 20)


def done(listed: str, consumer: str) -> bool:
    return any(consumer in line and " done " in line for line in listed.splitlines())


def test_the_archive_says_what_is_old(fleet: Fleet) -> None:
    assert "没有到期的" in bus(fleet, "archive")
    assert "已开始" in bus(fleet, "archive", "--service", "pairing", "--do-it", "--why", "试一试")
