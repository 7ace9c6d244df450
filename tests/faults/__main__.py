"""`make faults MINUTES=n SEED=s`: faults in a random order, a count after each, and the report.

LANTIAN_FAULTS=name,name runs these alone, in turn until the time is over.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.faults import leaks, report
from tests.faults.catalogue import CLUSTER_FAULTS, FAULTS, Fault
from tests.faults.embedded import EmbeddedSite
from tests.faults.embedded_catalogue import EMBEDDED
from tests.faults.ledger import Ledger
from tests.faults.plain import PLAIN, PlainSite, RequeueingSite
from tests.faults.rounds import Round
from tests.faults.servers import missing
from tests.faults.site import Cluster, Site
from tests.faults.verdict import Outcome

EVENTS = 360  # at the producer, each time; each placed one makes another
MODES: dict[str, tuple[type[Site] | type[EmbeddedSite], tuple[Fault, ...]]] = {
    "distributed": (Site, FAULTS),
    "cluster": (Cluster, CLUSTER_FAULTS),
    "embedded": (EmbeddedSite, EMBEDDED),
    "plain": (PlainSite, PLAIN),
    "plain-requeue": (RequeueingSite, PLAIN),
}


def main(words: list[str]) -> int:
    options = parser().parse_args(words)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended too
    if options.mode != "embedded" and (reason := missing()):
        print(f"not run: {reason}")
        return 0
    faults = chosen(options.mode)
    if faults is None:
        print(f"not run: the {options.mode} mode has none of these faults")
        return 0
    minutes = 0 if options.once else options.minutes
    least = len(faults) if options.once else 1
    outcomes = run(
        minutes,
        options.seed,
        options.events,
        faults,
        least=least,
        mode=options.mode,
        goes=1 if options.once else None,
    )
    print(report.table(outcomes, options.seed))
    if options.json:
        options.json.write_text(json.dumps([outcome.as_json() for outcome in outcomes]))
    if options.report:
        report.append(outcomes, options.minutes, options.seed)
    return 0 if all(outcome.clean and not outcome.late for outcome in outcomes) else 1


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--mode", choices=sorted(MODES), default="distributed")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--events", type=int, default=EVENTS)
    parser.add_argument("--once", action="store_true", help="each of LANTIAN_FAULTS once")
    parser.add_argument("--json", type=Path, help="where to write what each round came to")
    parser.add_argument("--report", action="store_true", help="add the figures to docs/faults")
    return parser


def chosen(mode: str) -> list[Fault] | None:
    """Those that LANTIAN_FAULTS names; empty if it names none, None if none of this mode."""
    by_name = {fault.name: fault for fault in MODES[mode][1]}
    named = [name for name in os.environ.get("LANTIAN_FAULTS", "").split(",") if name]
    if strange := set(named) - {fault.name for _, faults in MODES.values() for fault in faults}:
        raise SystemExit(f"LANTIAN_FAULTS: no fault is called {', '.join(sorted(strange))}")
    here = [by_name[name] for name in named if name in by_name]
    return here if here or not named else None


def sequence(
    rng: random.Random, faults: list[Fault], mode: str, so_far: Counter[str]
) -> list[Fault]:
    """Well shuffled: those that have not been made as often as they should be; then all."""
    if faults:
        return list(faults)
    known = MODES[mode][1]
    short = [fault for fault in known if so_far[fault.name] < fault.least]
    return rng.sample(short or known, len(short or known))


def run(
    minutes: float,
    seed: int,
    events: int,
    faults: list[Fault],
    enough: Callable[[Outcome], bool] = lambda _: False,
    mode: str = "distributed",
    least: int = 1,
    goes: int | None = None,
    **env: str,
) -> list[Outcome]:
    """At `least` so many rounds, then until the time is over or enough was seen. `goes` are as the
    fault has them if it is None; `env` is for the bench's processes."""
    rng, ends = random.Random(seed), time.monotonic() + 60 * minutes
    folder = Path(tempfile.mkdtemp(prefix="lantian-faults-"))
    site: Site | EmbeddedSite = MODES[mode][0](folder, rng, **env)
    outcomes: list[Outcome] = []
    try:
        site.start()
        ledger = Ledger(folder)
        so_far, queue = report.times(site.mode), []
        while len(outcomes) < least or not (enough(outcomes[-1]) or time.monotonic() > ends):
            queue = queue or sequence(rng, faults, mode, so_far)
            fault, tag = queue.pop(0), f"{seed}-{len(outcomes)}"
            outcomes.append(Round(site, ledger, fault, tag, events, goes).run())
            so_far[fault.name] += outcomes[-1].times
            print(report.line(outcomes[-1]), flush=True)
        site.books.archive()  # so that the person is looked for there too
    finally:
        site.close()
    outcomes[-1].complaints += leaks.found(folder)
    if all(outcome.clean and not outcome.late for outcome in outcomes) or env:
        shutil.rmtree(folder, ignore_errors=True)
    else:
        print(f"kept for a look: {folder}", flush=True)
    return outcomes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
