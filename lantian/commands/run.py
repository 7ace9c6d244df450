"""`lantian run SERVICE`: one service as a process, on RabbitMQ and PostgreSQL."""

import argparse
import sys

from lantian import launcher
from lantian.process import prepare
from shared.messaging.queues import QueueDiffers
from shared.settings import WrongSetting

EVENTLET = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("service", choices=list(launcher.SERVICES))


def run(arguments: argparse.Namespace) -> int:
    settings = prepare(arguments.service)
    if settings.embedded:
        raise WrongSetting(
            "lantian run needs LANTIAN_MODE=distributed; lantian up is the other way"
        )
    try:
        ending = launcher.Ending()
        containers = launcher.start([arguments.service], settings)
    except (launcher.PortTaken, QueueDiffers) as refused:
        print(f"lantian: {refused}", file=sys.stderr)
        return 1
    place = launcher.address(containers, settings) or arguments.service
    print(f"ready: {place}", flush=True)
    return launcher.serve(containers, ending)
