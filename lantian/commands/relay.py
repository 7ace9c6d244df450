"""`lantian relay SERVICE`: moves a service's events to RabbitMQ; a process without eventlet."""

import argparse
import sys

from lantian.process import prepare
from shared.messaging import metrics_server, relay
from shared.messaging.consumers import queues_of
from shared.settings import WrongSetting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("service")


def run(arguments: argparse.Namespace) -> int:
    settings = prepare(f"{arguments.service}-relay")
    if settings.embedded:
        raise WrongSetting("lantian relay needs LANTIAN_MODE=distributed; lantian up has its own")
    try:
        queues = queues_of(arguments.service)
    except KeyError:
        raise WrongSetting(f"no service {arguments.service}") from None
    try:
        metrics_server.serve(settings.scraping)
    except metrics_server.MetricsPortTaken as taken:
        print(f"lantian: {taken}", file=sys.stderr)
        return 1
    url, exchange = settings.database(arguments.service), f"{arguments.service}.events"
    return relay.run(relay.Places(url, settings.amqp, exchange, queues))
