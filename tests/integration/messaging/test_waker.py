"""A commit wakes the relay, and many at once wake it once."""

from collections.abc import Iterator
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import eventlet
import psycopg2
import pytest
from sqlalchemy import event, make_url

from shared.messaging.tables import WAKE_CHANNEL
from shared.messaging.waker import Waker
from tests.probes import probe

COMMITS = 50


@pytest.fixture
def waker(postgres_url: str) -> Iterator[Waker]:
    found = Waker(postgres_url)
    yield found
    found.stop()


@pytest.fixture
def heard(postgres_url: str) -> Iterator[Any]:
    """How many words have come so far."""
    address = make_url(postgres_url).set(drivername="postgresql")
    with closing(psycopg2.connect(address.render_as_string(False))) as connection:
        connection.autocommit = True
        connection.cursor().execute(f"LISTEN {WAKE_CHANNEL}")

        def count() -> int:
            connection.poll()
            return len(connection.notifies)

        yield count


def unit(*notices: str) -> Any:
    return SimpleNamespace(notices=set(notices))


def test_many_commits_at_once_are_one_word_or_two(waker: Waker, heard: Any) -> None:
    for _ in range(COMMITS):
        waker.notice(unit("outbox", "timers"))
    probe(heard)
    probe(lambda: not waker._speaking)
    assert heard() <= 2


def test_a_commit_during_the_word_is_told_too(waker: Waker, heard: Any) -> None:
    waker.notice(unit("outbox"))
    eventlet.sleep(0)  # it speaks
    waker.notice(unit("outbox"))
    probe(lambda: heard() == 2)


def test_a_commit_without_events_wakes_nobody(waker: Waker, heard: Any) -> None:
    waker.notice(unit("timers"))
    assert not waker._speaking
    waker.notice(unit("outbox"))
    probe(heard)
    assert heard() == 1


def test_a_session_that_is_cut_during_the_word_is_no_failure_either(
    waker: Waker, heard: Any, postgres_url: str
) -> None:
    waker.notice(unit("outbox"))
    probe(lambda: heard() == 1 and not waker._speaking)

    @event.listens_for(waker._engine, "after_cursor_execute", once=True)
    def end_the_session(connection: Any, *_: Any) -> None:
        pid = connection.connection.driver_connection.info.backend_pid
        address = make_url(postgres_url).set(drivername="postgresql")
        with closing(psycopg2.connect(address.render_as_string(False))) as other:
            other.cursor().execute(f"SELECT pg_terminate_backend({pid})")

    waker.notice(unit("outbox"))
    probe(lambda: heard() == 2 and not waker._speaking)

    def speaks_again() -> bool:
        waker.notice(unit("outbox"))  # the first may meet the cut, where it is seen only now
        return heard() > 2

    probe(speaks_again)


def test_a_database_that_is_away_is_no_failure_of_the_commit(
    caplog: pytest.LogCaptureFixture,
) -> None:
    waker = Waker("postgresql+psycopg2://postgres@127.0.0.1:9/nowhere")
    waker.notice(unit("outbox"))
    probe(lambda: not waker._speaking)
    assert "the relay is not woken" in caplog.text
