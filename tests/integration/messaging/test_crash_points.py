"""Killed at each named instant and started again: every fact is written down exactly once."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.messaging.lamps_process import LAMPS, POISON

POINTS = (
    "before_commit:1",
    "before_commit:7",
    "after_commit_before_publish:3",
    "after_publish_before_mark:1",
    "after_commit_before_ack:4",
    "after_copy_before_ack:1",
    "after_timer_commit:2",
)
ROOT = Path(__file__).resolve().parents[3]
EXPECTED = sorted(
    [f"lit {lamp}" for lamp in LAMPS if lamp != POISON] + [f"oil {lamp}" for lamp in LAMPS]
)


def run(folder: Path, crash_at: str = "") -> int:
    """The exit code of one start."""
    command = [sys.executable, "-m", "tests.integration.messaging.lamps_process", str(folder)]
    env = os.environ | {"LANTIAN_CRASH_AT": crash_at}
    return subprocess.run(command, cwd=ROOT, env=env, timeout=60, check=False).returncode


def written_down(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "keeper.db") as db:
        return sorted(fact for (fact,) in db.execute("SELECT fact FROM entries"))


def test_without_a_crash_every_fact_is_written_down(tmp_path):
    assert run(tmp_path) == 0
    assert written_down(tmp_path) == EXPECTED


@pytest.mark.parametrize("point", POINTS)
def test_after_a_crash_every_fact_is_there_once(tmp_path, point):
    assert run(tmp_path, point) == -signal.SIGKILL
    assert run(tmp_path) == 0
    assert written_down(tmp_path) == EXPECTED


def test_crashes_in_a_row_lose_nothing(tmp_path):
    for point in POINTS[2:]:
        run(tmp_path, point)
    assert run(tmp_path) == 0
    assert written_down(tmp_path) == EXPECTED
