"""The telling ones of the faults, on a broker and a database that the run starts for itself:
nothing is lost, nothing doubled, and the dead letters are exactly those that were to die."""

import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.catalogue import BY_NAME, CLUSTER_FAULTS, FAULTS
from tests.faults.processes import own_environment
from tests.faults.servers import missing
from tests.faults.verdict import SERVES_WITHIN

ROOT = Path(__file__).resolve().parents[2]
SHORT = (
    "at_after_commit_before_ack",
    "at_after_publish_before_mark",
    "at_after_copy_before_ack",
    "service_ended",
    "broker_killed",
    "connections_closed",
    "database_stopped",
    "queue_full",
    "killer",
    "poison",
    "redriven",
)
AT_MOST = 300.0  # seconds that the run may take on an idle machine
LONGEST = 1500.0  # seconds, however busy the machine is
LOOK = 15.0  # seconds
START = "from lantian.cli import patch; patch(); import tests.faults.bench.services"
COUNTS = ("lost", "phantom", "doubled", "dead_wrong", "complaints")


@dataclass(frozen=True)
class Run:
    outcomes: list[dict[str, Any]]
    seconds: float
    slowness: float


def slowness() -> float:
    """How many times its processor time a bare start of the bench's Python takes: about 1 on an
    idle machine. The bounds in seconds hold for that one, so they are scaled by it."""
    began = time.monotonic()
    start = subprocess.Popen([sys.executable, "-c", START], cwd=ROOT, env=own_environment(ROOT, 1))
    _, status, used = os.wait4(start.pid, 0)
    start.returncode = os.waitstatus_to_exitcode(status)
    assert start.returncode == 0
    return max(1.0, (time.monotonic() - began) / (used.ru_utime + used.ru_stime))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """In a process without eventlet: the driver and the faults are threads."""
    if reason := missing():
        demanded = os.environ.get("LANTIAN_REQUIRE", "")
        if "rabbitmq" in demanded or "postgres" in demanded:
            pytest.fail(f"{reason}, and LANTIAN_REQUIRE names it", pytrace=False)
        pytest.skip(reason)
    path = tmp_path_factory.mktemp("faults") / "outcomes.json"
    command = [sys.executable, "-m", "tests.faults", "--once", "--events", "340"]
    began, seen = time.monotonic(), [slowness()]
    run = subprocess.Popen(
        [*command, "--seed", "11", "--json", str(path)],
        cwd=ROOT,
        env=os.environ | {"LANTIAN_FAULTS": ",".join(SHORT)},
    )
    try:
        while run.poll() is None and time.monotonic() - began < LONGEST:
            with suppress(subprocess.TimeoutExpired):
                run.wait(LOOK)
            seen.append(slowness())
    finally:
        run.terminate()  # it ends what it has started
        run.wait(60)
    outcomes = json.loads(path.read_text("utf-8"))
    return Run(outcomes, time.monotonic() - began, statistics.median(seen))


@pytest.fixture(scope="module")
def outcomes(whole: Run) -> list[dict[str, Any]]:
    return whole.outcomes


@pytest.mark.parametrize("name", SHORT)
def test_nothing_is_lost_and_nothing_doubled(outcomes: list[dict[str, Any]], name: str) -> None:
    (outcome,) = [each for each in outcomes if each["fault"] == name]
    assert outcome["committed"] > 600
    assert {count: outcome[count] or 0 for count in COUNTS} == dict.fromkeys(COUNTS, 0)


def test_what_ends_in_good_order_leaves_nothing_to_be_delivered_again(
    outcomes: list[dict[str, Any]],
) -> None:
    (ended,) = [each for each in outcomes if each["fault"] == "service_ended"]
    assert ended["redelivered"] == 0


def test_repeats_come_and_are_absorbed(outcomes: list[dict[str, Any]]) -> None:
    """Without them the run would have proved nothing of the inbox."""
    assert sum(each["absorbed"] for each in outcomes) > 0


def test_every_fault_has_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(FAULTS) + len(CLUSTER_FAULTS)


def test_after_every_fault_it_serves_again_soon_enough(whole: Run) -> None:
    """Within ten seconds, where the machine is not busy with something else."""
    taken = {each["fault"]: each["recovery"] for each in whole.outcomes}
    assert taken.keys() == set(SHORT)
    assert {fault for fault, seconds in taken.items() if len(seconds) != 1} == set()
    late = {f: s for f, [s] in taken.items() if s > SERVES_WITHIN * whole.slowness}
    assert late == {}, whole.slowness


def test_the_short_run_takes_no_longer_than_it_may(whole: Run) -> None:
    assert whole.seconds <= AT_MOST * whole.slowness
