"""docs/faults.json, to which each run adds its figures, and docs/faults.md, made from it."""

import json
import os
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults.verdict import Outcome

ROOT = Path(__file__).resolve().parents[2]
RAW, PAGE = ROOT / "docs" / "faults.json", ROOT / "docs" / "faults.md"
INTRODUCTION = """# Faults

Made from `docs/faults.json`, to which each `make faults` adds its figures. Committed are events;
lost, phantom (an effect of nothing), doubled, and dead letters that are wrong must be 0. Absorbed
are repeats that the inbox recognised. p50, p99 and max are the seconds from the end of a fault's
cause until a new command has taken its last effect, which should be at most 10; oldest is the
longest that an event waited for its relay, in seconds, the cause's own time included. A fault is
made up to five times in quick succession under one load, and everything is counted at the end."""
PLAIN = """For comparison: the same services, databases and calls with nameko's own events,
its EventDispatcher after the commit and its event_handler. The dispatcher publishes persistent
messages with confirms, as its documentation shows and by default. Left out are the faults in which
nothing comes to an end with it: refusals, poison, killers, hanging handlers. It has no dead letters
and no outbox, so what is not there 25 s after the load is counted as lost."""
NOTES = {
    "distributed": (
        "Several complaints were of the run itself, and mended in it: the load did not come to a"
        " crash point so often (NeverCame); the bench let nameko print a traceback beside the"
        " refusal of changed arguments, as the product does not; wire_sliced began before all had"
        " started.",
    ),
    "embedded": (
        "One process with all services and SQLite. A dead letter's event stays open in its outbox,"
        " so oldest is the age of dead letters too, and nothing is redelivered by a bus that is new"
        " at each start. The full disk is SQLite's own refusal to grow (max_page_count)."
        " That no handler hung was seen too late by the run itself.",
    ),
    "plain nameko": (
        PLAIN,
        "Here requeue_on_error is off, its default: an event whose handler fails is acknowledged.",
    ),
    "plain nameko, requeue_on_error": (
        PLAIN,
        "Here requeue_on_error is on: an event whose handler fails comes again at once.",
    ),
}
EARLIER = """Runs before the last changes to the bus, and most of them beside much other work; none
of their figures stand above."""
SUMMED = (
    "committed", "lost", "phantom", "doubled", "dead", "dead_wrong", "absorbed", "redelivered",
    "deaths",
)  # fmt: skip
WRONG = ("lost", "phantom", "doubled", "dead_wrong")
LONGEST = 120  # characters of a complaint
OURS = ("distributed", "cluster", "embedded")
AT_A_GLANCE = (
    "", "seeds", "faults", "committed", "lost", "phantom", "doubled", "dead", "wrong", "absorbed",
    "p50", "p99", "max", "oldest", "95 % bound",
)  # fmt: skip
HEAD = (
    "fault", "times", "committed", "lost", "phantom", "doubled", "dead", "wrong", "absorbed",
    "redelivered", "deaths", "p50", "p99", "max", "oldest",
)  # fmt: skip


def line(outcome: Outcome) -> str:
    """For the terminal, while it runs."""
    recovery = " ".join(f"{seconds:.1f}" for seconds in outcome.recovery) or "-"
    figures = " ".join(f"{name} {getattr(outcome, name)}" for name in SUMMED)
    verdict = "" if outcome.clean else f"  <-- {'; '.join(outcome.complaints) or 'WRONG'}"
    verdict += "  (late)" if outcome.late else ""
    name = f"{outcome.fault} x{outcome.times}"
    return f"{name:36} again after {recovery} s, {figures}{verdict}"


def summed(outcomes: Iterable[Outcome]) -> dict[str, dict[str, Any]]:
    """Per fault: how often, the sums, each recovery, the greatest age."""
    rows: dict[str, dict[str, Any]] = {}
    for outcome in outcomes:
        row = rows.setdefault(outcome.fault, new_row())
        row["times"] += outcome.times
        for name in SUMMED:
            row[name] += getattr(outcome, name)
        row["recovery"] += outcome.recovery
        row["oldest"] = max(row["oldest"], outcome.oldest)
        row["complaints"] += outcome.complaints + outcome.late
    return rows


def new_row() -> dict[str, Any]:
    return {"times": 0, **dict.fromkeys(SUMMED, 0), "recovery": [], "oldest": 0.0, "complaints": []}


