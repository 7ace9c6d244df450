"""Tables for services that exist only in a test, and so have no migrations."""

from typing import Any

from nameko.containers import ServiceContainer
from sqlalchemy import inspect

from shared.db import engine_for
from shared.messaging.database import Database, package_of


def create_tables(base: Any, url: str) -> None:
    engine = engine_for(url, 1)
    try:
        base.metadata.create_all(engine)
    finally:
        engine.dispose()


def prepare(container: ServiceContainer) -> None:
    """Before a start: what a real service's migrations would have made."""
    settings = container.config["settings"]
    for database in [d for d in container.dependencies if isinstance(d, Database)]:
        if package_of(database.unit) is None:
            create_tables(database.unit.base, settings.database(container.service_name))


def table_names(url: str) -> set[str]:
    engine = engine_for(url, 1)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()
