"""`lantian relay SERVICE`: moves a service's events to RabbitMQ; a process without eventlet."""

import argparse
import json
import subprocess
import sys

from lantian.process import prepare
from shared.messaging import relay
from shared.settings import WrongSetting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("service")


def run(arguments: argparse.Namespace) -> int:
    settings = prepare()
    if settings.embedded:
        raise WrongSetting("lantian relay needs LANTIAN_MODE=distributed; lantian up has its own")
    url = settings.database(arguments.service)
    exchange, consumers = f"{arguments.service}.events", consumers_of(arguments.service)
    return relay.run(relay.Places(url, settings.amqp, exchange, consumers))


def consumers_of(service: str) -> list[str]:
    """The queues that hear this service. Asked in a process of its own: the doors load eventlet."""
    command = [sys.executable, "-m", "lantian", "consumers", service]
    asked = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return [str(name) for name in json.loads(asked.stdout)]
