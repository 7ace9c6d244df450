"""Two workers, an acknowledgement in the same moment, and processes that are killed at random."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import eventlet
import pytest

from services.registry.service import RegistryService
from shared import clock, crypto
from shared.contracts.registry.errors import DutyEnded
from shared.messaging.database import Database
from tests.integration.registry.cases.conftest import POLICE, TOWNSHIP, Cases

REPORTS = 3
KILLS = 5


def overdue(cases: Cases) -> None:
    """Reports whose first duties are all overdue, and nothing fired yet."""
    for _ in range(REPORTS):
        cases.report(situations=["living_alone", "domestic_violence"])
    clock.CLOCK.offset += timedelta(hours=6)


def calls(cases: Cases) -> Counter[tuple[str, int, int]]:
    """Each call of each duty, as events."""
    missed = [(e["case_id"], e["duty"], e["call"]) for e in cases.events("case_duty_missed")]
    reminded = [(e["case_id"], e["duty"], 0) for e in cases.events("case_duty_reminded")]
    return Counter(missed + reminded)


def test_two_workers_make_each_call_once(cases: Cases) -> None:
    overdue(cases)
    other: Database = Database(cases.database.unit)
    other.settings, other.engine = cases.database.settings, cases.database.engine
    other.sessions = cases.database.sessions

    def work(database: Database) -> None:
        worker = SimpleNamespace(database=database)
        while RegistryService.case_duty(worker):
            eventlet.sleep(0)

    greenlets = [eventlet.spawn(work, database) for database in (cases.database, other) * 2]
    for greenlet in greenlets:
        greenlet.wait()
    assert set(calls(cases).values()) == {1}
    assert cases.tick() == 0


def test_the_clock_and_two_people_at_once_leave_one_end(cases: Cases) -> None:
    overdue(cases)
    ids = [row["id"] for row in cases.call(TOWNSHIP, "list_cases")["items"]]
    refused: list[str] = []

    def acknowledge(viewer, case_id: str) -> None:
        try:
            cases.acknowledge(viewer, case_id, "tell_police")
        except DutyEnded:
            refused.append(case_id)

    def fire() -> None:
        while RegistryService.case_duty(SimpleNamespace(database=cases.database)):
            eventlet.sleep(0)

    people = [eventlet.spawn(acknowledge, who, i) for i in ids for who in (POLICE, TOWNSHIP)]
    for greenlet in [*people, eventlet.spawn(fire)]:
        greenlet.wait()
    assert sorted(refused) == sorted(ids)
    for case_id in ids:
        timeline = cases.case(case_id)["timeline"]
        ours = [e for e in timeline if e["codes"].get("kind") == "tell_police"]
        kinds = [entry["kind"] for entry in ours]
        assert kinds.count("duty_acknowledged") == 1
        # Nothing is called out any more once somebody has acknowledged.
        assert kinds[-1] == "duty_acknowledged"
        assert cases.call(TOWNSHIP, "prove_case", case_id=case_id)["sound"]


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.long) for n in (2, 3))])
def test_deadlines_fire_exactly_once_under_random_kills(
    cases: Cases, tmp_path: Path, seed: int
) -> None:
    overdue(cases)
    chance = random.Random(seed)
    ring = tmp_path / "ring"
    ring.write_text(crypto.key_ring().dump(), "ascii")
    url = cases.database.engine.url.render_as_string(hide_password=False)
    ahead = str(clock.CLOCK.offset.total_seconds())
    module = "tests.integration.registry.cases.clock_process"
    command = [sys.executable, "-W", "ignore", "-m", module, url, str(ring), ahead]
    deaths, code = 0, -signal.SIGKILL
    while code != 0:
        # Dies inside the transaction, or right after its commit: at the n-th such instant.
        instant = chance.choice(("before_commit", "after_timer_commit"))
        crash = f"{instant}:{chance.randint(1, 9)}" if deaths < KILLS else ""
        env = {**os.environ, "LANTIAN_CRASH_AT": crash}
        code = subprocess.run(command, env=env, check=False, timeout=300).returncode
        assert code in (0, -signal.SIGKILL)
        deaths += code != 0
    assert deaths > 0
    made = calls(cases)
    assert set(made.values()) == {1}
    by_duty = {(case_id, duty) for case_id, duty, _ in made}
    for case_id, duty in by_duty:
        numbers = sorted(call for c, d, call in made if (c, d) == (case_id, duty))
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), "a level was skipped"
    late = [d for d in cases.rows("case_duties") if d["state"] == "open"]
    assert all(d["missed_at"] for d in late if d["due_at"] < clock.now())
    assert cases.tick() == 0
