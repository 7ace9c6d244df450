"""`lantian bus replay`: send history once more to one consumer, or show and stop replays.

    lantian bus replay pairing.on_child_changed --since 2025-09-01T00:00:00+08:00
    lantian bus replay pairing.on_child_changed --do-it --why "a table was restored from a backup"
    lantian bus replay pairing.on_child_changed --id ID --id ID --only-unhandled
    lantian bus replay --list

Only said what it would do, until `--do-it` with `--why` is given. Each event takes effect once
more: a copy is mended by it, and a consumer with other effects has them again. With
`--only-unhandled` none does that the consumer has handled before or that was given up for it: the
way to make good what was lost.
"""

import argparse
from typing import Any

from lantian.bus.console import NEEDS_A_PERSON, WELL, WRONGLY_ASKED, Console, of_each
from lantian.bus.tables import table
from shared.texts import bus as texts
from shared.texts.words import WORDS

HEADINGS = ("service", "replay", "consumer", "published", "state", "asked_by", "asked_at")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("consumer", nargs="?", help="such as pairing.on_child_changed")
    parser.add_argument("--type", help="of the event; by default the one that the consumer hears")
    parser.add_argument("--aggregate", help="only events of this id")
    parser.add_argument("--since", help="an instant, such as 2025-09-01T00:00:00+08:00")
    parser.add_argument("--until", help="an instant; what happened then is not included")
    parser.add_argument("--id", action="append", default=[], dest="ids", help="only this event")
    parser.add_argument(
        "--only-unhandled",
        action="store_true",
        help="no second effect of what the consumer has handled, nor of what was given up",
    )
    parser.add_argument("--rate", type=int, default=200, help="a second (200)")
    parser.add_argument("--why", default="", help="the reason, for the history")
    parser.add_argument("--dry-run", action="store_true", help="only say it, also with --do-it")
    parser.add_argument("--do-it", action="store_true", help="else it is only said, not done")
    parser.add_argument("--list", action="store_true", help="replays and how far they are")
    parser.add_argument("--stop", metavar="ID", help="end this replay")


def run(console: Console, arguments: argparse.Namespace) -> int:
    if arguments.list or arguments.stop:
        found, away = every(console)
        if arguments.stop:
            return stop(console, arguments, found)
        show(console, found)
        return NEEDS_A_PERSON if away else WELL
    heard = heard_by(console, arguments.consumer, arguments.type)
    if heard is None:
        console.show({"id": None}, texts.NOT_HEARD.format(consumer=arguments.consumer))
        return WRONGLY_ASKED
    wish = {
        "consumer": arguments.consumer,
        "event_type": heard["type"],
        "aggregate_id": arguments.aggregate,
        "since": arguments.since,
        "until": arguments.until,
        "event_ids": arguments.ids,
        "only_unhandled": arguments.only_unhandled,
        "rate": arguments.rate,
    }
    doing = {"dry_run": arguments.dry_run or not arguments.do_it, "why": arguments.why}
    answer = console.post(f"/bus/{heard['source']}/replays", {**wish, **doing})
    lines = [said(answer, arguments.consumer)]
    lines += [texts.REPLAY_UNHANDLED] if arguments.only_unhandled else []
    console.show(answer, "\n".join(lines))
    return WELL


def said(answer: dict[str, Any], consumer: str) -> str:
    text = texts.REPLAY_WOULD if answer["dry_run"] else texts.REPLAY_BEGUN
    return text.format(consumer=consumer, **answer)


def heard_by(console: Console, consumer: str | None, kind: str | None) -> dict[str, Any] | None:
    """The subscription of that name: what it hears, and from whom."""
    service, _, method = (consumer or "").partition(".")
    if service not in texts.KEEPERS:
        return None
    for each in console.get(f"/bus/{service}/status")["subscriptions"]:
        if each["consumer"] == method and kind in (None, each["type"]):
            return dict(each)
    return None


def every(console: Console) -> tuple[list[dict[str, Any]], list[str]]:
    """The youngest first, and the services that could not be asked."""
    answers, away = of_each(
        texts.KEEPERS, lambda service: console.get(f"/bus/{service}/replays")["items"]
    )
    found = [replay for replays in answers for replay in replays]
    return sorted(found, key=lambda replay: str(replay["asked_at"]), reverse=True), away


def show(console: Console, found: list[dict[str, Any]]) -> None:
    rows = [
        [WORDS["service"][each["service"]], each["id"], *(each[name] for name in HEADINGS[2:])]
        for each in found
    ]
    headings = [texts.COLUMNS[name] for name in HEADINGS]
    console.show(found, table(headings, rows) or texts.NO_REPLAYS)


def stop(console: Console, arguments: argparse.Namespace, found: list[dict[str, Any]]) -> int:
    for each in found:
        if each["id"] == arguments.stop and each["state"] == "running":
            path = f"/bus/{each['service']}/replays/{each['id']}/stop"
            answer = console.post(path, {"why": arguments.why})
            console.show(answer, texts.REPLAY_STOPPED.format(id=each["id"]))
            return WELL
    console.show({"stopped": False}, texts.REPLAY_ENDED.format(id=arguments.stop))
    return NEEDS_A_PERSON
