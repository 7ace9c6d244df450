"""`python -m tests.faults.bench.relay SERVICE`: the real relay, for one of the bench's services."""

import sys

from lantian.process import prepare
from shared.messaging.relay import Places, run
from tests.faults.bench import switches, where
from tests.faults.bench.facts import CONSUMERS


def main(service: str) -> int:
    settings = prepare()
    switches.apply_to_relay()
    where.tell_of_threads_when_asked()
    database, exchange = settings.database(service), f"{service}.events"
    return run(Places(database, settings.amqp, exchange, CONSUMERS[service]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
