"""`python -m tests.integration.messaging.keeper_process NAME AMQP DATABASE`: one consuming service
on RabbitMQ, until SIGTERM. It says which lamps it was given, each time; the lamp "killer" kills it,
as a fault in a C library would."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace as changed
from typing import Any

from tests.eventlet_first import eventlet  # isort: skip

from nameko.containers import ServiceContainer

from lantian.launcher import Ending, serve
from shared.messaging.cloudevents import decode
from shared.messaging.consumer import DrainingQueueConsumer
from shared.messaging.database import Database
from shared.messaging.subscription import on
from shared.settings import Settings
from tests.integration.messaging.lamps_process import Entry
from tests.integration.messaging.services import LampLit, LighthouseUnitOfWork

KILLER = "killer"


class Keeper:
    database = Database(LighthouseUnitOfWork)

    @on(LampLit, ladder=(0.1, 0.1))
    def write_down(self, event: LampLit, uow: LighthouseUnitOfWork) -> None:
        uow.session.add(Entry(fact=event.lamp_id))
        eventlet.sleep(0.02)
        if event.lamp_id == KILLER:
            os._exit(137)


def telling(take: Callable[..., None]) -> Callable[..., None]:
    """Before anything is decided about the message: it may be handled or given back."""

    def take_and_tell(consumer: Any, provider: Any, message: Any) -> None:
        print(decode(message.body).data["lamp_id"], flush=True)
        take(consumer, provider, message)

    return take_and_tell


def main(name: str, amqp: str, database: str) -> int:
    Keeper.name = name
    raw = "_on_raw_message"
    setattr(DrainingQueueConsumer, raw, telling(getattr(DrainingQueueConsumer, raw)))
    plain = Settings.from_environment({"LANTIAN_DEMO": "0"})
    settings = changed(plain, embedded=False, amqp=amqp, postgres=database)
    ending = Ending()
    container = ServiceContainer(Keeper, settings.for_nameko())
    container.start()
    print("ready", flush=True)
    return serve([container], ending)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
