"""`lantian healthy` tells a process manager which process does not do its work."""

import argparse
from collections.abc import Iterator
from datetime import timedelta

import pika
import pytest
from sqlalchemy import Engine, insert

from lantian.commands import healthy
from services.funding.models import Outbox
from shared import migrations
from shared.clock import now
from shared.db import engine_for
from shared.settings import WrongSetting


def check(service: str, *, relay: bool = False) -> int:
    return healthy.run(argparse.Namespace(service=service, relay=relay))


@pytest.fixture
def database(postgres_url: str, rabbitmq: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Of funding, migrated; the settings of a container point to it."""
    monkeypatch.setenv("LANTIAN_MODE", "distributed")
    monkeypatch.setenv("LANTIAN_AMQP", rabbitmq)
    monkeypatch.setenv("LANTIAN_POSTGRES", f"{postgres_url}?application_name={{service}}")
    engine = engine_for(postgres_url, 1)
    migrations.upgrade(engine, "services.funding")
    yield engine
    engine.dispose()


@pytest.fixture
def calls_taken(rabbitmq: str) -> Iterator[None]:
    """Somebody consumes the queue of calls to funding."""
    connection = pika.BlockingConnection(pika.URLParameters(rabbitmq))
    channel = connection.channel()
    channel.queue_declare("rpc-funding", auto_delete=True)
    channel.basic_consume("rpc-funding", lambda *_: None)
    yield
    connection.close()


@pytest.mark.usefixtures("database", "calls_taken")
def test_a_service_that_takes_calls_on_its_own_schema_is_healthy() -> None:
    assert check("funding") == 0


@pytest.mark.usefixtures("database")
def test_a_service_whose_calls_nobody_takes_is_ill(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("funding") == 1
    assert capsys.readouterr().err.startswith("funding: ")


@pytest.mark.usefixtures("calls_taken")
def test_a_service_on_another_schema_is_ill(
    database: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")

    assert check("funding") == 1
    assert "schema" in capsys.readouterr().err


@pytest.mark.usefixtures("database")
def test_without_its_broker_a_service_is_ill(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANTIAN_AMQP", "amqp://guest:guest@127.0.0.1:1/none")

    assert check("funding") == 1


def test_a_relay_is_ill_when_an_event_has_waited_long(database: Engine) -> None:
    assert check("funding", relay=True) == 0
    event = {
        "event_id": "1",
        "exchange": "funding.events",
        "routing_key": "roll_proposed",
        "aggregate_id": "1",
        "shard": 0,
        "body": "{}",
    }
    with database.begin() as connection:
        connection.execute(insert(Outbox).values(**event, written_at=now()))
    assert check("funding", relay=True) == 0
    long_ago = now() - timedelta(minutes=5)
    with database.begin() as connection:
        other = event | {"event_id": "2"}
        connection.execute(insert(Outbox).values(**other, written_at=long_ago))

    assert check("funding", relay=True) == 1


def test_a_gateway_that_does_not_answer_is_ill(
    monkeypatch: pytest.MonkeyPatch, database: Engine
) -> None:
    monkeypatch.setenv("LANTIAN_PORT", "1")

    assert check("gateway") == 1


def test_the_embedded_mode_is_asked_over_http_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANTIAN_MODE", "embedded")
    with pytest.raises(WrongSetting):
        check("funding")
