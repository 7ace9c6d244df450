import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from services.funding.models import Base
from services.funding.service import FundingService
from shared import migrations
from shared.db import engine_for
from tests import servers
from tests.integration.funding.office import Office
from tests.requires import requires
from tests.service_desk import open_desk


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once and copied for each test."""
    path = tmp_path_factory.mktemp("funding") / "migrated.db"
    engine = engine_for(f"sqlite:///{path}", 1)
    migrations.upgrade(engine, "services.funding")
    engine.dispose()  # the last one to leave puts the log into the file
    return path


@pytest.fixture(scope="session")
def emptied_postgres() -> Iterator[Callable[[], str]]:
    """Migrated once; call it for the URL of the same database, emptied."""
    requires("postgres")
    with servers.own_database() as url:
        engine = engine_for(url, 1)
        migrations.upgrade(engine, "services.funding")

        def empty() -> str:
            with engine.begin() as connection:
                for table in Base.metadata.tables:  # a test may have broken in
                    connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER ALL"))
                connection.execute(text("SET LOCAL session_replication_role = replica"))
                connection.execute(text(f"TRUNCATE {', '.join(Base.metadata.tables)}"))
            return url

        yield empty
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("emptied_postgres")())
    copied = tmp_path / "funding.db"
    shutil.copy(request.getfixturevalue("migrated_file"), copied)
    return f"sqlite:///{copied}"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    with open_desk(FundingService, database_url, tmp_path) as desk:
        yield Office(desk)
