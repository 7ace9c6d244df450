"""`lantian bus status`: queues, retries, dead letters and outboxes of all services."""

import argparse
from typing import Any

from lantian.bus.console import NEEDS_A_PERSON, WELL, Console
from lantian.bus.tables import table
from shared.texts.bus import COLUMNS, NOTHING_WRONG
from shared.texts.events import event_name
from shared.texts.words import WORDS

HEADINGS = ("service", "event", "ready", "consumers", "quarantine", "dead", "queue")
OF_SERVICES = ("service", "database", "broker", "waiting", "oldest", "retrying")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="queues with nothing in them too")


def run(console: Console, arguments: argparse.Namespace) -> int:
    found = console.get("/bus/status")
    console.show(found, text_of(found, whole=arguments.all))
    return WELL if found["well"] else NEEDS_A_PERSON


def text_of(found: dict[str, Any], *, whole: bool) -> str:
    parts = ["\n".join(f"! {w['text']}" for w in found["warnings"]) or NOTHING_WRONG]
    there = [each["status"] for each in found["services"] if each["status"]]
    parts.append(table([COLUMNS[h] for h in OF_SERVICES], [_service(s) for s in there]))
    rows = [
        _queue(status["service"], each)
        for status in there
        for each in status["subscriptions"]
        if whole or each["ready"] or each["quarantine"] or each["dead"] or not each["consumers"]
    ]
    parts.append(table([COLUMNS[h] for h in HEADINGS], rows))
    return "\n\n".join(part for part in parts if part)


def _service(status: dict[str, Any]) -> tuple[Any, ...]:
    outbox = status["outbox"] or {"waiting": "?", "oldest_seconds": "?"}
    return (
        WORDS["service"][status["service"]],
        WORDS["reachable"][str(status["database"])],
        WORDS["reachable"][str(status["broker"])],
        outbox["waiting"],
        outbox["oldest_seconds"],
        sum(each["waiting"] for each in status["retries"]),
    )


def _queue(service: str, each: dict[str, Any]) -> tuple[Any, ...]:
    counts = (each["ready"], each["consumers"], each["quarantine"], each["dead"])
    return (WORDS["service"][service], event_name(each["type"]), *counts, each["queue"])
