"""`python -m tests.faults.guards`: each guard is switched off in the bench's processes, and the run
must report what it is there for. What it reported goes into docs/faults.json."""

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.faults import report
from tests.faults.__main__ import run
from tests.faults.catalogue import BY_NAME
from tests.faults.servers import missing, rabbit_programs
from tests.faults.verdict import Outcome


@dataclass(frozen=True)
class Guard:
    """`off` is its name in `bench.switches`; the faults are tried until one shows the damage."""

    off: str
    faults: tuple[str, ...]
    damage: str  # the figure of the outcome in which it shows
    tries: int = 1
    limit: str = ""  # of deliveries, where the usual one would take too long


GUARDS = (
    Guard("inbox", ("at_after_commit_before_ack", "rows_again"), "doubled"),
    Guard("confirms", ("broker_killed", "queue_full"), "lost", 3),
    Guard("drain", ("service_ended",), "redelivered", 2),
    Guard("quarantine", ("killer",), "dead_wrong"),
    Guard("headers", ("redriven",), "lost"),
    # Only what died in the work queue itself comes back to it in a cycle, and there the
    # quarantine stands before it.
    Guard("headers+quarantine", ("redriven_killer",), "lost", limit="3"),
)


def main(names: list[str]) -> int:
    if reason := missing():
        print(f"not run: {reason}")
        return 0
    shown = {guard.off: tried(guard) for guard in GUARDS if not names or guard.off in names}
    report.append_guards(shown)
    print("\n".join(f"{guard}: {words}" for guard, words in shown.items()))
    return 0


def tried(guard: Guard) -> str:
    """What the run said without it, in words."""
    faults = [BY_NAME[name] for name in guard.faults for _ in range(guard.tries)]
    seen: list[Outcome] = []

    def enough(outcome: Outcome) -> bool:
        seen.append(outcome)
        return bool(getattr(outcome, guard.damage)) or len(seen) == len(faults)

    run(30, 1, 600, faults, enough, LANTIAN_FAULTS_OFF=guard.off, LANTIAN_FAULTS_LIMIT=guard.limit)
    counts = ", ".join(f"{o.fault}: {getattr(o, guard.damage)} {guard.damage}" for o in seen)
    ends = "" if getattr(seen[-1], guard.damage) else f" (harmless on {broker()})"
    return f"{counts}{ends}"


def broker() -> str:
    """Which version shows the guard to be needed, or not."""
    folder = (rabbit_programs() or Path()) / "rabbitmq-server"
    return f"RabbitMQ {folder.resolve().parents[1].name.rpartition('-')[2]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
