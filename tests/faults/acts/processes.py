"""Deaths, ends and deploys of the services' and relays' processes."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.faults.servers import NeverCame, wait_for
from tests.faults.site import Site

SERVICES = ("origin", "middle", "end", "front")
RELAYS = ("relay origin", "relay middle")
MORE, POURED = 240, 5  # events, and at most how often
Act = Callable[[Site], Iterator[None]]


def nothing(site: Site) -> Iterator[None]:
    yield


def crash_at(point: str, *names: str) -> Act:
    """One of these processes is started so that it dies there; after that the manager starts it
    without. The cause is gone with the death."""

    def act(site: Site) -> Iterator[None]:
        name, processes = site.rng.choice(names), site.processes
        deaths = processes.deaths
        seldom = "relay" in name or "copy" in point or "timer" in point
        nth = site.rng.choice((1, 2, 5) if seldom else (1, 7, 40))
        processes.restart(name, LANTIAN_CRASH_AT=f"{point}:{nth}")
        pour_until(site, f"{name} dies at {point}", lambda: processes.deaths > deaths)
        yield

    return act


def pour_until(site: Any, what: str, condition: Callable[[], object]) -> None:
    """The load that is left may not come to a point so often. Raises NeverCame."""
    for left in reversed(range(POURED)):
        site.pour(MORE)
        try:
            wait_for(what, condition, 60 / POURED)
        except NeverCame:
            if not left:
                raise
        else:
            return


def service_killed(site: Site) -> Iterator[None]:
    site.processes.kill(site.rng.choice(SERVICES))
    yield


def relay_killed(site: Site) -> Iterator[None]:
    site.processes.kill(site.rng.choice(RELAYS))
    yield


def service_ended(site: Site) -> Iterator[None]:
    """A deploy of one service; what it was doing it finishes."""
    name = site.rng.choice(("end", "middle"))
    if name == "end":
        wait_for("a slow handler is at work", lambda: site.has_said("slow begins"), 60)
    if code := site.processes.restart(name):
        site.complain(f"{name} ended with {code}")
    yield


def ended_too_early(site: Site) -> Iterator[None]:
    """The drain is shorter than the handler: its message comes again, and its effect does not."""
    site.processes.restart("end", LANTIAN_FAULTS_DRAIN="2")
    wait_for("a long handler is at work", lambda: site.has_said("long begins"), 60)
    site.processes.restart("end")
    yield


def killer(site: Site) -> Iterator[None]:
    """Until the message that kills its worker lies among the dead letters."""
    wait_for(
        "the killer is buried",
        lambda: any(s.startswith("kill:") for _, s in site.dead_letters()),
        240,
    )
    yield


def spinner(site: Site) -> Iterator[None]:
    wait_for("it computes", lambda: site.has_said("spin begins"), 60)
    wait_for("it is done", lambda: site.has_said("spin ends"), 120)
    yield


def more_relays(site: Site) -> Iterator[None]:
    """One to three beside the first, of each service; some of them die."""
    extra = [
        (f"{relay} {n}", site.processes.commands[relay])
        for relay in RELAYS
        for n in range(2, 3 + site.rng.randrange(3))
    ]
    for name, command in extra:
        site.processes.add(name, command)
    time.sleep(site.rng.uniform(3, 6))
    site.processes.kill(site.rng.choice([*RELAYS, *(name for name, _ in extra)]))
    yield
    for name, _ in extra:
        site.processes.remove(name)


def clock_wrong(site: Site) -> Iterator[None]:
    """One service is an hour ahead or behind (by the clock that all our code reads)."""
    site.books.clock_is_wrong = True
    name = site.rng.choice(("origin", "middle", "end"))
    # Back, origin's deadlines would wait for an hour, as they must.
    hour = "3600" if name == "origin" else site.rng.choice(("3600", "-3600"))
    site.processes.restart(name, LANTIAN_FAULTS_CLOCK=hour)
    yield
    site.processes.restart(name)
    site.books.clock_is_wrong = False


def arguments_changed(site: Site) -> Iterator[None]:
    """A version with other queue arguments is started: it must refuse in words, and end."""
    processes = site.processes
    processes.end("end")
    before = len(processes.said())
    refused = processes.start("end", held=True, LANTIAN_FAULTS_LONGEST="999")
    wait_for("the start is refused", lambda: refused.poll() is not None, 60)
    words = processes.said()[before:]
    if refused.returncode == 0 or "other arguments" not in words or "Traceback" in words:
        site.complain(f"no refusal in words: {words[-300:]!r}")
    processes.start("end")
    yield


def rolled_out(site: Site) -> Iterator[None]:
    """From events without the newer field to events with it, whoever goes first."""
    for name in ("origin", "middle"):
        site.processes.restart(name, LANTIAN_FAULTS_VERSION="old")
    time.sleep(2)
    for name in site.rng.sample(("origin", "middle"), 2):
        site.processes.restart(name)
        time.sleep(1)
    yield


def redriven(kind: str, count: int) -> Act:
    """Dead letters go back too early and die again; when the cause is mended they go back twice
    over, as after a death between copy and ack, and fail once more on the way."""

    def act(site: Site) -> Iterator[None]:
        def lying() -> int:
            return sum(subject.startswith(f"{kind}:") for _, subject in site.dead_letters())

        wait_for("they are buried", lambda: lying() == count, 240)
        site.redrive(times=1)
        wait_for("they are buried again", lambda: lying() == count, 240)
        (site.folder / "mended").touch()
        site.redrive(times=2)
        yield
        (site.folder / "mended").unlink()

    return act


def pool_exhausted(site: Site) -> Iterator[None]:
    """Somebody holds every connection of a service's pool for longer than anybody waits."""
    site.processes.restart("end", LANTIAN_FAULTS_POOL="1")
    wait_for("it serves", lambda: site.has_said("ready end"), 60)
    os.kill(site.processes.running["end"].pid, signal.SIGUSR1)
    wait_for("the pool is empty", lambda: site.has_said("pool taken"), 20)
    wait_for("the pool is back", lambda: site.has_said("pool free"), 60)
    yield
    site.processes.restart("end")
