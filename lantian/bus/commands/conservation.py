"""`lantian bus conservation`: whether every event that was committed came to something.

For each consumer and event: committed = handled + pending + dead + discarded. Exit code 1 if an
event is missing, or if a service could not be asked.
"""

import argparse
from typing import Any

from lantian.bus.console import NEEDS_A_PERSON, WELL, Console
from lantian.bus.tables import table
from shared.texts.bus import COLUMNS, CONSERVED, MISSING
from shared.texts.events import event_name
from shared.texts.words import WORDS

NUMBERS = ("committed", "handled", "pending", "dead", "discarded", "difference")
HEADINGS = ("service", "event", *NUMBERS, "replayed", "state")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also where nothing has happened yet")


def run(console: Console, arguments: argparse.Namespace) -> int:
    found = console.get("/bus/conservation")
    console.show(found, text_of(found, whole=arguments.all))
    return WELL if found["well"] else NEEDS_A_PERSON


def text_of(found: dict[str, Any], *, whole: bool) -> str:
    shown = [
        each for each in found["items"] if whole or each["state"] != "balanced" or each["committed"]
    ]
    lines = [CONSERVED[str(found["well"])], table([COLUMNS[h] for h in HEADINGS], map(_row, shown))]
    lines += [
        MISSING.format(
            event=event_name(each["type"]),
            ids="\u3001".join(each["missing"]),
            consumer=f"{each['service']}.{each['consumer']}",
            chosen=" ".join(f"--id {one}" for one in each["missing"]),
        )
        for each in shown
        if each["missing"]
    ]
    return "\n".join(line for line in lines if line)


def _row(each: dict[str, Any]) -> tuple[Any, ...]:
    counts = ("?" if each.get(name) is None else each[name] for name in (*NUMBERS, "replayed"))
    event = event_name(each["type"]) if each["type"] else "?"
    return (WORDS["service"][each["service"]], event, *counts, WORDS["balance"][each["state"]])
