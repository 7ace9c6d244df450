"""`lantian bus dead-letters`: show what nobody could handle, send it again, or give it up.

`show` every letter with its reason and its content, personal data hidden; `redrive` sends letters
again to the one consumer whose they are, once the cause is mended; `discard` gives them up, kept
sealed. Both only say what they would do, until `--do-it` with `--why` is given.
"""

import argparse
from datetime import datetime
from typing import Any

from lantian.bus.console import NEEDS_A_PERSON, WELL, Console, of_each
from lantian.bus.tables import table
from shared.clock import SHANGHAI
from shared.texts.bus import ACTED, COLUMNS, FORGOTTEN, KEEPERS, LETTER, NO_DEAD_LETTERS
from shared.texts.events import event_name
from shared.texts.words import WORDS

MOST = 200  # letters of one page
HEADINGS = ("service", "event", "reason", "id")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    show = actions.add_parser("show", help="what died, why, and what it holds")
    show.add_argument("--service", choices=KEEPERS, help="default: all")
    redrive = actions.add_parser("redrive", help="send again to the consumer whose it is")
    redrive.add_argument("--rate", type=int, default=20, help="a second (20)")
    redrive.add_argument(
        "--even-if-forgotten",
        action="store_true",
        help="also what is older than the inbox remembers: it may have been handled already",
    )
    discard = actions.add_parser("discard", help="give up; the content is kept, sealed")
    for each in (redrive, discard):
        each.add_argument("--service", choices=KEEPERS, required=True)
        each.add_argument("--all", action="store_true", help="all of this service")
        each.add_argument("--why", default="", help="the reason, for the history")
        each.add_argument("--do-it", action="store_true", help="else it is only said, not done")
    for each in (show, redrive, discard):
        each.add_argument("--id", action="append", default=[], dest="ids")
        each.add_argument("--type", help="of the event, such as child_changed")
        each.add_argument("--reason", help="the error's class, such as ValueError")
        each.add_argument("--consumer", help="the handling method, such as on_child_changed")
        each.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
        each.add_argument("--url", default=argparse.SUPPRESS)


def run(console: Console, arguments: argparse.Namespace) -> int:
    if arguments.action == "show":
        return show(console, arguments)
    return act(console, arguments)


# -- show --------------------------------------------------------------------------------------


def show(console: Console, arguments: argparse.Namespace) -> int:
    services = [arguments.service] if arguments.service else list(KEEPERS)
    asked = {name: getattr(arguments, name) for name in ("type", "reason", "consumer")}

    def letters_of(service: str) -> list[dict[str, Any]]:
        address = f"/bus/{service}/dead-letters"
        pages = (console.every(address, id=one, limit=MOST, **asked) for one in ids)
        return [letter for page in pages for letter in page]

    ids = arguments.ids or [None]
    answers, away = of_each(services, letters_of)
    found = [letter for letters in answers for letter in letters]
    text = "\n\n".join(map(described, found)) or ("" if away else NO_DEAD_LETTERS)
    console.show(found, text)
    return NEEDS_A_PERSON if found or away else WELL


def described(letter: dict[str, Any]) -> str:
    whose = f"{WORDS['service'][letter['service']]} \u2190 {event_name(letter['type'])}"
    lines = [
        f"{whose}  {letter['id']}",
        *(
            f"  {LETTER[name]}{said(letter[name])}"
            for name in ("explained", "error", "died_at", "happened_at", "attempts", "consumer")
            if letter[name] not in (None, "")
        ),
        *([f"  {FORGOTTEN}"] if letter["forgotten"] else []),
        *(f"    {each['field']} = {each['value']}" for each in letter["payload"]),
    ]
    if not letter["readable"]:
        lines.append(
            f"    {letter['size']} B, sha256 {letter['digest']}\u2026: {letter['preview']}"
        )
    return "\n".join(lines)


def said(value: Any) -> str:
    """An instant as the clock on the wall here says it."""
    try:
        when = datetime.fromisoformat(value).astimezone(SHANGHAI)
    except (TypeError, ValueError):
        return str(value)
    return f"{when:%Y-%m-%d %H:%M:%S}"


# -- redrive, discard --------------------------------------------------------------------------


def act(console: Console, arguments: argparse.Namespace) -> int:
    """An answer with something left is a slice of the whole; the same again goes on with those that
    had died by then: what dies once more is for a person, and not for the next slice."""
    body = {
        "ids": arguments.ids,
        "type": arguments.type,
        "reason": arguments.reason,
        "consumer": arguments.consumer,
        "all": arguments.all,
        "why": arguments.why,
        "dry_run": not arguments.do_it,
    }
    if arguments.action == "redrive":
        body |= {
            "per_second": arguments.rate,
            "even_if_forgotten": arguments.even_if_forgotten,
        }
    answers = [console.post(f"/bus/{arguments.service}/dead-letters/{arguments.action}", body)]
    body["died_before"] = answers[0]["began_at"]
    while answers[-1]["left"] and answers[-1]["done"]:
        answers.append(
            console.post(f"/bus/{arguments.service}/dead-letters/{arguments.action}", body)
        )
    whole = together(answers)
    console.show(whole, text_of(whole, arguments))
    return NEEDS_A_PERSON if whole["refused"] or whole["left"] else WELL


def together(answers: list[dict[str, Any]]) -> dict[str, Any]:
    """Slices of one action as one answer; refused is what the last slice still found so."""
    return {
        **answers[-1],
        "done": sum(each["done"] for each in answers),
        "items": [item for each in answers for item in each["items"]],
        "actions": [each["action"] for each in answers],
    }


def text_of(whole: dict[str, Any], arguments: argparse.Namespace) -> str:
    what = ACTED[f"{arguments.action}_{'dry' if whole['dry_run'] else 'done'}"]
    rows = [
        (
            WORDS["service"][arguments.service],
            event_name(each["type"]),
            each["reason"],
            each["id"],
        )
        for each in whole["items"]
    ]
    lines = [
        what.format(count=whole["done"]),
        *([ACTED["refused"].format(count=whole["refused"])] if whole["refused"] else []),
        *([ACTED["left"].format(count=whole["left"])] if whole["left"] else []),
        table([COLUMNS[h] for h in HEADINGS], rows),
    ]
    return "\n".join(line for line in lines if line)
