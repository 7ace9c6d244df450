"""A rule broken on purpose, and what the tests say of it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RED, SURVIVED = 1, 0


def outcome(module: str, old: str, new: str, *units: str) -> int:
    """The exit code of the tests at `units` with `old` of the module's source taken for `new`."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "tests.mutations.mutated", *units]
    env = {**os.environ, "MUTATED": module, "MUTATED_OLD": old, "MUTATED_NEW": new}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False).returncode
