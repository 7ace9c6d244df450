"""The bench's four services. eventlet must have patched before this is imported."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import eventlet
from sqlalchemy import select

from shared import crypto
from shared.clock import now
from shared.db import insert_or_ignore
from shared.messaging.copies import keep_newest
from shared.messaging.database import Database
from shared.messaging.events import Event
from shared.messaging.failures import Permanent
from shared.messaging.rpc import Remote, rpc
from shared.messaging.subscription import on
from shared.messaging.timers import when_due
from shared.messaging.wsgi import wsgi
from tests.faults.bench import inside
from tests.faults.bench.facts import (
    HANG_LIMIT,
    LADDER,
    SPIN,
    BenchUnitOfWork,
    Effect,
    Order,
    Passed,
    Placed,
    Thing,
    Turned,
)
from tests.faults.bench.switches import placed_as_known_here
from tests.faults.bench.tally import folder, tally, times_before

PLACED = placed_as_known_here()
Environ = dict[str, Any]
BESIDE = 0.8  # seconds
SLOW, LONG = 1.5, 8.0  # seconds, below and above the drain
RECALL_AFTER = timedelta(seconds=1)
FAILURES = {"once": 1, "twice": 2, "mend": 1, "undead": 1}


class Front:
    """The door that the driver knocks at."""

    name = "front"
    origin = Remote("origin", seconds=5)

    @wsgi
    def answer(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        status, body = "200 OK", {}
        if environ["REQUEST_METHOD"] == "POST":
            command = json.load(environ["wsgi.input"])
            try:
                body = self.origin.place(command)
            except Exception as exc:  # the caller tries again with the same id
                status, body = "503 Service Unavailable", {"problem": type(exc).__name__}
        if environ["PATH_INFO"] == "/bus":
            body = inside.look(take=environ["QUERY_STRING"] == "take")
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(body).encode()]


class Origin:
    """Takes commands; all of a command is one transaction."""

    name = "origin"
    database = Database(BenchUnitOfWork)

    @rpc
    def place(self, command: dict[str, Any]) -> dict[str, Any]:
        """The same id again changes nothing."""
        with self.database.transaction() as uow:
            if uow.first_time("place", command["id"]):
                for subject in command["subjects"]:
                    uow.session.add(Order(command=command["id"], subject=subject))
                    uow.emit(placed(subject, command["person"]))
                for kind, thing in sorted(command["turns"], key=lambda turn: turn[1]):
                    turn(uow, command["id"], kind, thing)
                uow.set_timer("recall", command["id"], now() + RECALL_AFTER)
        return {"placed": len(command["subjects"])}

    @when_due("recall")
    def recall(self, command: str, _due_at: datetime, uow: BenchUnitOfWork) -> None:
        """A deadline for each command."""
        uow.session.add(Effect(handler="recall", subject=command))


def placed(subject: str, person: str) -> Event:
    sealed = crypto.key_ring().seal(person.encode(), subject)
    newer = {"note": "told"} if PLACED is Placed else {}
    return PLACED(subject=subject, person=sealed, **newer)


def turn(uow: BenchUnitOfWork, command: str, kind: str, name: str) -> None:
    uow.emit(Turned(thing=name, version=next_version(uow, command, name), kind=kind))


def next_version(uow: BenchUnitOfWork, command: str, name: str) -> int:
    """Of a thing that is turned."""
    thing = locked(uow, name)
    thing.version += 1
    uow.session.add(Order(command=command, subject=f"{name}@{thing.version}"))
    return thing.version


def newest(uow: BenchUnitOfWork, turned: Turned) -> None:
    """The newest version wins, in whatever order they come."""
    keep_newest(uow.session, Thing(name=turned.thing, version=turned.version))
    uow.session.add(Effect(handler="keep", subject=f"{turned.thing}@{turned.version}"))


def locked(uow: BenchUnitOfWork, name: str) -> Thing:
    insert_or_ignore(uow.session, uow.table("things"), name=name, version=0)
    return uow.session.scalars(select(Thing).where(Thing.name == name).with_for_update()).one()


class Middle:
    name = "middle"
    database = Database(BenchUnitOfWork)

    @on(PLACED, ladder=LADDER, seconds=HANG_LIMIT)
    def pass_on(self, event: Placed, uow: BenchUnitOfWork) -> None:
        misbehave(event)
        uow.session.add(Effect(handler="pass_on", subject=event.subject))
        uow.emit(Passed(subject=event.subject))


def misbehave(event: Placed) -> None:
    """As the subject's kind says."""
    kind = event.subject.partition(":")[0]
    if kind == "refuse" or (kind == "mend" and not (folder() / "mended").exists()):
        raise Permanent("no")
    if kind == "quote":
        person = crypto.key_ring().open(event.person, event.subject).decode()
        raise ValueError(f"cannot note {person}")
    if kind == "hang":
        times_before(event.subject)  # says to the run that it hangs
        eventlet.sleep(3600)
    if kind == "beside":
        eventlet.sleep(BESIDE)
    if kind == "kill":
        eventlet.sleep(BESIDE / 2)  # its neighbours have begun, and none has ended
    if kind == "kill" or (kind == "undead" and not (folder() / "mended").exists()):
        os.kill(os.getpid(), signal.SIGKILL)
    if kind in FAILURES and times_before(event.subject) < FAILURES[kind]:
        raise ValueError("not yet")


class End:
    name = "end"
    database = Database(BenchUnitOfWork)

    @on(Passed, ladder=LADDER)
    def tell(self, event: Passed, uow: BenchUnitOfWork) -> None:
        uow.session.add(Effect(handler="tell", subject=event.subject))
        linger(event.subject.partition(":")[0])

    @on(Placed, batch=50, ladder=LADDER)
    def tell_many(self, event: Placed, uow: BenchUnitOfWork) -> None:
        if event.subject.startswith("refusemany:"):
            raise Permanent("no")
        uow.session.add(Effect(handler="tell_many", subject=event.subject))

    @on(Turned, ladder=LADDER)
    def keep(self, event: Turned, uow: BenchUnitOfWork) -> None:
        if event.kind == "once" and not times_before(f"{event.thing}@{event.version}"):
            raise ValueError("not yet")
        newest(uow, event)


def linger(kind: str) -> None:
    if kind in ("slow", "long", "spin"):
        tally(f"{kind} begins")
    if kind in ("slow", "long"):
        eventlet.sleep(SLOW if kind == "slow" else LONG)
    if kind == "spin":
        ends = time.monotonic() + SPIN
        while time.monotonic() < ends:
            pass
        tally("spin ends")


CLASSES = {"origin": Origin, "middle": Middle, "end": End, "front": Front}
