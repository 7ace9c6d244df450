"""`lantian consumers SERVICE`: the queues that hear a service's events, as JSON."""

import argparse
import json

from lantian import launcher

EVENTLET = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("service", choices=list(launcher.SERVICES))


def run(arguments: argparse.Namespace) -> int:
    print(json.dumps(queues(arguments.service)))
    return 0


def queues(source: str) -> list[str]:
    return sorted(
        subscription.topology_of(name, method).work.name
        for name in launcher.SERVICES
        for method, subscription in launcher.subscriptions(name)
        if subscription.event.source == source
    )
