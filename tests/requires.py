"""The only way to skip: a test says what it needs beside Python, and every skip is listed.

    requires("rabbitmq")                      in a test or fixture
    @pytest.mark.requires("postgres")         on a test

What is named in LANTIAN_REQUIRE (comma separated) must be there: its absence fails the test.
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests import servers

missing: Counter[str] = Counter()


@cache
def browser() -> str | None:
    """The path of a Chromium that tests can drive."""
    named = os.environ.get("LANTIAN_TEST_BROWSER")
    found = [
        named,
        shutil.which("chromium"),
        shutil.which("chromium-browser"),
        shutil.which("google-chrome"),
    ]
    return next((path for path in found if path and Path(path).exists()), None)


PRESENT: dict[str, Callable[[], object]] = {
    "rabbitmq": servers.rabbitmq_answers,
    "postgres": servers.postgres_answers,
    "browser": browser,
    "docker": servers.docker_answers,
    "compose": lambda: shutil.which("docker-compose"),
    "psql": lambda: shutil.which("psql"),
}


def requires(name: str) -> None:
    """Skip the test where `name` is absent; fail it where the run demands that it is there."""
    if PRESENT[name]():
        return
    demanded = [part.strip() for part in os.environ.get("LANTIAN_REQUIRE", "").split(",")]
    if name in demanded:
        pytest.fail(f"{name} is not there, and LANTIAN_REQUIRE names it", pytrace=False)
    missing[name] += 1
    pytest.skip(f"needs {name}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("requires"):
        for name in marker.args:
            requires(name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was not run, and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    terminalreporter.section("not run")
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.line(f"{report.nodeid}: {reason}")
    for name, count in sorted(missing.items()):
        terminalreporter.line(f"{count} for want of {name}")
