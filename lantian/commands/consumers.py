"""`lantian consumers`: which queues hear whose events, written down for the relays.

A relay waits for the queues of its consumers, and must not load their doors to know the names:
these load eventlet. So the list is a file, `shared/contracts/consumers.json`, made from the code
and checked against it. A queue that leaves the code goes on to `retired_queues.json`, so that every
installation can find it on its broker (see `lantian bus topology`).
"""

import argparse
import json
import sys
from pathlib import Path

from lantian import launcher
from shared.messaging import consumers

EVENTLET = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--write", action="store_true", help="write the file anew")
    action.add_argument("--check", action="store_true", help="exit 1 if the file is not the code's")


def run(arguments: argparse.Namespace) -> int:
    text = as_text()
    if arguments.write:
        retired = retired_as_text(text)
        consumers.FILE.write_text(text, encoding="ascii")
        consumers.RETIRED.write_text(retired, encoding="ascii")
    elif arguments.check:
        return check(consumers.FILE, text) or check(consumers.RETIRED, retired_as_text(text))
    else:
        print(text, end="")
    return 0


def check(file: Path, text: str) -> int:
    if file.exists() and file.read_text("ascii") == text:
        return 0
    print(f"{file.name} is not the code's: lantian consumers --write", file=sys.stderr)
    return 1


def retired_as_text(text: str) -> str:
    """With what the file of consumers has and `text`, the code's, has not."""
    wanted = {queue for queues in json.loads(text).values() for queue in queues}
    return json.dumps(sorted((consumers.all_queues() | consumers.retired_queues()) - wanted)) + "\n"


def as_text() -> str:
    queues: dict[str, list[str]] = {name: [] for name in launcher.SERVICES}
    for name in launcher.SERVICES:
        for method, subscription in launcher.subscriptions(name):
            topology = subscription.topology_of(name, method)
            queues.setdefault(subscription.event.source, []).append(topology.work.name)
    return json.dumps({source: sorted(names) for source, names in queues.items()}, indent=1) + "\n"
