"""Comparing: what was asked for, committed, handled, given up."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.faults.bench.facts import KEEP, KINDS, PASS_ON, TELL, TELL_MANY
from tests.faults.books import Facts
from tests.faults.ledger import Ledger

DeadLetters = Counter[tuple[str, str]]  # queue, subject


SERVES_WITHIN = 10.0
"""Seconds from the end of a fault's cause, within which a new command takes its last effect."""


@dataclass
class Outcome:
    """Of one round, and a row of the report when summed up."""

    mode: str
    fault: str
    times: int = 0  # how often the cause was made, one after the other
    committed: int = 0
    lost: int = 0
    phantom: int = 0
    doubled: int = 0
    dead: int = 0
    dead_wrong: int = 0  # expected and not there, or there and not expected
    absorbed: int = 0
    redelivered: int = 0
    deaths: int = 0
    # Each time: seconds from the cause's end to a new command's last effect.
    recovery: list[float] = field(default_factory=list)
    oldest: float = 0.0  # seconds that an event waited for its relay at most
    complaints: list[str] = field(default_factory=list)

    @property
    def late(self) -> list[str]:
        """What is to be said of each time that it did not serve again soon enough."""
        return [f"served again only after {s:.1f} s" for s in self.recovery if s > SERVES_WITHIN]

    @property
    def clean(self) -> bool:
        return not (self.lost or self.phantom or self.doubled or self.dead_wrong or self.complaints)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def expected_dead(facts: Facts, strangers: DeadLetters) -> DeadLetters:
    """By the subjects' kinds; `strangers` are what the fault itself put into queues."""
    given_up = Counter(strangers)
    for subject in facts.placed:
        if queue := KINDS[subject.partition(":")[0]]:
            given_up[queue, subject] += 1
    return given_up


def judge(
    outcome: Outcome,
    ledger: Ledger,
    facts: Facts,
    dead: DeadLetters,
    expected: DeadLetters,
) -> Outcome:
    """Fill in the counts, from nothing."""
    outcome.lost = outcome.phantom = outcome.doubled = 0
    outcome.committed = sum(map(len, (list(c.elements()) for c in _committed(facts))))
    _judge_commands(outcome, ledger, facts)
    committed_by = {PASS_ON: facts.placed, TELL_MANY: facts.placed, KEEP: facts.turned}
    for queue, committed in {**committed_by, TELL: facts.passed}.items():
        given_up = {subject for where, subject in expected if where == queue}
        handled = facts.effects.get(queue.rpartition(".")[2], Counter())
        _judge_effects(outcome, committed, handled, given_up)
    # Each command has set a timer, which fires once.
    recalled = facts.effects.get("recall", Counter())
    _judge_effects(outcome, Counter({command for command, _ in facts.orders}), recalled, set())
    # What a handler did and what it said of it are one transaction.
    _judge_effects(outcome, facts.effects.get("pass_on", Counter()), facts.passed, set())
    outcome.lost += sum(facts.copies.get(name) != v for name, v in facts.versions.items())
    outcome.dead = dead.total()
    outcome.dead_wrong = (dead - expected).total() + (expected - dead).total()
    return outcome


def _committed(facts: Facts) -> tuple[Counter[str], ...]:
    return facts.placed, facts.turned, facts.passed


def _judge_commands(outcome: Outcome, ledger: Ledger, facts: Facts) -> None:
    """A command is all there or not at all; if it was answered, it is there."""
    found: dict[str, list[str]] = {}
    for command, subject in facts.orders:
        found.setdefault(command, []).append(subject)
    outcome.lost += len(ledger.answered - set(found))
    outcome.phantom += len(set(found) - set(ledger.intended))
    for command_id in set(found) & set(ledger.intended):
        command = ledger.intended[command_id]
        subjects = Counter(s for s in found[command_id] if "@" not in s)
        turns = sum("@" in subject for subject in found[command_id])
        outcome.lost += (Counter(command.subjects) - subjects).total()
        outcome.doubled += (subjects - Counter(command.subjects)).total()
        outcome.lost += max(0, len(command.turns) - turns)
        outcome.doubled += max(0, turns - len(command.turns))
    ordered = Counter(subject for _, subject in facts.orders)
    outcome.lost += (ordered - facts.placed - facts.turned).total()
    outcome.phantom += (facts.placed + facts.turned - ordered).total()


def _judge_effects(
    outcome: Outcome, committed: Counter[str], handled: Counter[str], given_up: set[str]
) -> None:
    outcome.lost += sum(s not in handled and s not in given_up for s in committed)
    outcome.phantom += sum(s not in committed for s in handled)
    outcome.doubled += sum(max(0, handled[s] - committed[s]) for s in committed)
    outcome.doubled += sum(handled[s] for s in given_up if s in handled)
