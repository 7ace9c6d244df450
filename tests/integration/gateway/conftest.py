from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from gateway.app import create_app
from gateway.settings import WebSettings
from gateway.store import GatewayUnitOfWork
from shared import migrations
from shared.messaging.database import Database
from shared.settings import Settings
from tests.integration.gateway.site import Site

Open = Callable[..., Site]
# argon2 as it is, only cheap: the rules do not depend on how dear a guess is.
WEB = WebSettings(secret=b"of the tests" * 4, hash_memory_kib=64, hash_rounds=1)


@cache
def app_for(settings: WebSettings) -> Flask:
    """Made once: it holds no state of a test's own."""
    return create_app(settings)


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[Database[GatewayUnitOfWork]]:
    plain = Settings.from_environment({"LANTIAN_DATA": str(tmp_path), "LANTIAN_DEMO": "0"})
    opened: Database[GatewayUnitOfWork] = Database(GatewayUnitOfWork)
    opened.connect(replace(plain, embedded=False, postgres=database_url), "gateway")
    migrations.upgrade(opened.engine, "gateway")
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
