"""`make test`: all tests that this machine can run, in two processes side by side.

Each lane is a pytest run of its own, so that what one waits for (a disk, a start, a broker) the other
does not. A lane's output is shown whole when it has ended; what it did not run stands at its end.
"""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile

ROOT = Path(__file__).resolve().parents[1]
QUICK = ("unit", "contract", "architecture")
SERVICES = ("activities", "funding", "gateway", "lantian", "notifications", "pairing", "shared")
LANES = (
    (*(f"tests/{part}" for part in QUICK), *(f"tests/integration/{part}" for part in SERVICES)),
    ("tests/integration/registry", "tests/integration/messaging", "tests/e2e", "tests/faults"),
)


def uncovered() -> set[str]:
    """Folders with tests that no lane names: there must be none."""
    named = {ROOT / path for lane in LANES for path in lane}
    found = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    return {
        str(folder.relative_to(ROOT))
        for folder in found
        if not any(folder == path or path in folder.parents for path in named)
        and folder != ROOT / "tests" / "integration"
    }


def main(options: list[str]) -> int:
    if forgotten := uncovered():
        print(f"no lane runs {', '.join(sorted(forgotten))}", file=sys.stderr)
        return 1
    lanes = []
    for paths in (LANES[0] + ("tests/integration/test_migrations.py",), LANES[1]):
        output = TemporaryFile()
        command = [sys.executable, "-m", "pytest", "-m", "not long", "-q", "--durations=10"]
        lanes.append(
            (
                time.monotonic(),
                subprocess.Popen(
                    [*command, *options, *paths], cwd=ROOT, stdout=output, stderr=output
                ),
                output,
            )
        )
    worst = 0
    for began, process, output in lanes:
        worst = max(worst, abs(process.wait()))
        output.seek(0)
        sys.stdout.write(output.read().decode("utf-8", "replace"))
        print(f"lane ended with {process.returncode} after {time.monotonic() - began:.0f} s")
        sys.stdout.flush()
        output.close()
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
