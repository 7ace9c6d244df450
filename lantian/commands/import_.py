"""`lantian import`: take over areas from a CSV, or children from a roster.

`lantian import areas FILE.csv`: columns code, name, level, parent.
`lantian import children FILE.xlsx --report OUT.json`: how every row ended. Rejected rows are no
failure of the command; 2 says that the file as a whole could not be read as a roster.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from gateway.texts import sentence
from lantian.folder import FolderInUse, held
from lantian.process import prepare
from services.registry.handlers import importing, intake, places
from services.registry.queries.imports import report as report_of
from services.registry.store import RegistryUnitOfWork
from shared import migrations
from shared.access.grant import Grant
from shared.access.table import admit
from shared.child_process import ChildKilled
from shared.clock import today
from shared.errors import DomainError
from shared.messaging.database import Database
from shared.settings import Settings
from shared.viewer import Viewer

EVENTLET = True
WRONG_FILE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", required=True)
    areas = kinds.add_parser("areas", help="townships and villages from a CSV")
    areas.add_argument("file", type=Path)
    children = kinds.add_parser("children", help="a roster: .xlsx, .xls or .csv")
    children.add_argument("file", type=Path)
    children.add_argument("--report", type=Path, metavar="OUT.json", help="how every row ended")
    children.add_argument("--area", default=None, help="code of the place whose roster it is")


def run(args: argparse.Namespace) -> int:
    settings = prepare()
    try:
        content = args.file.read_bytes()
    except OSError as missing:
        print(f"lantian: {args.file}: {missing.strerror}", file=sys.stderr)
        return WRONG_FILE
    try:
        if not settings.embedded:
            return _import(args, settings, content)
        with held(settings.data):
            return _import(args, settings, content)
    except FolderInUse as refused:
        print(f"lantian: {refused}; upload the file there instead", file=sys.stderr)
        return 1
    except ChildKilled:
        print("lantian: cut short; the service goes on with this import", file=sys.stderr)
        return 1
    except DomainError as refusal:
        return _refused(type(refusal).__name__, [str(argument) for argument in refusal.args])


def _refused(code: str, args: list[str]) -> int:
    print(f"{code}: {sentence(code, args)}", file=sys.stderr)
    return WRONG_FILE


def _import(args: argparse.Namespace, settings: Settings, content: bytes) -> int:
    """Raises the refusals of the file."""
    database: Database[RegistryUnitOfWork] = Database(RegistryUnitOfWork)
    database.connect(settings, "registry")
    try:
        migrations.upgrade(database.engine, "services.registry")
        if args.kind == "areas":
            return _import_areas(database, content)
        return _import_children(database, args, content)
    finally:
        database.stop()


def _grant(operation: str) -> Grant:
    return admit(Viewer.system(), f"registry.{operation}")


def _import_areas(database: Database[RegistryUnitOfWork], content: bytes) -> int:
    with database.transaction() as uow:
        counts = places.import_areas(
            uow, _grant("import_areas"), content=content, valid_from=None, today=today()
        )
    print(" ".join(f"{name}={count}" for name, count in counts.items()))
    return 0


def _import_children(
    database: Database[RegistryUnitOfWork], args: argparse.Namespace, content: bytes
) -> int:
    with database.transaction() as uow:
        # With its job: if this process dies, the service ends what it began.
        import_id = intake.take_in(
            uow,
            _grant("start_import"),
            filename=args.file.name,
            content=content,
            area=args.area,
            today=today(),
        ).id
    importing.run_import(database.transaction, import_id, told=_tell)
    with database.transaction() as uow:
        report = report_of(uow, import_id)
    if report.refusal:
        return _refused(*report.refusal)
    written: dict[str, Any] = {"counts": report.counts, "rows": report.rows}
    if args.report:
        text = json.dumps(written, ensure_ascii=False, indent=1)
        args.report.write_text(text + "\n", encoding="utf-8")
    print(" ".join(f"{name}={count}" for name, count in report.counts.items()))
    return 0


def _tell(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
