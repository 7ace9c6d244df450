"""`make full`: what is too long for every run, and a report that goes with the commit.

docs/full.md has one section a part; each names the commit that it was made on, how long it took
and how it ended. `python -m tests.full PART …` makes only these parts anew and leaves the others.
"""

import os
import platform
import re
import subprocess
import sys
import time
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from tests import own_servers

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "full.md"
TITLE = "# The long run\n\nMade by `make full`, a section a part.\n"
EMBEDDED_KILLS = [
    "-m",
    "pytest",
    "tests/faults/test_embedded_kills.py",
    "-m",
    "long or not long",
    "-v",
]
MONEY = ("tests/integration/funding/test_pay_storm.py", "tests/mutations/test_money.py")
"""10,000 attempts to pay 200 children, with kills; each rule of money broken once."""
PARTS: dict[str, list[str]] = {
    "kills at named instants": [*EMBEDDED_KILLS, "-k", "not random"],
    "kills at random instants": [*EMBEDDED_KILLS, "-k", "random"],
    "money": ["-m", "pytest", *MONEY, "-m", "long", "-v", "--durations=0"],
    "proofs": [
        *("-m", "pytest", "-m", "long", "--ignore=tests/faults", "-v", "--durations=0"),
        *(f"--ignore={path}" for path in MONEY),
    ],
    "every page": ["-W", "ignore", "-m", "tests.pictures", "--no-pictures"],
    "benchmarks": ["-m", "benchmarks"],
}
KEPT = 120
"""Lines of a part's output that go into the report, from its end."""


def run(name: str) -> tuple[int, str]:
    """Run one part; its exit code and its section of the report."""
    print(f"== {name}", flush=True)
    at, began, lines = commit(), time.monotonic(), []
    # What is timed is timed on the machine's own servers and its disk.
    where = nullcontext(os.environ) if name == "benchmarks" else own_servers.environment()
    with where as env:
        process = subprocess.Popen(
            [sys.executable, *PARTS[name]],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            if not line.startswith("rootdir: "):
                lines.append(without_paths(line.rstrip()))
        code = process.wait()
    ended = "passed" if code == 0 else f"failed with {code}"
    head = (
        f"Commit {at}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC,\n"
        f"Python {platform.python_version()}, "
        f"`python {' '.join(PARTS[name])}`: {ended} after {time.monotonic() - began:.0f} s."
    )
    return code, f"## {name}\n\n{head}\n\n```\n" + "\n".join(lines[-KEPT:]) + "\n```\n"


def commit() -> str:
    """The commit, and whether the tree held more than it."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/full.md")
    return git("rev-parse", "HEAD") + (" with uncommitted changes" if changed else "")


def without_paths(line: str) -> str:
    return re.sub(r"/[\w./-]*/(?=tests/|site-packages/)", "", line.replace(f"{ROOT}/", ""))


def standing() -> dict[str, str]:
    """The sections of the report as it lies there, by part."""
    if not REPORT.exists():
        return {}
    pieces = re.split(r"^(?=## )", REPORT.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {piece.split("\n", 1)[0].removeprefix("## "): piece.rstrip() + "\n" for piece in pieces}


def main(names: list[str]) -> int:
    worst = 0
    for name in names or PARTS:
        code, section = run(name)
        worst = max(worst, abs(code))
        sections = standing() | {name: section}
        text = "\n".join([TITLE, *(sections[part] for part in PARTS if part in sections)])
        REPORT.write_text(text, "utf-8")
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
