"""`python -m tests.integration.messaging.keeper_process NAME AMQP DATABASE`: one consuming service
on RabbitMQ, until SIGTERM. The lamp "killer" kills it, as a fault in a C library would."""

import os
import sys
from dataclasses import replace as changed

from tests.eventlet_first import eventlet  # isort: skip

from nameko.containers import ServiceContainer

from lantian.launcher import Ending, serve
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


def main(name: str, amqp: str, database: str) -> int:
    Keeper.name = name
    plain = Settings.from_environment({"LANTIAN_DEMO": "0"})
    settings = changed(plain, embedded=False, amqp=amqp, postgres=database)
    ending = Ending()
    container = ServiceContainer(Keeper, settings.for_nameko())
    container.start()
    print("ready", flush=True)
    return serve([container], ending)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
