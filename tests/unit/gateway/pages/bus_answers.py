"""What the services answer about the bus: one dead letter at activities, all else well."""

from typing import Any

from shared.contracts.bus import schemas, topology_schemas
from tests.unit.gateway.pages import county

VIEWS = {
    "bus_status": "BusStatusView",
    "bus_topology": "TopologyView",
    "bus_subscriptions": "SubscriptionList",
    "count_committed": "CommittedList",
    "count_handled": "HandledList",
    "list_dead_letters": "DeadLetterList",
    "redrive_dead_letters": "ActView",
    "discard_dead_letters": "ActView",
    "remove_queue": "RemovedView",
}
HEARD = {"consumer": "on_school_registered", "source": "registry", "type": "school_registered"}
ORPHAN = "evt-registry-school_registered--activities.on_school_before"
LETTER = {
    "service": "activities",
    **HEARD,
    "id": county.SCHOOL,
    "died_at": county.WHEN,
    "happened_at": county.WHEN,
    "age_seconds": 60,
    "attempts": 6,
    "reason": "ValueError",
    "explained": "处理程序出错，请把技术信息交给开发人员",
    "error": "ValueError at services/activities/handlers/copies.py:12",
    "redriven": True,
    "replay": False,
    "forgotten": True,
    "readable": True,
    "payload": [{"field": "school_id", "value": "3fa85f…a6"}],
    "size": 300,
    "digest": "0123456789abcdef",
    "preview": "",
}


def request_schema(operation: str) -> Any:
    return found("".join(part.capitalize() for part in operation.split("_")))


def view_of(operation: str) -> Any:
    return found(VIEWS[operation])


def found(name: str) -> Any:
    return getattr(schemas, name, None) or getattr(topology_schemas, name)


def answer(service: str, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    sick = service == "activities"
    return {
        "bus_status": lambda: status(service, sick),
        "bus_topology": lambda: {"service": service, "well": not sick, "queues": queues(sick)},
        "bus_subscriptions": lambda: {"items": [{**HEARD, "since": county.WHEN}] if sick else []},
        "count_committed": lambda: {
            "items": [
                {
                    "type": each["type"],
                    "since": each["since"].isoformat(),
                    "committed": 4,
                    "open": [],
                }
                for each in request["asked"]
            ]
        },
        "count_handled": lambda: {"items": [handled()] if sick else []},
        "list_dead_letters": lambda: {
            "items": [LETTER, {**LETTER, "id": county.CHILD}] if sick else [],
            "total": 2 if sick else 0,
            "next": None,
        },
        "redrive_dead_letters": lambda: acted(request),
        "discard_dead_letters": lambda: acted(request),
        "remove_queue": lambda: {
            "queue": request["queue"],
            "messages": 3,
            "dry_run": request["dry_run"],
        },
    }[operation]()


def status(service: str, sick: bool) -> dict[str, Any]:
    subscription = {
        **HEARD,
        "queue": "evt-registry-school_registered--activities.on_school_registered",
        "exists": True,
        "ready": 0,
        "consumers": 1,
        "quarantine": 0,
        "dead": 2,
    }
    return {
        "service": service,
        "database": True,
        "broker": True,
        "outbox": {
            "open": 0,
            "waiting": 0,
            "oldest_seconds": 0,
            "unexplained": [],
            "problems": [],
        },
        "subscriptions": [subscription] if sick else [],
        "retries": [{"seconds": 1.0, "queue": f"retry-{service}-1000ms", "waiting": 0}],
        "orphans": [{"queue": ORPHAN, "messages": 3, "consumers": 0}] if sick else [],
    }


def queues(sick: bool) -> list[dict[str, Any]]:
    orphan = queue(False) | {"queue": ORPHAN, "state": "orphaned", "ready": 3, "consumers": 0}
    return [queue(sick), *([orphan] if sick else [])]


def queue(sick: bool) -> dict[str, Any]:
    return {
        "queue": "evt-registry-school_registered--activities.on_school_registered",
        "kind": "work",
        "state": "different" if sick else "right",
        "says": "inequivalent arg" if sick else "",
        "ready": 0,
        "consumers": 1,
    }


def handled() -> dict[str, Any]:
    numbers = dict.fromkeys(("discarded", "replayed", "strangers", "dead_replays", "queued"), 0)
    counted = {**HEARD, **numbers, "handled": 2, "dead": 2, "open": 0, "retrying": 0}
    return {**counted, "all_read": True, "remembered_since": county.WHEN}


def acted(request: dict[str, Any]) -> dict[str, Any]:
    named = {key: LETTER[key] for key in ("id", "consumer", "type", "reason")}
    return {
        "action": county.ACCOUNT,
        "began_at": county.WHEN,
        "dry_run": request["dry_run"],
        "done": 2,
        "refused": 1,
        "left": 0 if request["dry_run"] else 3,
        "items": [named],
        "refused_items": [named],
    }
