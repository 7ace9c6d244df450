"""`lantian bus rebuild SERVICE`: feed a service's copies of others' data anew, from their history.

Every producer sends what the copies are made of to the handlers that feed them, to nobody else.
The service goes on meanwhile: lost rows come back, wrong ones are mended, and nothing else is done
again.
"""

import argparse

from lantian.bus.commands.replay import said
from lantian.bus.console import WELL, Console
from shared.texts.bus import KEEPERS, NO_COPIES
from shared.texts.words import WORDS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("service", choices=KEEPERS)
    parser.add_argument("--rate", type=int, default=200, help="a second and handler (200)")
    parser.add_argument("--why", default="", help="the reason, for the history")
    parser.add_argument("--do-it", action="store_true", help="else it is only said, not done")


def run(console: Console, arguments: argparse.Namespace) -> int:
    doing = {"dry_run": not arguments.do_it, "why": arguments.why, "rate": arguments.rate}
    answers, lines = [], []
    for copy in console.get(f"/bus/{arguments.service}/copies")["items"]:
        wish = {name: value for name, value in copy.items() if name != "source"}
        answer = console.post(f"/bus/{copy['source']}/replays", {**wish, **doing})
        answers.append({"consumer": copy["consumer"], **answer})
        lines.append(said(answer, copy["consumer"]))
    none = NO_COPIES.format(service=WORDS["service"][arguments.service])
    console.show(answers, "\n".join(lines) or none)
    return WELL
