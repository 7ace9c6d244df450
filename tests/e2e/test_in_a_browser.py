"""The browser's tests, in a process of their own: see `tests/e2e/browser/plain.py`."""

import subprocess
import sys
from pathlib import Path

from tests.requires import requires

ROOT = Path(__file__).resolve().parents[2]
PLAIN = "-p tests.e2e.browser.plain -p no:pytest_nameko --strict-markers"
LONGEST = 1200  # seconds, on two busy cores


def test_the_story_and_every_page_stand_in_a_browser() -> None:
    requires("browser")
    command = [sys.executable, "-m", "pytest", "-q", "-o", f"addopts={PLAIN}", "tests/e2e/browser"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