def merged(tables: Iterable[dict[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for table_ in tables:
        for fault, row in table_.items():
            known = rows.setdefault(fault, new_row())
            for name in ("times", *SUMMED, "recovery", "complaints"):
                known[name] = known[name] + row[name]
            known["oldest"] = max(known["oldest"], row["oldest"])
    return rows


def percentile(values: list[float], share: float) -> str:
    ordered = sorted(values)
    return f"{ordered[min(len(ordered) - 1, int(len(ordered) * share))]:.1f}" if ordered else "-"


def cells(fault: str, row: dict[str, Any]) -> list[str]:
    counts = [str(row[name]) for name in ("times", *SUMMED)]
    times = [percentile(row["recovery"], share) for share in (0.5, 0.99, 1.0)]
    return [fault, *counts, *times, f"{row['oldest']:.1f}"]


def rendered(rows: dict[str, dict[str, Any]]) -> str:
    """A table of Markdown, with a line for all of them."""
    total = merged([{"all": row} for row in rows.values()])
    lines = [list(HEAD), ["---", *["--:"] * (len(HEAD) - 1)]]
    lines += [cells(fault, row) for fault, row in sorted(rows.items())]
    lines += [cells(f"**{fault}**", row) for fault, row in total.items()]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def table(outcomes: list[Outcome], seed: int) -> str:
    """What a run prints at its end."""
    rows = summed(outcomes)
    return f"{rendered(rows)}\n\nSeed {seed}. {found(rows)}"


def found(rows: dict[str, Any]) -> str:
    """What went wrong, or how surely nothing does."""
    wrong = went_wrong(rows)
    committed = sum(row["committed"] for row in rows.values())
    return (
        f"{wrong:,} went wrong."
        if wrong
        else f"None lost of {committed:,}: with 95 % confidence fewer than {bound(committed)}."
    )


def went_wrong(rows: dict[str, Any]) -> int:
    return sum(row[k] for row in rows.values() for k in WRONG)


def bound(committed: int) -> str:
    """The rule of three: where none of N went wrong, fewer than 3/N do."""
    return f"{3 / max(1, committed):.1e}"


def at_a_glance(runs: list[dict[str, Any]]) -> str:
    """One table of all runs: ours in each mode and together, and plain nameko beside it."""
    lines = [list(AT_A_GLANCE), ["---", "---", *["--:"] * (len(AT_A_GLANCE) - 2)]]
    others = sorted({run["mode"] for run in runs} - set(OURS))
    for name, modes in (
        *((m, {m}) for m in OURS),
        ("**Lantian**", set(OURS)),
        *((m, {m}) for m in others),
    ):
        if these := [run for run in runs if run["mode"] in modes]:
            lines.append(glance(name, these))
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


def glance(name: str, runs: list[dict[str, Any]]) -> list[str]:
    rows = merged(run["faults"] for run in runs)
    (total,) = merged([{"all": row} for row in rows.values()]).values()
    seeds = ", ".join(str(seed) for seed in sorted({run["seed"] for run in runs}))
    counts = ("times", "committed", "lost", "phantom", "doubled", "dead", "dead_wrong", "absorbed")
    times = [percentile(total["recovery"], share) for share in (0.5, 0.99, 1.0)]
    surely = "-" if went_wrong(rows) else bound(total["committed"])
    numbers = [f"{total[each]:,}" for each in counts]
    return [name, seeds, *numbers, *times, f"{total['oldest']:.1f}", surely]


def times(mode: str) -> Counter[str]:
    """How often each fault was made so far, by the report."""
    runs = json.loads(RAW.read_text("ascii"))["runs"] if RAW.exists() else []
    rows = merged(run["faults"] for run in runs if run["mode"] == mode)
    return Counter({fault: row["times"] for fault, row in rows.items()})


def append(outcomes: list[Outcome], minutes: float, seed: int) -> None:
    """Add a run to the raw figures and write the page anew."""
    told = {"minutes": minutes, "seed": seed, "mode": outcomes[0].mode, "load": os.getloadavg()[1]}
    write("runs", {**head(), **told, "faults": summed(outcomes)})


def append_guards(shown: dict[str, str]) -> None:
    write("guards", {**head(), "shown": shown})


def head() -> dict[str, Any]:
    return {
        "commit": commit(),
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "python": platform.python_version(),
    }


def write(kind: str, entry: dict[str, Any]) -> None:
    raw = json.loads(RAW.read_text("ascii")) if RAW.exists() else {}
    raw.setdefault(kind, []).append(entry)
    RAW.write_text(json.dumps(raw, indent=1) + "\n", "ascii")
    PAGE.write_text(page(raw), "utf-8")


def commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    ours = "--", ".", ":!docs/faults.json", ":!docs/faults.md", ":!docs/full.md"
    changed = git("status", "--porcelain", "--untracked-files=no", *ours)
    return git("rev-parse", "--short=12", "HEAD") + (" with uncommitted changes" if changed else "")


def page(raw: dict[str, list[dict[str, Any]]]) -> str:
    runs, earlier = raw.get("runs", []), raw.get("earlier", [])
    parts = [INTRODUCTION, at_a_glance(runs)]
    for mode in sorted({run["mode"] for run in runs}):
        these = [run for run in runs if run["mode"] == mode]
        parts += section(mode, merged(run["faults"] for run in these), these)
    if guards := raw.get("guards"):
        parts += ["## Each guard switched off", *map(guards_of, guards)]
    if earlier:
        parts += [
            "## Earlier code",
            EARLIER,
            at_a_glance(earlier),
            "\n".join(map(run_line, earlier)),
        ]
    return "\n\n".join(parts) + "\n"


def section(mode: str, rows: dict[str, Any], runs: list[dict[str, Any]]) -> list[str]:
    complaints = Counter(
        f"{fault}: {words[:LONGEST]}" for fault, row in rows.items() for words in row["complaints"]
    )
    said = [
        f"- {words}{f' ({times} times)' if times > 1 else ''}"
        for words, times in sorted(complaints.items())
    ]
    return [
        f"## {mode}",
        *NOTES.get(mode, ()),
        rendered(rows),
        found(rows),
        *(["What the runs complained of:", "\n".join(said)] if said else []),
        "Runs:",
        "\n".join(map(run_line, runs)),
    ]


def run_line(run: dict[str, Any]) -> str:
    return (
        f"- {run['date']}, commit {run['commit']}, seed {run['seed']}, {run['minutes']:g} min, "
        f"Python {run['python']}, load of the machine {run['load']:.1f}"
    )


def guards_of(entry: dict[str, Any]) -> str:
    lines = [f"- without {guard}: {words}" for guard, words in entry["shown"].items()]
    return f"{entry['date']}, commit {entry['commit']}:\n\n" + "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(json.loads(RAW.read_text("ascii"))), "utf-8")
    sys.exit(0)
