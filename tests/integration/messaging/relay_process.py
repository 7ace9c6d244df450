"""`python -m tests.integration.messaging.relay_process DATABASE AMQP EXCHANGE QUEUE...`."""

import os
import sys

from shared.messaging import metrics_server
from shared.messaging.relay import Places, run
from shared.scraping import Scraping

if __name__ == "__main__":
    metrics_server.serve(Scraping.from_environment(os.environ))
    database, amqp, exchange, *consumers = sys.argv[1:]
    sys.exit(run(Places(database, amqp, exchange, consumers)))
