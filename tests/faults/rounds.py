"""One round: load, a fault in it, the return of the service, as often as the fault wants it in one
round, and then the count of everything."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg2
from sqlalchemy.exc import DBAPIError

from tests.faults.catalogue import Fault
from tests.faults.driver import Driver
from tests.faults.ledger import Command, Ledger, plan
from tests.faults.servers import NeverCame, wait_for
from tests.faults.verdict import SERVES_WITHIN, Outcome, expected_dead, judge

FAILURES = (NeverCame, OSError, subprocess.SubprocessError, DBAPIError, psycopg2.Error)


@dataclass
class Round:
    """`site` is an installation of either mode: mode, rng, books, processes, open_round, strangers,
    complaints, dead_letters, waiting, wait_servers, tallied."""

    site: Any
    ledger: Ledger
    fault: Fault
    tag: str
    events: int  # at the producer, each time
    goes: int | None = None  # as many as the fault wants

    def run(self) -> Outcome:
        site = self.site
        outcome = Outcome(site.mode, self.fault.name)
        site.open_round()
        self.ledger.open_round()
        self.deaths, self.poured = site.processes.deaths, 0
        self.driver = Driver(site.processes.url, self.ledger, lambda: site.books.in_flight)
        # More of the same, for a fault that needs load and may come when there is none any more.
        site.pour = self._pour
        act: Iterator[None] = iter(())
        with self._failures_noted(outcome):
            for _ in range(self.goes or self.fault.goes):
                next(act, None)  # puts things back after the last time
                act = self.fault.act(site)
                self._undergo(act, outcome)
        with self._failures_noted(outcome):
            if not self.driver.wait(self.site.patience):
                outcome.complaints.append("not every command was answered")
            self._come_to_an_end(outcome)
            next(act, None)
        self.driver.give_up()
        return self._close(outcome)

    @contextmanager
    def _failures_noted(self, outcome: Outcome) -> Iterator[None]:
        try:
            yield
        except FAILURES as exc:
            outcome.complaints.append(f"{type(exc).__name__}: {exc}")

    def _pour(self, events: int) -> None:
        self.poured += 1
        tag = f"{self.tag}.{self.poured}"
        self.driver.begin(plan(self.site.rng, tag, events, self.fault.special))

    def _undergo(self, act: Iterator[None], outcome: Outcome) -> None:
        self.site.open_go()
        self._pour(self.events)
        # Its commands are counted and no time is waited, so that a seed means the same instant of
        # the load on a quick machine and on a slow one.
        waiting = len(self.driver.waiting)
        left = waiting - self.site.rng.randint(1, max(1, waiting // 3))
        wait_for("load", lambda: len(self.driver.waiting) <= max(0, left), self.site.patience)
        next(act)  # it begins the cause, holds it, and ends it
        outcome.times += 1
        self.site.wait_servers()
        outcome.recovery.append(self._recovery())

    def _recovery(self) -> float:
        """Until a new command has come through to its last effects."""
        name = f"{self.tag}.{self.poured}.probe"
        subject = f"plain:{name}"
        began = time.monotonic()
        late = threading.Timer(SERVES_WITHIN, self._ask_where)
        late.start()
        self.driver.send(Command(name, [subject]))
        if os.environ.get("LANTIAN_FAULTS_SAY"):
            print(f"    answered after {time.monotonic() - began:.1f} s", flush=True)
        wait_for(
            "a new command's effect",
            lambda: self.site.books.has_effects(subject),
            self.site.patience,
        )
        late.cancel()
        return round(time.monotonic() - began, 2)

    def _ask_where(self) -> None:
        self.site.processes.ask_where()
        said = self.site.folder / "where"
        print(f"    late: what each is doing stands in {said}-*", flush=True)

    def _come_to_an_end(self, outcome: Outcome) -> None:
        """First by the databases, which is cheap to ask, then by the broker."""
        began = time.monotonic()
        while not self._is_over(outcome) and time.monotonic() - began < self.site.patience:
            time.sleep(0.3)

    def _is_over(self, outcome: Outcome) -> bool:
        self._judge(outcome)
        over = not outcome.lost and not outcome.dead_wrong
        return over and not self.site.books.facts().open_rows and not self.site.waiting()

    def _judge(self, outcome: Outcome, *, take: bool = False) -> None:
        facts = self.site.books.facts()
        dead = self.site.dead_letters(take=take)
        judge(outcome, self.ledger, facts, dead, expected_dead(facts, self.site.strangers))

    def _close(self, outcome: Outcome) -> Outcome:
        """The count that holds: when nothing moves any more."""
        try:
            self._judge(outcome, take=True)
        except Exception as exc:  # a run that cannot count must say so, and go on
            outcome.complaints.append(f"not counted: {type(exc).__name__}: {exc}")
        lines = self.site.tallied()
        outcome.complaints += self.site.complaints
        outcome.absorbed = sum(line == "absorbed" for line in lines)
        outcome.redelivered = self.site.redelivered()
        outcome.deaths = self.site.processes.deaths - self.deaths
        outcome.oldest = round(self.site.books.oldest, 1)
        if self.fault.name == "service_ended" and outcome.redelivered:
            outcome.complaints.append(f"{outcome.redelivered} redelivered at an orderly end")
        return outcome
