"""Every fault, one line each: a new fault is a line here and an act, a new crash point a line.

An act is a generator over the site: it begins the cause, holds it, ends it, and yields; what it
does after that, before the next time or at the end of the round, puts things back. `special` are
the subjects (see `bench.facts.KINDS`) that go among the commands, each time. Only an act that puts
nothing back, or what may be put back while its events are still under way, has several `goes`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.faults.acts import messages, processes, servers

Act = Callable[[Any], Iterator[None]]
CHEAP, DEAR = 10, 3
"""How often at least, over all runs of the report."""
OFTEN = 5
KILLER = ("kill", "beside*9")  # which must not die with it
REFUSED, FAILING = ("refuse*3", "refusemany*2"), ("once*5", "twice*2", "quote*2")

POISONED = (*REFUSED, "quote*2")  # the short runs look for a person's traces after it


@dataclass(frozen=True)
class Fault:
    name: str
    says: str
    act: Act
    special: tuple[str, ...] = ()
    least: int = CHEAP
    goes: int = 1  # in quick succession under one load, with one count at the end

    @property
    def dear(self) -> bool:
        return self.least < CHEAP


def crash(point: str, *names: str, special: tuple[str, ...] = ()) -> Fault:
    act = processes.crash_at(point, *names)
    return Fault(f"at_{point}", "kill -9 there", act, special, goes=OFTEN)


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
    Fault("service_killed", "kill -9 of a service", processes.service_killed, goes=OFTEN),
    Fault("relay_killed", "kill -9 of a relay", processes.relay_killed, goes=OFTEN),
    Fault("service_ended", "SIGTERM under load", processes.service_ended, ("slow*12",), goes=OFTEN),
    Fault("ended_too_early", "before a handler", processes.ended_too_early, ("long*2",), goes=2),
    Fault("killer", "a message that kills its worker", processes.killer, KILLER, DEAR),
    Fault("hanging", "a handler that never ends", processes.nothing, ("hang*2",), goes=2),
    Fault("spinning", "computes past two heartbeats", processes.spinner, ("spin",), DEAR),
    Fault("relays", "two to four of each", processes.more_relays, goes=3),
    Fault("clock", "an hour ahead or behind", processes.clock_wrong),
    Fault("arguments", "queue arguments changed", processes.arguments_changed, goes=3),
    Fault("rolled_out", "old events to new ones", processes.rolled_out, least=DEAR),
    Fault("redriven", "twice, then a retry", processes.redriven("mend", 3), ("mend*3",)),
    Fault("redriven_killer", "the same", processes.redriven("undead", 1), ("undead",), DEAR),
    Fault("pool_exhausted", "no connection for 6 s", processes.pool_exhausted, goes=2),
    Fault("broker_stopped", "and started", servers.broker_stopped, goes=2),
    Fault("broker_killed", "kill -9, and started", servers.broker_killed, goes=2),
    Fault("broker_frozen", "for 12 s", servers.broker_frozen, least=DEAR),
    Fault("service_frozen", "for 35 s", servers.service_frozen, least=DEAR),
    Fault("connections_closed", "all", servers.connections_closed, ("slow*12",), goes=OFTEN),
    Fault("queue_full", "its consumer stands", servers.queue_full, goes=3),
    Fault("disk_alarm", "for up to 20 s", servers.disk_alarm, least=DEAR),
    Fault("database_stopped", "for 5 s", servers.database_stopped, goes=3),
    Fault("sessions_ended", "all", servers.sessions_ended, goes=OFTEN),
    Fault("database_slow", "for longer than a handler may take", servers.database_slow, goes=3),
    wire("slow", "delay 0.05", "delay 0.3"),
    wire("cut", "drop", "cut", "pass", "drop"),
    wire("sliced", "slice 100", "slice 7"),
    Fault("rows_again", "settled rows are open again", messages.rows_again, goes=3),
    Fault("poison", "unreadable, refused", messages.poison, POISONED, goes=OFTEN),
    Fault("failing", "first, or always", processes.nothing, FAILING, goes=OFTEN),
    Fault("overtaken", "newer before older", processes.nothing, ("turn*8",), goes=OFTEN),
)
CLUSTER_FAULTS = (Fault("leader_killed", "of three nodes", servers.leader_killed, least=DEAR),)
BY_NAME = {fault.name: fault for fault in (*FAULTS, *CLUSTER_FAULTS)}
