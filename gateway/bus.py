"""The bus as a whole: each service answers for itself, and here the answers are put together."""

from collections.abc import Iterator
from typing import Any

from gateway.rpc import KEEPERS, Part, everywhere
from shared.texts.bus import PROBLEMS, WARNINGS
from shared.texts.events import event_name
from shared.texts.words import WORDS

STATUS = tuple(f"{service}.bus_status" for service in KEEPERS)
TOPOLOGY = tuple(f"{service}.bus_topology" for service in KEEPERS)
OLD = 60  # seconds that an event may wait in an outbox before somebody should look
BACKLOG = 1000  # messages in one queue


def overview() -> dict[str, Any]:
    """What waits where in all services, and what a person should look at first."""
    parts = everywhere("bus_status")
    found = [warning for service, part in parts.items() for warning in warnings(service, part)]
    services = [
        {"service": service, "away": bool(part.away), "status": part.value}
        for service, part in parts.items()
    ]
    return {"well": not found, "warnings": found, "services": services}


def topology() -> dict[str, Any]:
    """Whether all queues are as the code wants them."""
    parts = everywhere("bus_topology")
    services = [
        {"service": service, "away": bool(part.away), "topology": part.value}
        for service, part in parts.items()
    ]
    well = all(each["topology"] and each["topology"]["well"] for each in services)
    return {"well": well, "services": services}


def warnings(service: str, part: Part) -> list[dict[str, str]]:
    """Worst first, each a code and a sentence."""
    said = said_of(part.value) if part.value else iter([("service_away", {})])
    return [
        {"code": code, "service": service, "text": _text(code, service, about)}
        for code, about in said
    ]


def _text(code: str, service: str, about: dict[str, Any]) -> str:
    filled = {"what": "", "count": "", "minutes": "", **about}
    return WARNINGS[code].format(service=WORDS["service"][service], **filled)


def said_of(status: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if not status["database"]:
        yield "database_away", {}
    if not status["broker"]:
        yield "broker_away", {}
    yield from _of_dead_letters(status["subscriptions"])
    yield from _of_outbox(status["outbox"])
    for each in status["subscriptions"]:
        yield from _of_queue(each)
    if status["orphans"]:
        yield "orphan", {"count": len(status["orphans"])}


def _of_dead_letters(subscriptions: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    dead = [each for each in subscriptions if each["dead"]]
    if dead:
        what = "\u3001".join(event_name(each["type"]) for each in dead)
        yield "dead_letters", {"count": sum(each["dead"] for each in dead), "what": what}


def _of_outbox(outbox: dict[str, Any] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """A problem is told by its reason, and age by the rows that have none: one that nobody takes
    must not hide that the relay stands still."""
    if outbox is None:
        return
    for each in outbox["problems"]:
        what = PROBLEMS.get(each["problem"], PROBLEMS["no queue takes it"])
        yield "outbox_problem", {"count": each["events"], "what": what}
    for each in outbox["unexplained"]:
        if each["oldest_seconds"] > OLD:
            minutes = each["oldest_seconds"] // 60
            yield "outbox_old", {"count": each["events"], "minutes": minutes}


def _of_queue(each: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    what = event_name(each["type"])
    if not each["exists"]:
        yield "no_queue", {"what": what}
    elif not each["consumers"]:
        yield "nobody_listens", {"what": what}
    if each["quarantine"]:
        yield "quarantine", {"count": each["quarantine"], "what": what}
    if each["ready"] > BACKLOG:
        yield "backlog", {"count": each["ready"], "what": what}
