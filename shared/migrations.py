"""Each service's schema, brought up to date at its start, by alembic.

A service keeps `migrations/env.py` (two lines: its metadata given to `run`) and numbered steps
in `migrations/versions/`. Steps only go forward: an older schema comes back with a backup, since
undoing a step would lose what was written after it.
"""

import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, inspect, text

# One number for all: PostgreSQL keeps advisory locks per database, and each service has its own.
ADVISORY_LOCK = 0x4C414E5449414E  # "LANTIAN"
OTHERS_TAKE = 120  # seconds at most that another process may be at the same change
REVISION = re.compile(r"^(revision|down_revision)\b.*= \"(\w+)\"", re.MULTILINE)

# alembic hands its context to the steps through module globals: one service of a process at a time.
_one_at_a_time = threading.Lock()


class UnknownSchema(Exception):
    """The database is at a step that this program does not have: it is older than its data."""


def packages() -> list[str]:
    """Every package that has migrations: "gateway", "services.activities", …"""
    services = Path(str(resources.files("services")))
    found = sorted(
        f"services.{path.parent.parent.name}" for path in services.glob("*/migrations/env.py")
    )
    return ["gateway", *found]


def folder(package: str) -> Path:
    return Path(str(resources.files(package))) / "migrations"


def metadata_of(package: str) -> MetaData:
    metadata: MetaData = import_module(f"{package}.models").Base.metadata
    return metadata


def newest(package: str) -> str | None:
    """The last step that the package has. Read as text: a start need not load alembic."""
    steps, followed = Counter[str](), set()
    for path in (folder(package) / "versions").glob("v*.py"):
        found = dict(REVISION.findall(path.read_text(encoding="utf-8")))
        steps[found["revision"]] += 1
        followed.add(found.get("down_revision"))
    if twice := sorted(step for step, times in steps.items() if times > 1):
        raise UnknownSchema(f"{package}: steps that are there twice: {twice}")
    heads = set(steps) - followed
    if len(heads) > 1:
        raise UnknownSchema(f"{package}: several newest steps: {sorted(heads)}")
    return heads.pop() if heads else None


def current(engine: Engine) -> str | None:
    """The step that the database is at; None for an empty one."""
    with engine.connect() as connection, _patient(connection):
        if not inspect(connection).has_table("alembic_version"):
            return None
        step: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return step


def upgrade(engine: Engine, package: str) -> bool:
    """Bring the schema to the newest step; True if there was something to do.

    Of several processes that start at once one does it and the others wait for it.
    """
    if current(engine) == newest(package):
        return False
    with (
        _one_at_a_time,
        engine.connect() as connection,
        _for_a_change(connection),
        connection.begin(),
    ):
        _wait_for_others(connection)
        _upgrade(connection, package)
        _check_foreign_keys(connection)
    return True


def _upgrade(connection: Connection, package: str) -> None:
    # Here, not above: it takes a tenth of a second that a start with nothing to do can do without.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder(package)).replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except CommandError as exc:
        raise UnknownSchema(f"{package}: {exc}") from exc


def run(metadata: MetaData) -> None:
    """What every `migrations/env.py` calls: alembic's side of `upgrade`."""
    from alembic import context  # noqa: PLC0415

    connection: Connection = context.config.attributes["connection"]
    # The caller's transaction is around it on both databases: a step that fails leaves nothing.
    context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
    context.run_migrations()


def _wait_for_others(connection: Connection) -> None:
    """SQLite needs nothing: its transactions begin as BEGIN IMMEDIATE."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})


@contextmanager
def _patient(connection: Connection) -> Iterator[None]:
    """Who waits on SQLite for another process at the same change, or only asks whether there is
    one to make, waits for as long as that takes."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute(f"PRAGMA busy_timeout={1000 * OTHERS_TAKE}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={patience}")


@contextmanager
def _for_a_change(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it; with foreign keys on, what points to it goes."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    with _patient(connection):
        driver.execute("PRAGMA foreign_keys=OFF")  # without effect inside a transaction
        try:
            yield
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise UnknownSchema(f"a step broke a reference of table {broken[0]}")
