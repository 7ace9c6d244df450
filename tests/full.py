"""`make full`: everything that is too long for every run, and a report that goes with the commit.

The report (docs/full.md) names the commit that it was made on, what ran, how long and how it ended.
"""

import platform
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "full.md"
PARTS: tuple[tuple[str, list[str]], ...] = (
    ("all tests, the long ones too", ["-m", "pytest", "-m", "long or not long", "-q"]),
    ("benchmarks", ["-m", "benchmarks"]),
)


@dataclass(frozen=True)
class Part:
    name: str
    code: int
    seconds: float
    said: str


def run(name: str, arguments: list[str]) -> Part:
    print(f"== {name}", flush=True)
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        print(line, end="", flush=True)
        lines.append(line)
    return Part(name, process.wait(), time.monotonic() - began, "".join(lines))


def commit() -> str:
    """The commit, and whether the tree held more than it."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no")
    return git("rev-parse", "HEAD") + (" with uncommitted changes" if changed else "")


def report(at: str, parts: list[Part]) -> str:
    lines = [
        "# The long run",
        "",
        f"Made by `make full` on commit {at},",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}.",
        "",
    ]
    for part in parts:
        ended = "passed" if part.code == 0 else f"failed with {part.code}"
        lines += [f"## {part.name}: {ended}, {part.seconds:.0f} s", "", "```"]
        lines += [without_paths(line) for line in part.said.rstrip().splitlines()[-60:]]
        lines += ["```", ""]
    return "\n".join(lines)


def without_paths(line: str) -> str:
    return re.sub(r"/[\w./-]*/(?=tests/|site-packages/)", "", line.replace(f"{ROOT}/", ""))


def main() -> int:
    at = commit()
    parts = [run(name, arguments) for name, arguments in PARTS]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(report(at, parts), "utf-8")
    return max(abs(part.code) for part in parts)


if __name__ == "__main__":
    sys.exit(main())
