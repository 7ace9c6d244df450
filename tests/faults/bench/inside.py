"""A look into the embedded mode's bus, which nobody outside its process can see."""

from typing import Any

from shared.messaging.inproc import BROKER

DEAD = ".dlq"


def look(*, take: bool) -> dict[str, Any]:
    """Bodies of dead letters by work queue, which `take` discards, and how many other copies there
    are, in queues or with a handler."""
    dead = {name: queue for name, queue in BROKER.queues.items() if name.endswith(DEAD)}
    bodies = {
        name.removesuffix(DEAD): [text(stored.payload["body"]) for stored in queue.ready]
        for name, queue in dead.items()
    }
    copies = sum(BROKER.copies.values()) - sum(map(len, bodies.values()))
    if take:
        for queue in dead.values():
            while queue.ready:
                BROKER.drop(queue.ready.popleft())
    return {"dead": bodies, "copies": copies}


def text(body: bytes | str) -> str:
    return body if isinstance(body, str) else body.decode("utf-8", "replace")
