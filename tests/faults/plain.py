"""The same bench with plain nameko's events, for comparison, under the faults that it survives."""

from collections import Counter
from dataclasses import replace

from tests.faults.acts import processes, servers
from tests.faults.books import Books, Facts
from tests.faults.catalogue import DEAR, Fault
from tests.faults.site import Site
from tests.faults.verdict import DeadLetters

# Refusals, poison, killers and hanging handlers are left out: with requeue_on_error it would be
# busy with one of them for ever.
PLAIN = (
    Fault("none", "nothing happens", processes.nothing, least=DEAR),
    Fault("failing", "the first try", processes.nothing, ("once*5",)),
    Fault("service_killed", "kill -9 of a service", processes.service_killed),
    Fault("service_ended", "SIGTERM under load", processes.service_ended),
    Fault("connections_closed", "all", servers.connections_closed),
    Fault("broker_killed", "kill -9, and started", servers.broker_killed),
    Fault("broker_stopped", "and started", servers.broker_stopped),
    Fault("sessions_ended", "all", servers.sessions_ended),
    Fault("database_stopped", "for 5 s", servers.database_stopped),
)


class PlainBooks(Books):
    """There is no outbox: what the producer has committed is its orders. Deadlines are not
    compared."""

    def facts(self) -> Facts:
        found = super().facts()
        subjects = [subject for _, subject in found.orders]
        return replace(
            found,
            placed=Counter(subject for subject in subjects if "@" not in subject),
            turned=Counter(subject for subject in subjects if "@" in subject),
            passed=found.effects.get("pass_on", Counter()),
            effects=found.effects | {"recall": Counter({command for command, _ in found.orders})},
            open_rows=0,
        )


class PlainSite(Site):
    mode = "plain nameko"
    patience = 25.0  # nothing comes again by itself, so there is nothing to wait for
    books_of = PlainBooks
    requeue = ""

    def start(self) -> None:
        self.processes.commands = {
            name: f"tests.faults.bench.plain {name}"
            for name in ("origin", "middle", "end", "front")
        }
        self.processes.env["LANTIAN_FAULTS_REQUEUE"] = self.requeue
        super().start()

    def dead_letters(self, *, take: bool = False) -> DeadLetters:
        """It has none."""
        return Counter()

    def problems(self) -> set[str]:
        return set()


class RequeueingSite(PlainSite):
    mode = "plain nameko, requeue_on_error"
    requeue = "1"
