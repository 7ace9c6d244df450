"""The embedded installation of a run: one process with all services, its bus, and SQLite."""

import json
import random
import sqlite3
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.faults.bench import facts
from tests.faults.bench.facts import KINDS
from tests.faults.bench.tally import counted
from tests.faults.books import Books, Facts
from tests.faults.processes import Processes, own_environment
from tests.faults.servers import free_ports, wait_for
from tests.faults.site import PATIENCE, subject_of
from tests.faults.verdict import DeadLetters

ALL = "all"
STRANGER = "stranger"  # how the ids of rows begin that a fault has put into an outbox
HEARD = {"placed": (facts.PASS_ON, facts.TELL_MANY), "turned": (facts.KEEP,)}


class EmbeddedBooks(Books):
    """A dead letter's row stays open, since in the bus it would not outlive the process."""

    def facts(self) -> Facts:
        return replace(super().facts(), open_rows=0)  # what is under way, `waiting` says

    def _outbox(self, service: str) -> list[Any]:
        rows = super()._outbox(service)
        return [row for row in rows if not row.aggregate_id.startswith(STRANGER)]


class EmbeddedSite:
    """What a fault may lay its hands on."""

    mode = "embedded"
    patience = PATIENCE

    def __init__(self, folder: Path, rng: random.Random, **env: str) -> None:
        self.folder, self.rng = folder, rng
        self.strangers: DeadLetters = Counter()  # what a fault has put into the outbox by hand
        self.complaints: list[str] = []  # what a fault itself has found wrong
        self.tally_mark = 0
        (port,) = free_ports(1)
        environment = own_environment(folder, port) | {"LANTIAN_MODE": "embedded"} | env
        services = " ".join(facts.SERVICES)
        commands = {ALL: f"tests.faults.bench {services}"}
        self.processes = Processes(folder, commands, environment)

    def start(self) -> None:
        (self.folder / "var").mkdir()
        self.processes.start_all()
        self.books = EmbeddedBooks(f"sqlite:///{self.folder}/var/{{service}}.db")

    def wait_servers(self) -> None:
        """There are none."""

    # -- the bus --------------------------------------------------------------------------------

    def look(self, how: str = "") -> dict[str, Any]:
        """The process may just be starting."""
        found: list[dict[str, Any]] = []

        def answers() -> bool:
            try:
                with urllib.request.urlopen(
                    f"{self.processes.url}/bus?{how}", timeout=10
                ) as answer:
                    found.append(json.load(answer))
            except (OSError, ValueError):
                return False
            return True

        wait_for("a look into the bus", answers, 60)
        return found[-1]

    def waiting(self) -> dict[str, int]:
        copies = int(self.look()["copies"])
        return {"copies": copies} if copies else {}

    def dead_letters(self, *, take: bool = False) -> DeadLetters:
        """Those that lie in the bus. `take` discards them, as an operator would."""
        dead = self.look("take" if take else "")["dead"]
        lying = Counter(
            (queue, subject_of(body)) for queue, bodies in dead.items() for body in bodies
        )
        # A killer takes along all of its consumers; the kind of the subject names only the one
        # whom it kills.
        for queue, subject in lying:
            kind = subject.partition(":")[0]
            if kind == "kill" and KINDS[kind] != queue:
                self.strangers[queue, subject] = 1
        return lying

    # -- the outbox -----------------------------------------------------------------------------

    @staticmethod
    def heard(routing_key: str) -> tuple[str, ...]:
        return HEARD[routing_key]

    def problem_of(self, subject: str) -> str | None:
        """What the outbox says of it."""
        found = self.query("origin", "SELECT problem FROM outbox WHERE aggregate_id = ?", subject)
        return found[0]["problem"] if found else None

    def query(self, service: str, statement: str, *values: object) -> list[Any]:
        with self.database(service) as db:
            return db.execute(statement, values).fetchall()

    @contextmanager
    def database(self, service: str) -> Iterator[sqlite3.Connection]:
        path = self.folder / "var" / f"{service}.db"
        with closing(sqlite3.connect(path, timeout=30)) as db, db:
            db.row_factory = sqlite3.Row
            yield db

    # -- counting -------------------------------------------------------------------------------

    def tallied(self) -> list[str]:
        """What the process has said in this round."""
        return counted(self.folder)[self.tally_mark :]

    def redelivered(self) -> int:
        """The bus is new at each start: a message that is there twice has left it before."""
        return 0

    def complain(self, words: str) -> None:
        self.complaints.append(words)

    def open_round(self) -> None:
        self.strangers.clear()
        self.complaints.clear()
        self.tally_mark = len(counted(self.folder))
        self.books.open_round()

    def open_go(self) -> None:
        self.hung_before = self._hung()

    def hangs(self) -> bool:
        """Whether a handler has begun to since the fault was last begun."""
        return bool(self._hung() - self.hung_before)

    def _hung(self) -> set[Path]:
        return set((self.folder / "tries").glob("hang:*"))

    def close(self) -> None:
        self.processes.close()
        if hasattr(self, "books"):
            self.books.close()
