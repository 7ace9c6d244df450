"""RabbitMQ and PostgreSQL for tests: those that the environment names, else containers where an
engine answers, else those that answer on this machine's usual ports. Each run gets a vhost of its
own and each test a database of its own.

LANTIAN_TEST_AMQP (default amqp://guest:guest@127.0.0.1:5672)
LANTIAN_TEST_RABBITMQCTL (default rabbitmqctl, for that broker)
LANTIAN_TEST_POSTGRES (default postgresql+psycopg2://postgres@127.0.0.1:5432)
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from uuid import uuid4

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

LOCAL_AMQP = "amqp://guest:guest@127.0.0.1:5672"
LOCAL_POSTGRES = "postgresql+psycopg2://postgres@127.0.0.1:5432"


@cache
def docker_answers() -> bool:
    import docker  # noqa: PLC0415 - slow, and only where it is asked for

    try:
        return bool(docker.from_env(timeout=3).ping())
    except Exception:
        return False


def address_of(setting: str, container: str, local: str) -> str:
    if named := os.environ.get(setting):
        return named
    if not docker_answers():
        return local
    from tests import containers  # noqa: PLC0415 - starts one, so only where it is wanted

    return str(getattr(containers, container)())


@cache
def amqp() -> str:
    return address_of("LANTIAN_TEST_AMQP", "rabbitmq", LOCAL_AMQP)


@cache
def postgres() -> str:
    return address_of("LANTIAN_TEST_POSTGRES", "postgres", LOCAL_POSTGRES)


@cache
def rabbitmq_answers() -> bool:
    from kombu import Connection  # noqa: PLC0415 - only where it is asked for

    try:
        with Connection(f"{amqp()}//", connect_timeout=3) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=3)
    except Exception:
        return False
    return True


@cache
def postgres_answers() -> bool:
    try:
        _administer("SELECT 1")
    except DBAPIError:
        return False
    return True


@contextmanager
def own_vhost() -> Iterator[str]:
    """The address of a vhost that is gone afterwards; the default one where none can be made, with
    names of queues that are unique anyway."""
    name = f"lantian-test-{uuid4().hex[:8]}"
    if not (
        _rabbitmqctl("add_vhost", name)
        and _rabbitmqctl("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
    ):
        yield f"{amqp()}//"
        return
    try:
        yield f"{amqp()}/{name}"
    finally:
        _rabbitmqctl("delete_vhost", name)


def rabbitmqctl() -> str | None:
    """The tool for the broker that the tests use."""
    return os.environ.get("LANTIAN_TEST_RABBITMQCTL") or shutil.which("rabbitmqctl")


def _rabbitmqctl(*arguments: str) -> bool:
    program = rabbitmqctl()
    if program is None:
        return False
    done = subprocess.run([program, "-q", *arguments], capture_output=True, timeout=60, check=False)
    return done.returncode == 0


@contextmanager
def own_database(prefix: str = "lantian_test") -> Iterator[str]:
    """The URL of an empty PostgreSQL database, dropped afterwards, whoever is still in it."""
    with own_databases("x", prefix=prefix) as template:
        yield template.format(service="x")


@contextmanager
def own_databases(*services: str, prefix: str = "lantian_test") -> Iterator[str]:
    """As the setting `postgres`: a URL with {service}, and a database for each of the services."""
    run = f"{prefix}_{uuid4().hex[:8]}"
    for service in services:
        _administer(f'CREATE DATABASE "{run}_{service}"')
    try:
        yield f"{postgres()}/{run}_{{service}}"
    finally:
        for service in services:
            drop_database(f"{run}_{service}")


def copy_database(template: str, name: str) -> None:
    """In the place of whatever is there; nobody may be connected to the template."""
    drop_database(name)
    _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop_database(name: str) -> None:
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _administer(statement: str) -> None:
    engine = create_engine(
        f"{postgres()}/postgres", isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3}
    )
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
