"""The queues that hear each service, as written down in `shared/contracts/consumers.json`, and
those that once did, in `retired_queues.json`. Both are made by `lantian consumers --write`."""

import json
from pathlib import Path

CONTRACTS = Path(__file__).parents[1] / "contracts"
FILE, RETIRED = CONTRACTS / "consumers.json", CONTRACTS / "retired_queues.json"


def queues_of(source: str) -> list[str]:
    """The work queues of all subscriptions to this service's events. Raises KeyError."""
    return _written()[source]


def all_queues() -> set[str]:
    """Every work queue that the code wants."""
    return {queue for queues in _written().values() for queue in queues}


def retired_queues() -> set[str]:
    """Work queues that an earlier version had and this one has not."""
    return set(json.loads(RETIRED.read_text("ascii"))) if RETIRED.exists() else set()


def _written() -> dict[str, list[str]]:
    written: dict[str, list[str]] = json.loads(FILE.read_text("ascii"))
    return written
