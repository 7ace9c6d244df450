"""`lantian bus`: what waits, what died, and what to do about it.

Speaks to the running gateway, by a ticket sealed with the installation's keys, in both modes the
same. Exit codes: 0 all is well, 1 something needs a person, 2 wrongly asked.
"""

import argparse
import importlib
import sys
from pathlib import Path

from lantian.bus.console import NEEDS_A_PERSON, WELL, WRONGLY_ASKED, Console, Refused
from lantian.cli import first_line
from shared.settings import Settings
from shared.texts.bus import UNREACHABLE

COMMANDS = Path(__file__).parents[1] / "bus" / "commands"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--url", help="where the gateway answers; by default from the settings")
    common.add_argument("--json", action="store_true", help="the whole answer, for programs")
    commands = parser.add_subparsers(dest="subcommand", required=True, metavar="COMMAND")
    for path in sorted(COMMANDS.glob("[!_]*.py")):
        name = path.stem.replace("_", "-")
        module = importlib.import_module(f"lantian.bus.commands.{path.stem}")
        its = commands.add_parser(
            name, parents=[common], help=first_line(path), description=module.__doc__
        )
        module.add_arguments(its)
        its.set_defaults(module=module)


def run(arguments: argparse.Namespace) -> int:
    console = Console.of(Settings.from_environment(), arguments.url, arguments.json)
    try:
        return int(arguments.module.run(console, arguments))
    except Refused as refusal:
        print(refusal.problem.get("detail") or refusal, file=sys.stderr)
        for each in refusal.problem.get("errors", ()):
            print(f"  {each['field']}: {each['message']}", file=sys.stderr)
        return WRONGLY_ASKED if refusal.status in (400, 404, 409, 422) else NEEDS_A_PERSON
    except BrokenPipeError:  # whoever read the output has seen enough
        sys.stdout = None
        return WELL
    except OSError as away:
        print(UNREACHABLE.format(url=console.url, why=type(away).__name__), file=sys.stderr)
        return NEEDS_A_PERSON
