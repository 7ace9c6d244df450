"""Killed between any two steps of sending: in the application exactly once, outside nothing lost,
and of each message at most one attempt of unknown outcome, unless a child is in danger."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.notifications.kill_process import FACTS, OFFICERS
from tests.integration.notifications.reached import ROOT, Providers, providers_in

ALL = len(OFFICERS) * FACTS * 2
POINTS = ("after_delivery_taken:7", "after_delivery_sent:8", "after_delivery_settled:3")


@pytest.fixture
def providers(tmp_path: Path) -> Iterator[Providers]:
    with providers_in(tmp_path / "data") as started:
        yield started


def run(providers: Providers, crash_at: str = "") -> int:
    smtp = int(providers.settings.email_url.rpartition(":")[2])
    http = int(providers.settings.sms_url.rpartition(":")[2].partition("/")[0])
    command = [sys.executable, "-m", "tests.integration.notifications.kill_process"]
    ports = json.dumps({"smtp": smtp, "http": http})
    env = os.environ | {"LANTIAN_CRASH_AT": crash_at}
    done = subprocess.run(
        [*command, str(providers.folder), ports], cwd=ROOT, env=env, timeout=120, check=False
    )
    return done.returncode


def rows(providers: Providers, query: str) -> list[Any]:
    with sqlite3.connect(providers.folder / "notifications.db") as db:
        return db.execute(query).fetchall()


def check(providers: Providers) -> Counter[str]:
    """What holds after any deaths; answers how many deliveries stand in each state."""
    assert rows(providers, "SELECT count(*) FROM messages") == [(FACTS * 2,)]
    states = Counter(s for (s,) in rows(providers, "SELECT state FROM deliveries"))
    assert states.total() == ALL
    assert states["delivered"] + states["unknown"] == ALL
    got = Counter(one["body"]["id"] for one in providers.got("sms"))
    for delivery, emergency, state, attempts, unknown in rows(
        providers, "SELECT id, emergency, state, attempts, unknown_attempts FROM deliveries"
    ):
        assert got[delivery] <= attempts
        assert got[delivery] == 1 or emergency or (state, got[delivery]) == ("unknown", 0)
        assert unknown <= 1 or emergency
        assert state == "delivered" or not emergency
    return states


@pytest.mark.parametrize("point", POINTS)
def test_after_a_kill_nothing_is_lost_and_what_is_not_known_is_said(
    providers: Providers, point: str
) -> None:
    assert run(providers, point) == -signal.SIGKILL
    assert run(providers) == 0
    states = check(providers)
    assert states["unknown"] <= 1


def test_kills_in_a_row_among_bad_answers_lose_nothing(providers: Providers) -> None:
    providers.answer("sms", "ok", "429", "500", "garbage", "ok", "500", "429")
    for point in ("before_commit:5", "after_timer_commit:2", *POINTS):
        run(providers, point)
    assert run(providers) == 0
    check(providers)
