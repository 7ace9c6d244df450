"""`python -m tests.integration.messaging.relay_process DATABASE AMQP EXCHANGE QUEUE...`."""

import sys

from shared.messaging.relay import Places, run

if __name__ == "__main__":
    database, amqp, exchange, *consumers = sys.argv[1:]
    sys.exit(run(Places(database, amqp, exchange, consumers)))
