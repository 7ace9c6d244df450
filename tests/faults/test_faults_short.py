"""The telling ones of the faults, on a broker and a database that the run starts for itself:
nothing is lost, nothing doubled, and the dead letters are exactly those that were to die."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.catalogue import BY_NAME, CLUSTER_FAULTS, FAULTS
from tests.faults.servers import missing

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
LONGEST = 1500.0  # seconds, on a machine that is busy with much else
COUNTS = ("lost", "phantom", "doubled", "dead_wrong", "complaints")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """In a process without eventlet: the driver and the faults are threads."""
    if reason := missing():
        demanded = os.environ.get("LANTIAN_REQUIRE", "")
        if "rabbitmq" in demanded or "postgres" in demanded:
            pytest.fail(f"{reason}, and LANTIAN_REQUIRE names it", pytrace=False)
        pytest.skip(reason)
    path = tmp_path_factory.mktemp("faults") / "outcomes.json"
    command = [sys.executable, "-m", "tests.faults", "--once", "--events", "340"]
    run = subprocess.Popen(
        [*command, "--seed", "11", "--json", str(path)],
        cwd=ROOT,
        env=os.environ | {"LANTIAN_FAULTS": ",".join(SHORT)},
    )
    try:
        run.wait(LONGEST)
    finally:
        run.terminate()  # it ends what it has started
        run.wait(60)
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return found


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
