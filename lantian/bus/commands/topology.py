"""`lantian bus topology [SERVICE]`: whether the broker's queues are as the code wants them.

With `--mend`, for a service that refuses to start because of a queue: makes what is absent or
different anew, without loss. The service's processes must be stopped; it speaks to the broker
itself (LANTIAN_MODE=distributed). With `--remove QUEUE`, for one whose consumer no longer exists:
deletes it, and with `--with-messages` also what is in it. Without `--do-it` both only say what they
would do.
"""

import argparse
import getpass
import sys
from typing import Any

from lantian.bus.console import NEEDS_A_PERSON, WELL, WRONGLY_ASKED, Console, away_text
from lantian.bus.tables import table
from lantian.cli import hush
from shared.settings import Settings, WrongSetting
from shared.texts.bus import COLUMNS, KEEPERS, MENDED, ORPHANED, QUEUES_RIGHT, REMOVED
from shared.texts.words import WORDS

HEADINGS = ("service", "kind", "state", "ready", "queue")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("service", nargs="?", choices=KEEPERS)
    parser.add_argument("--mend", action="store_true", help="make wrong queues of SERVICE anew")
    parser.add_argument("--remove", metavar="QUEUE", help="delete this queue that has no consumer")
    parser.add_argument(
        "--with-messages", action="store_true", help="also if messages would be lost with it"
    )
    parser.add_argument("--do-it", action="store_true", help="else it is only said, not done")
    parser.add_argument("--why", default="", help="the reason, for the history")


def run(console: Console, arguments: argparse.Namespace) -> int:
    if arguments.mend:
        return mend(console, arguments)
    if arguments.remove:
        return remove(console, arguments)
    if arguments.service:
        found = [console.get(f"/bus/{arguments.service}/topology")]
    else:
        answers = console.get("/bus/topology")["services"]
        found = [each["topology"] or unasked(each["service"]) for each in answers]
    return told(console, found)


def unasked(service: str) -> dict[str, Any]:
    """A service that is away: nobody knows of its queues."""
    return {"service": service, "away": True, "well": False, "queues": []}


def told(console: Console, found: list[dict[str, Any]]) -> int:
    rows = [
        (
            WORDS["service"][one["service"]],
            WORDS["queue_kind"][each["kind"]],
            WORDS["queue_state"][each["state"]],
            each["ready"],
            each["queue"],
        )
        for one in found
        for each in one["queues"]
        if each["state"] != "right"
    ]
    says = [each["says"] for one in found for each in one["queues"] if each["says"]]
    says += [
        ORPHANED.format(service=one["service"], queue=each["queue"])
        for one in found
        for each in one["queues"]
        if each["state"] == "orphaned"
    ]
    away = [one["service"] for one in found if one.get("away")]
    says += [away_text(away)] if away else []
    lines = [table([COLUMNS[h] for h in HEADINGS], rows), *says] if rows else says
    console.show(found, "\n".join(lines) or QUEUES_RIGHT)
    return NEEDS_A_PERSON if lines else WELL


def remove(console: Console, arguments: argparse.Namespace) -> int:
    if not arguments.service:
        print(REMOVED["asked"], file=sys.stderr)
        return WRONGLY_ASKED
    body = {
        "queue": arguments.remove,
        "with_messages": arguments.with_messages,
        "why": arguments.why,
        "dry_run": not arguments.do_it,
    }
    told = console.post(f"/bus/{arguments.service}/topology/remove", body)
    console.show(told, REMOVED["dry" if told["dry_run"] else "done"].format(**told))
    return WELL


def mend(console: Console, arguments: argparse.Namespace) -> int:
    """Loads the service's door to know its queues, and so stands alone."""
    hush()
    from lantian.bus import mending  # noqa: PLC0415 - loads nameko, which the others do not need

    settings = Settings.from_environment()
    if not arguments.service or (arguments.do_it and not arguments.why.strip()):
        print(MENDED["asked"], file=sys.stderr)
        return WRONGLY_ASKED
    if settings.embedded:
        raise WrongSetting("the embedded bus keeps no queues over a restart: nothing to mend")
    with mending.place(arguments.service, settings) as place:
        if not arguments.do_it:
            return told(console, [mending.check(place)])
        try:
            made = mending.mend(place, f"console:{getpass.getuser()}", arguments.why)
        except mending.StillInUse as refused:
            print(refused, file=sys.stderr)
            return NEEDS_A_PERSON
    lost = {queue: count for queue, count in made.items() if count}
    lines = [MENDED["lost"].format(queue=queue, count=count) for queue, count in lost.items()]
    done = MENDED["rest" if lost else "done"].format(count=len(made))
    console.show(made, "\n".join([done, *lines]))
    return NEEDS_A_PERSON if lost else WELL
