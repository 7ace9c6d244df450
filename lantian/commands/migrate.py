"""`lantian migrate`: bring the databases' schema up to date, or say what is missing."""

import argparse
import sys
from contextlib import nullcontext

from lantian.folder import FolderInUse, held
from shared.db import engine_for
from shared.migrations import UnknownSchema, current, metadata_of, newest, packages, upgrade
from shared.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("service", nargs="?", default="all", help="a service's name, or all")
    parser.add_argument("message", nargs="?", default="", help="with --generate: what changes")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 if a database is behind"
    )
    parser.add_argument(
        "--generate", action="store_true", help="for developers: write SERVICE's next migration"
    )


def run(args: argparse.Namespace) -> int:
    chosen = [p for p in packages() if args.service in ("all", short(p))]
    if not chosen:
        names = ", ".join(["all", *map(short, packages())])
        print(f"no service {args.service}; there are: {names}", file=sys.stderr)
        return 2
    if args.generate:
        return generate(chosen, args.message)
    settings = Settings.from_environment()
    action = check if args.check else migrate
    try:
        with held(settings.data) if settings.embedded else nullcontext():
            return max(action(package, settings) for package in chosen)
    except (FolderInUse, UnknownSchema) as refused:
        print(f"lantian: {refused}", file=sys.stderr)
        return 1


def short(package: str) -> str:
    return package.rpartition(".")[2]


def migrate(package: str, settings: Settings) -> int:
    engine = engine_for(settings.database(short(package)), 1)
    try:
        changed = upgrade(engine, package)
        print(f"{short(package)}: {newest(package)} {'now' if changed else 'already'}")
    finally:
        engine.dispose()
    return 0


def check(package: str, settings: Settings) -> int:
    """1 if the database is behind the program, or holds another schema than its step says."""
    from lantian.migration_writer import differences  # noqa: PLC0415 - loads alembic

    engine = engine_for(settings.database(short(package)), 1)
    try:
        at, wanted = current(engine), newest(package)
        found = differences(engine, metadata_of(package)) if at == wanted else []
    finally:
        engine.dispose()
    print(f"{short(package)}: {at}" + (f", behind {wanted}" if at != wanted else ""))
    for line in found:
        print(f"  {line}")
    return int(at != wanted or bool(found))


def generate(chosen: list[str], message: str) -> int:
    from lantian.migration_writer import generate as written  # noqa: PLC0415 - loads alembic

    if not message:
        print("say what changes: lantian migrate --generate SERVICE MESSAGE", file=sys.stderr)
        return 2
    for package in chosen:
        path = written(package, message)
        print(f"{short(package)}: {path or 'the models ask for nothing new'}")
    return 0
