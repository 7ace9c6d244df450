"""Every fault, one line each: a new fault is a line here and an act, a new crash point a line.

An act is a generator over the site: it begins the cause, holds it, ends it, and yields; what it
does after that, at the end of the round, puts things back. `special` are the subjects (see
`bench.facts.KINDS`) that go among the commands.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.faults.acts import messages, processes, servers

Act = Callable[[Any], Iterator[None]]
CHEAP, DEAR = 10, 3
"""How often at least, over all runs of the report."""


@dataclass(frozen=True)
class Fault:
    name: str
    says: str
    act: Act
    special: tuple[str, ...] = ()
    least: int = CHEAP

    @property
    def dear(self) -> bool:
        return self.least < CHEAP


def crash(point: str, *names: str, special: tuple[str, ...] = ()) -> Fault:
    return Fault(f"at_{point}", "kill -9 there", processes.crash_at(point, *names), special)


def wire(name: str, *troubles: str) -> Fault:
    return Fault(f"wire_{name}", ", ".join(troubles), servers.over_the_wire(*troubles), least=DEAR)


FAULTS = (
    Fault("none", "nothing happens", processes.nothing, least=DEAR),
    crash("before_commit", "middle", "end", "origin"),
    crash("after_commit_before_ack", "middle", "end"),
    crash("after_copy_before_ack", "middle", special=("once*8",)),
    crash("after_commit_before_publish", "relay origin", "relay middle"),
    crash("after_publish_before_mark", "relay origin", "relay middle"),
    crash("after_timer_commit", "origin"),
    Fault("service_killed", "kill -9 of a service", processes.service_killed),
    Fault("relay_killed", "kill -9 of a relay", processes.relay_killed),
    Fault("service_ended", "SIGTERM under load", processes.service_ended, ("slow*12",)),
    Fault("ended_too_early", "a handler over the drain", processes.ended_too_early, ("long*2",)),
    Fault("killer", "a message that kills its worker", processes.killer, ("kill",), DEAR),
    Fault("hanging", "a handler that never ends", processes.nothing, ("hang*2",)),
    Fault("spinning", "computes past two heartbeats", processes.spinner, ("spin",), DEAR),
    Fault("relays", "two to four of each", processes.more_relays),
    Fault("clock", "an hour ahead or behind", processes.clock_wrong),
    Fault("arguments", "queue arguments changed", processes.arguments_changed),
    Fault("rolled_out", "old events to new ones", processes.rolled_out, least=DEAR),
    Fault("redriven", "twice, then a retry", processes.redriven("mend", 3), ("mend*3",)),
    Fault("redriven_killer", "the same", processes.redriven("undead", 1), ("undead",), DEAR),
    Fault("pool_exhausted", "no connection for 6 s", processes.pool_exhausted),
    Fault("broker_stopped", "and started", servers.broker_stopped),
    Fault("broker_killed", "kill -9, and started", servers.broker_killed),
    Fault("broker_frozen", "for 12 s", servers.broker_frozen, least=DEAR),
    Fault("service_frozen", "for 35 s", servers.service_frozen, least=DEAR),
    Fault("connections_closed", "all", servers.connections_closed, ("slow*12",)),
    Fault("queue_full", "its consumer stands", servers.queue_full),
    Fault("disk_alarm", "for up to 20 s", servers.disk_alarm, least=DEAR),
    Fault("database_stopped", "for 5 s", servers.database_stopped),
    Fault("sessions_ended", "all", servers.sessions_ended),
    Fault("database_slow", "for longer than a handler may take", servers.database_slow),
    wire("slow", "delay 0.05", "delay 0.3"),
    wire("cut", "drop", "cut", "pass", "drop"),
    wire("sliced", "slice 100", "slice 7"),
    Fault("rows_again", "settled rows are open again", messages.rows_again),
    Fault("poison", "unreadable, refused", messages.poison, ("refuse*3", "refusemany*2")),
    Fault("failing", "first, or always", processes.nothing, ("once*5", "twice*2", "quote*2")),
    Fault("overtaken", "newer before older", processes.nothing, ("turn*8",)),
)
CLUSTER_FAULTS = (Fault("leader_killed", "of three nodes", servers.leader_killed, least=DEAR),)
BY_NAME = {fault.name: fault for fault in (*FAULTS, *CLUSTER_FAULTS)}
