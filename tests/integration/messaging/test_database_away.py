"""While its database is away a service waits for it, with one question at a time."""

import socket
from collections.abc import Iterator
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import eventlet
import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from shared.db import is_outage
from shared.messaging.connecting import limit_connecting
from shared.messaging.database import Database
from shared.messaging.waker import Waker
from tests.probes import probe

WAITING = 50


@pytest.fixture
def silent_server() -> Iterator[str]:
    """Takes connections and says nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield f"postgresql+psycopg2://postgres@127.0.0.1:{server.getsockname()[1]}/nowhere"


def test_a_server_that_says_nothing_is_an_outage(silent_server: str) -> None:
    engine = create_engine(silent_server)
    limit_connecting(engine, 0.1)
    with (
        eventlet.Timeout(30),
        pytest.raises(OperationalError, match="no connection within") as raised,
    ):
        engine.connect()
    assert is_outage(raised.value)


def test_a_word_to_a_server_that_says_nothing_is_given_up(
    silent_server: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("shared.messaging.waker.PATIENCE", 0.1)
    waker = Waker(silent_server)
    waker.notice(SimpleNamespace(notices={"outbox"}))
    probe(lambda: not waker._speaking)
    waker.stop()
    assert "the relay is not woken" in caplog.text


class Away(Database[Any]):
    """Answers at the fifth question."""

    def __init__(self) -> None:
        super().__init__(object)  # type: ignore[arg-type]
        self.asked = self.at_once = self.most_at_once = 0

    def answers(self) -> bool:
        self.asked += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        eventlet.sleep(0)
        self.at_once -= 1
        return self.asked >= 5


def test_however_many_wait_one_asks() -> None:
    database = Away()
    waiting = [eventlet.spawn(database.wait_until_back, lambda: False) for _ in range(WAITING)]
    for each in waiting:
        each.wait()
    assert (database.asked, database.most_at_once) == (5, 1)
    assert not database.away


def test_after_the_next_outage_it_is_asked_anew() -> None:
    database = Away()
    database.wait_until_back(lambda: False)
    probe(lambda: not database._asking)
    database.asked = 0
    database.wait_until_back(lambda: False)
    assert database.asked == 5


def test_whoever_gives_up_waits_no_longer() -> None:
    database = Away()
    asked = iter([False, True])
    database.wait_until_back(lambda: next(asked))
    assert database.away
    assert database.asked < 5
