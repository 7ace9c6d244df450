"""`make test`: all tests that this machine can run, in two processes side by side.

Each lane is a pytest run of its own, so that while one waits (for a disk, a start, a broker) the
other works. A lane's output is shown whole at its end, with what it did not run; meanwhile it grows
in build/lane-1.log and build/lane-2.log.
"""

import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from tests import own_servers

ROOT = Path(__file__).resolve().parents[1]
LOGS = ROOT / "build"
QUICK = ("unit", "contract", "architecture", "mutations")
SERVICES = ("activities", "funding", "gateway", "lantian", "notifications", "pairing", "shared")
LANES = (
    (
        *(f"tests/{part}" for part in QUICK),
        *(f"tests/integration/{part}" for part in SERVICES),
        *sorted(f"tests/integration/{p.name}" for p in (ROOT / "tests/integration").glob("test_*")),
        "tests/faults",
    ),
    (
        "tests/integration/registry",
        "tests/integration/messaging",
        "tests/e2e",
    ),
)
OPTIONS = ("-m", "not long", "-q", "--durations=10")


def uncovered() -> list[str]:
    """Modules of tests that no lane runs: there must be none."""
    named = {ROOT / path for lane in LANES for path in lane}
    found = (ROOT / "tests").rglob("test_*.py")
    return sorted(str(path) for path in found if named.isdisjoint({path, *path.parents}))


def main(options: list[str]) -> int:
    if forgotten := uncovered():
        print(f"no lane runs {', '.join(forgotten)}", file=sys.stderr)
        return 1
    worst, began = 0, time.monotonic()
    LOGS.mkdir(exist_ok=True)
    with ExitStack() as stack:
        env = stack.enter_context(own_servers.environment())
        lanes = []
        for number, paths in enumerate(LANES, start=1):
            said = stack.enter_context((LOGS / f"lane-{number}.log").open("w+b"))
            command = [sys.executable, "-m", "pytest", *OPTIONS, *options, *paths]
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=said, stderr=said)
            lanes.append((process, said))
        for process, said in lanes:
            worst = max(worst, abs(process.wait()))
            said.seek(0)
            sys.stdout.write(said.read().decode("utf-8", "replace"))
            print(f"lane ended with {process.returncode} by {time.monotonic() - began:.0f} s")
            sys.stdout.flush()
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
