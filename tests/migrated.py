"""A service's tables in an empty database: migrated once a run, then copied. Migrating is most of
what a small test would do."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, make_url

from shared import migrations
from shared.db import engine_for
from tests import servers


def bring_up(engine: Engine, package: str) -> None:
    """As `migrations.upgrade`, on a database in which nobody works yet."""
    if migrations.current(engine) is None:
        engine.dispose()
        if engine.dialect.name == "postgresql":
            servers.copy_database(_template(package), str(engine.url.database))
        else:
            shutil.copyfile(_file(package), str(engine.url.database))
    migrations.upgrade(engine, package)


@cache
def _template(package: str) -> str:
    name = f"lantian_template_{os.getpid()}_{package.replace('.', '_')}"
    servers.copy_database("template1", name)
    atexit.register(servers.drop_database, name)
    _migrate(f"{servers.postgres()}/{name}", package)
    return name


@cache
def _file(package: str) -> Path:
    folder = tempfile.mkdtemp(prefix="lantian-migrated-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    url = f"sqlite:///{folder}/migrated.db"
    _migrate(url, package)
    return Path(str(make_url(url).database))


def _migrate(url: str, package: str) -> None:
    engine = engine_for(url, 1)
    try:
        migrations.upgrade(engine, package)
    finally:
        engine.dispose()
