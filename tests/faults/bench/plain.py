"""`python -m tests.faults.bench.plain NAME...`: the same services with nameko's own events.

As its documentation shows them: EventDispatcher (persistent, with confirms, its default) after the
commit, and `event_handler` with `requeue_on_error` off, its default, or with
LANTIAN_FAULTS_REQUEUE on. The databases, the unit of work and the calls to origin are ours in both,
so that nothing but the events differs.
"""

import os
import sys

from lantian.cli import patch

patch()

from typing import Any  # noqa: E402

from nameko.containers import ServiceContainer  # noqa: E402
from nameko.events import EventDispatcher, event_handler  # noqa: E402

from lantian.launcher import Ending, open_relays, serve  # noqa: E402
from lantian.process import prepare  # noqa: E402
from shared.messaging.database import Database  # noqa: E402
from shared.messaging.rpc import rpc  # noqa: E402
from tests.faults.bench import where  # noqa: E402
from tests.faults.bench.facts import BenchUnitOfWork, Effect, Order, Placed, Turned  # noqa: E402
from tests.faults.bench.services import Front, misbehave, newest, next_version  # noqa: E402
from tests.faults.bench.tally import tally  # noqa: E402

REQUEUE = bool(os.environ.get("LANTIAN_FAULTS_REQUEUE"))
Payload = dict[str, Any]


class Origin:
    name = "origin"
    database = Database(BenchUnitOfWork)
    dispatch = EventDispatcher()

    @rpc
    def place(self, command: dict[str, Any]) -> dict[str, Any]:
        """The same id again changes nothing, and so says nothing."""
        events: list[tuple[str, Payload]] = []
        with self.database.transaction() as uow:
            if uow.first_time("place", command["id"]):
                for subject in command["subjects"]:
                    uow.session.add(Order(command=command["id"], subject=subject))
                    events.append(("placed", {"subject": subject}))
                for kind, thing in sorted(command["turns"], key=lambda turn: turn[1]):
                    version = next_version(uow, command["id"], thing)
                    turned = {"thing": thing, "version": version, "kind": kind}
                    events.append(("turned", turned))
        for kind, payload in events:
            self.dispatch(kind, payload)
        return {"placed": len(command["subjects"])}


class Middle:
    name = "middle"
    database = Database(BenchUnitOfWork)
    dispatch = EventDispatcher()

    @event_handler("origin", "placed", requeue_on_error=REQUEUE)  # type: ignore[untyped-decorator]
    def pass_on(self, payload: Payload) -> None:
        event = Placed.from_data(payload)
        with self.database.transaction() as uow:
            misbehave(event)
            uow.session.add(Effect(handler="pass_on", subject=event.subject))
        self.dispatch("passed", {"subject": event.subject})


class End:
    name = "end"
    database = Database(BenchUnitOfWork)

    @event_handler("middle", "passed", requeue_on_error=REQUEUE)  # type: ignore[untyped-decorator]
    def tell(self, payload: Payload) -> None:
        with self.database.transaction() as uow:
            uow.session.add(Effect(handler="tell", subject=payload["subject"]))

    @event_handler("origin", "placed", requeue_on_error=REQUEUE)  # type: ignore[untyped-decorator]
    def tell_many(self, payload: Payload) -> None:
        with self.database.transaction() as uow:
            uow.session.add(Effect(handler="tell_many", subject=payload["subject"]))

    @event_handler("origin", "turned", requeue_on_error=REQUEUE)  # type: ignore[untyped-decorator]
    def keep(self, payload: Payload) -> None:
        event = Turned.from_data(payload)
        with self.database.transaction() as uow:
            newest(uow, event)


CLASSES = {"origin": Origin, "middle": Middle, "end": End, "front": Front}


def main(names: list[str]) -> int:
    settings = prepare()
    where.tell_when_asked()
    ending = Ending()
    containers = [ServiceContainer(CLASSES[name], settings.for_nameko()) for name in names]
    for container in containers:
        container.start()
    open_relays(containers)
    tally(f"ready {' '.join(names)}")
    return serve(containers, ending)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
