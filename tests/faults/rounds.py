"""One round: load, a fault in it, the return of the service, and the count of everything."""

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg2
from sqlalchemy.exc import DBAPIError

from tests.faults.catalogue import Fault
from tests.faults.driver import Driver
from tests.faults.ledger import Command, Ledger, plan
from tests.faults.servers import NeverCame, wait_for
from tests.faults.verdict import Outcome, expected_dead, judge

FAILURES = (NeverCame, OSError, subprocess.SubprocessError, DBAPIError, psycopg2.Error)


@dataclass
class Round:
    """`site` is an installation of either mode: mode, rng, books, processes, open_round, strangers,
    complaints, dead_letters, waiting, wait_servers, tallied."""

    site: Any
    ledger: Ledger
    fault: Fault
    tag: str
    events: int

    def run(self) -> Outcome:
        site = self.site
        outcome = Outcome(site.mode, self.fault.name)
        site.open_round()
        self.ledger.open_round()
        self.deaths = site.processes.deaths
        driver = Driver(site.processes.url, self.ledger, lambda: site.books.in_flight)
        # More of the same, for a fault that needs load and may come when there is none any more.
        site.pour = lambda events: driver.begin(
            plan(site.rng, f"{self.tag}.more", events, self.fault.special)
        )
        try:
            driver.begin(plan(site.rng, self.tag, self.events, self.fault.special))
            time.sleep(site.rng.uniform(0.3, 1.5))
            act = self.fault.act(site)
            self._undergo(act, outcome, driver)
        except FAILURES as exc:
            outcome.complaints.append(f"{type(exc).__name__}: {exc}")
        try:
            if not driver.wait(self.site.patience):
                outcome.complaints.append("not every command was answered")
            self._come_to_an_end(outcome)
            next(act, None)  # puts things back
        except FAILURES as exc:
            outcome.complaints.append(f"{type(exc).__name__}: {exc}")
        driver.give_up()
        return self._close(outcome)

    def _undergo(self, act: Iterator[None], outcome: Outcome, driver: Driver) -> None:
        next(act)  # it begins the cause, holds it, and ends it
        self.site.wait_servers()
        outcome.recovery = self._recovery(driver)

    def _recovery(self, driver: Driver) -> float:
        """Until a new command has come through to its last effects."""
        subject = f"plain:{self.tag}.probe"
        began = time.monotonic()
        driver.send(Command(f"{self.tag}.probe", [subject]))
        if os.environ.get("LANTIAN_FAULTS_SAY"):
            print(f"    answered after {time.monotonic() - began:.1f} s", flush=True)
        wait_for(
            "a new command's effect",
            lambda: self.site.books.has_effects(subject),
            self.site.patience,
        )
        return round(time.monotonic() - began, 2)

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
