"""`lantian [--data DIR] [--today YYYY-MM-DD] COMMAND ...`: one module per command.

A command is a module in `lantian.commands` with a docstring that says what it does,
`add_arguments(parser)` and `run(arguments) -> exit code`. With `EVENTLET = True` the standard
library is patched before the module is imported, so that it may import services. The help shows
the first line of each docstring, read without importing.
"""

import argparse
import ast
import importlib
import os
import sys
import warnings
from pathlib import Path

COMMANDS = Path(__file__).parent / "commands"


def run(words: list[str]) -> int:
    """The exit code: 0 done, 1 it went wrong, 2 it was asked wrongly."""
    parser = make_parser()
    options, rest = parser.parse_known_args(words)
    if options.command is None:
        parser.print_help(sys.stderr)
        return 2
    to_environment(options)
    return run_command(options.command, rest)


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lantian", description="The protection network of a county.", allow_abbrev=False
    )
    parser.add_argument("--data", metavar="DIR", help="the data folder (LANTIAN_DATA)")
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="another today (LANTIAN_TODAY)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, path in sorted(found().items()):
        commands.add_parser(name, help=first_line(path), add_help=False)
    return parser


def found() -> dict[str, Path]:
    """Command -> module. `import_` is `import`, which Python keeps for itself."""
    paths = [path for path in COMMANDS.glob("*.py") if not path.stem.startswith("_")]
    return {path.stem.rstrip("_").replace("_", "-"): path for path in paths}


def first_line(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].partition(": ")[2].rstrip(".")


def wants_eventlet(path: Path) -> bool:
    """Read, not imported: by then it would be too late to patch."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == "EVENTLET" for t in node.targets)
        and isinstance(node.value, ast.Constant)
        and node.value.value is True
        for node in tree.body
    )


def to_environment(options: argparse.Namespace) -> None:
    """Settings come from one place, for this process and for those that it starts."""
    if options.data:
        os.environ["LANTIAN_DATA"] = options.data
    if options.today:
        os.environ["LANTIAN_TODAY"] = options.today


def run_command(name: str, words: list[str]) -> int:
    path = found()[name]
    if wants_eventlet(path):
        patch()
    from shared.settings import WrongSetting  # noqa: PLC0415 - not before the patch

    module = importlib.import_module(f"lantian.commands.{path.stem}")
    parser = argparse.ArgumentParser(prog=f"lantian {name}", description=module.__doc__)
    module.add_arguments(parser)
    try:
        return int(module.run(parser.parse_args(words)) or 0)
    except WrongSetting as wrong:
        print(f"lantian: {wrong}", file=sys.stderr)
        return 2


def hush() -> None:
    """Eventlet says at its import that it is old; which we know, and no operator needs to."""
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")


def patch() -> None:
    hush()
    # Names are looked up at a connect only; its own resolver costs every start a quarter second.
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    import eventlet  # noqa: PLC0415 - only where it is wanted

    eventlet.monkey_patch()
