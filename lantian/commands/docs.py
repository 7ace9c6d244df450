"""`lantian docs [PAGE]`: the reference pages, made from the code."""

import argparse
import importlib
import sys
from pathlib import Path

EVENTLET = True

FOLDER = Path(__file__).parents[2] / "docs"
PAGES = {
    "events": "events.md",
    "flows": "flows.md",
    "asyncapi": "asyncapi.json",
    "access": "access.md",
    "messages": "messages.md",
    "openapi": "openapi.json",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("page", nargs="?", choices=list(PAGES), help="default: all of them")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--write", action="store_true", help="write them to docs/")
    how.add_argument("--check", action="store_true", help="exit 1 if docs/ says anything else")


def run(arguments: argparse.Namespace) -> int:
    chosen = [arguments.page] if arguments.page else list(PAGES)
    if arguments.check:
        return check(chosen)
    for page in chosen:
        if arguments.write:
            FOLDER.mkdir(exist_ok=True)
            (FOLDER / PAGES[page]).write_text(text_of(page), encoding="utf-8")
        else:
            print(text_of(page), end="")
    return 0


def check(chosen: list[str]) -> int:
    stale = [PAGES[page] for page in chosen if committed(page) != text_of(page)]
    if stale:
        print(
            f"not as the code says: {', '.join(stale)}; run: lantian docs --write", file=sys.stderr
        )
    return int(bool(stale))


def text_of(page: str) -> str:
    text: str = importlib.import_module(f"lantian.reference.{page}").page()
    return text


def committed(page: str) -> str:
    path = FOLDER / PAGES[page]
    return path.read_text(encoding="utf-8") if path.exists() else ""
