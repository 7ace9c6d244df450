import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from gateway.app import create_app
from gateway.models import Base
from gateway.settings import WebSettings
from gateway.store import GatewayUnitOfWork
from shared.db import engine_for
from shared.messaging.database import Database
from shared.settings import Settings
from tests import servers
from tests.integration.gateway.site import Site
from tests.migrated import bring_up
from tests.requires import requires

Open = Callable[..., Site]
# argon2 as it is, only cheap: the rules do not depend on how dear a guess is.
WEB = WebSettings(secret=b"of the tests" * 4, hash_memory_kib=64, hash_rounds=1)


@cache
def app_for(settings: WebSettings) -> Flask:
    """Made once: it holds no state of a test's own."""
    return create_app(settings)


def migrated(url: str) -> Engine:
    engine = engine_for(url, 1)
    bring_up(engine, "gateway")
    return engine


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once and copied for each test."""
    path = tmp_path_factory.mktemp("gateway") / "empty.db"
    engine = migrated(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def emptied_postgres() -> Iterator[Callable[[], str]]:
    """Migrated once; call it for the URL of the same database, emptied."""
    requires("postgres")
    with servers.own_database() as url:
        engine = migrated(url)

        def empty() -> str:
            tables = ", ".join(Base.metadata.tables)
            with engine.begin() as connection:
                # Append-only tables refuse this from everybody who does not say so.
                connection.execute(text("SET LOCAL session_replication_role = replica"))
                connection.execute(text(f"TRUNCATE {tables}"))
            return url

        yield empty
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    return str(request.getfixturevalue("emptied_postgres")())


@pytest.fixture
def sqlite_url(empty_sqlite: Path, tmp_path: Path) -> str:
    path = shutil.copy(empty_sqlite, tmp_path / "gateway.db")
    return f"sqlite:///{path}"


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[Database[GatewayUnitOfWork]]:
    plain = Settings.from_environment({"LANTIAN_DATA": str(tmp_path), "LANTIAN_DEMO": "0"})
    opened: Database[GatewayUnitOfWork] = Database(GatewayUnitOfWork)
    opened.connect(replace(plain, embedded=False, postgres=database_url), "gateway")
    yield opened
    opened.stop()


@pytest.fixture
def open_site(database: Database[GatewayUnitOfWork]) -> Open:
    def open_with(**changes: Any) -> Site:
        settings = replace(WEB, **changes)
        return Site(app_for(settings), database, settings)

    return open_with


@pytest.fixture
def site(open_site: Open) -> Site:
    return open_site()
