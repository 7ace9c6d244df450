"""`lantian bus archive`: move old events to the archive and forget what is old, now.

Every service does it each night by itself; here is what would go, and with `--do-it` and `--why`
the same at once.
"""

import argparse
from typing import Any

from lantian.bus.console import NEEDS_A_PERSON, WELL, Console, of_each
from shared.texts.bus import CLEAN_BEGUN, CLEAN_WOULD, KEEPERS, NOTHING_OLD, SWEPT
from shared.texts.words import WORDS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--service", choices=KEEPERS, help="default: all")
    parser.add_argument("--why", default="", help="the reason, for the history")
    parser.add_argument("--dry-run", action="store_true", help="only say it, also with --do-it")
    parser.add_argument("--do-it", action="store_true", help="else it is only said, not done")


def run(console: Console, arguments: argparse.Namespace) -> int:
    doing = {"dry_run": arguments.dry_run or not arguments.do_it, "why": arguments.why}
    services = [arguments.service] if arguments.service else list(KEEPERS)
    answers, away = of_each(services, lambda s: console.post(f"/bus/{s}/clean-up", doing))
    console.show(answers, "\n".join(map(described, answers)))
    return NEEDS_A_PERSON if away else WELL


def described(answer: dict[str, Any]) -> str:
    there = [each for each in answer["tables"] if each["rows"]]
    return (CLEAN_WOULD if answer["dry_run"] else CLEAN_BEGUN).format(
        service=WORDS["service"][answer["service"]],
        rows=sum(each["rows"] for each in there),
        tables="\u3001".join(f"{SWEPT[e['table']]} {e['rows']}" for e in there) or NOTHING_OLD,
    )
