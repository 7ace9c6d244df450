"""The queues that hear each service, as written down in `shared/contracts/consumers.json`."""

import json
from pathlib import Path

FILE = Path(__file__).parents[1] / "contracts" / "consumers.json"


def queues_of(source: str) -> list[str]:
    """The work queues of all subscriptions to this service's events. Raises KeyError."""
    written: dict[str, list[str]] = json.loads(FILE.read_text("ascii"))
    return written[source]
