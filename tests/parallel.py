"""`make test`: all tests that this machine can run, two runs at a time side by side.

Each part is a pytest run of its own, so that while one waits (for a disk, a start, a broker) the
other works; whichever is free takes the next part, the longest first, so that both end together. A
part's output is shown whole at its end, with what it did not run; meanwhile it grows in
build/PART.log.
"""

import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Lock

from tests import own_servers

ROOT = Path(__file__).resolve().parents[1]
LOGS = ROOT / "build"
AT_ONCE = 2
# The longest first.
PARTS: dict[str, tuple[str, ...]] = {
    "e2e": ("tests/e2e",),
    "registry": ("tests/integration/registry",),
    "rules": ("tests/unit", "tests/contract", "tests/architecture", "tests/mutations"),
    "messaging": ("tests/integration/messaging",),
    "gateway": ("tests/integration/gateway",),
    "money": ("tests/integration/funding",),
    "pairing": ("tests/integration/pairing",),
    "faults": ("tests/faults",),
    "rest": (
        *(f"tests/integration/{s}" for s in ("activities", "lantian", "notifications", "shared")),
        *sorted(f"tests/integration/{p.name}" for p in (ROOT / "tests/integration").glob("test_*")),
    ),
}
NOTHING_CHOSEN = 5  # pytest's exit code
OPTIONS = ("-m", "not long", "-q", "--durations=10")


def uncovered() -> list[str]:
    """Modules of tests that no part runs: there must be none."""
    named = {ROOT / path for paths in PARTS.values() for path in paths}
    found = (ROOT / "tests").rglob("test_*.py")
    return sorted(str(path) for path in found if named.isdisjoint({path, *path.parents}))


def run(env: Mapping[str, str], shown: Lock, options: list[str], part: str) -> int:
    """Its exit code; by a choice of the caller's, such as -k, a part may have nothing to run."""
    began, log = time.monotonic(), LOGS / f"{part}.log"
    command = [sys.executable, "-m", "pytest", *OPTIONS, *options, *PARTS[part]]
    with log.open("wb") as said:
        code = subprocess.run(command, cwd=ROOT, env=env, stdout=said, stderr=said).returncode
    with shown:
        print(log.read_text("utf-8", "replace"))
        print(f"{part} ended with {code} in {time.monotonic() - began:.0f} s", flush=True)
    return 0 if code == NOTHING_CHOSEN and options else abs(code)


def main(options: list[str]) -> int:
    if forgotten := uncovered():
        print(f"no part runs {', '.join(forgotten)}", file=sys.stderr)
        return 1
    LOGS.mkdir(exist_ok=True)
    with own_servers.environment() as env, ThreadPoolExecutor(AT_ONCE) as pool:
        return max(pool.map(partial(run, env, Lock(), options), PARTS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
