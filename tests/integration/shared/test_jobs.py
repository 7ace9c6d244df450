"""Jobs: one worker at a time, none lost, none given up in silence."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import eventlet
import pytest
from nameko.containers import ServiceContainer
from sqlalchemy import select
from sqlalchemy.exc import TimeoutError as PoolTimeout

from shared.clock import now
from shared.leases import (
    ATTEMPTS,
    Held,
    JobStopped,
    LeaseLost,
    claim,
    is_any_due,
    settle,
    still_ours,
)
from shared.messaging import jobs
from shared.messaging.database import Database
from shared.messaging.jobs import job, renew
from shared.settings import Settings
from tests.integration.shared import desk
from tests.integration.shared.desk import DeskUnitOfWork, Job, Note
from tests.probes import probe

LATER = timedelta(hours=1)


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[Database[Any]]:
    with desk.a_database(database_url, tmp_path) as made:
        yield made


def started(database: Database[Any], subject: str = "s1") -> None:
    with database.transaction() as uow:
        uow.start_job("count", subject)


def row_of(database: Database[Any]) -> dict[str, Any]:
    with database.transaction() as uow:
        return dict(uow.session.execute(select(Job.__table__)).mappings().one())


def notes(database: Database[Any]) -> list[str]:
    with database.transaction() as uow:
        return list(uow.session.scalars(select(Note.text).order_by(Note.id)))


def claimed(database: Database[Any], after: timedelta = timedelta(0)) -> Held:
    held = claim(database, "count", now() + after)
    assert held is not None
    return held


def give_up(uow: Any, subject: str, problem: str, _at: datetime) -> None:
    uow.session.add(Note(id=subject, text=problem))


# -- leases -------------------------------------------------------------------------------------


def test_a_job_is_held_by_one_worker_at_a_time(database: Database[Any]) -> None:
    started(database)
    claimed(database)
    assert claim(database, "count", now()) is None
    assert claim(database, "other", now()) is None


def test_a_look_finds_what_can_be_claimed_and_claims_nothing(database: Database[Any]) -> None:
    assert not is_any_due(database, "count", now())
    started(database)
    assert not is_any_due(database, "other", now())
    assert not is_any_due(database, "count", now() - LATER)
    assert is_any_due(database, "count", now())
    assert row_of(database)["holder"] is None
    claimed(database)
    assert not is_any_due(database, "count", now())
    assert is_any_due(database, "count", now() + LATER)


def test_a_worker_whose_job_was_taken_over_changes_nothing_more(database: Database[Any]) -> None:
    started(database)
    first = claimed(database)
    second = claimed(database, after=LATER)  # the first was not heard of any more
    until = row_of(database)["leased_until"]
    with pytest.raises(LeaseLost), first.transaction() as uow:
        uow.session.add(Note(id="n1", text="late"))
    renew_once(first)
    settle(first, None, give_up)
    settle(first, ValueError(), give_up)
    assert notes(database) == []
    left = row_of(database)
    assert (left["state"], left["holder"], left["attempts"]) == ("open", second.holder, 0)
    assert left["leased_until"] == until
    settle(second, None, give_up)
    assert row_of(database)["state"] == "done"


def renew_once(held: Held) -> None:
    with held.database.transaction() as uow:
        assert not still_ours(uow, held)
        assert not held.update(uow, leased_until=now() + 2 * LATER)


def test_nobody_takes_a_job_over_in_the_middle_of_its_transaction(
    postgres_url: str, tmp_path: Path
) -> None:
    with desk.a_database(postgres_url, tmp_path) as database:
        started(database)
        held = claimed(database)
        with held.transaction():
            assert claim(database, "count", now() + LATER) is None
        assert claim(database, "count", now() + LATER) is not None


def test_a_lease_outlives_an_outage(
    database: Database[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "RENEW", 0.01)
    monkeypatch.setattr(jobs, "RENEW_AGAIN", 0.01)
    started(database)
    held, before = claimed(database), row_of(database)["leased_until"]
    away = fails_first(monkeypatch, database, times=3)
    renewing = eventlet.spawn(renew, held)
    probe(lambda: not away and row_of(database)["leased_until"] > before)
    renewing.kill()


def fails_first(
    monkeypatch: pytest.MonkeyPatch, database: Database[Any], times: int
) -> list[Exception]:
    """The failures still to come."""
    to_come: list[Exception] = [PoolTimeout() for _ in range(times)]
    whole = database.transaction

    @contextmanager
    def transaction() -> Iterator[Any]:
        if to_come:
            raise to_come.pop()
        with whole() as uow:
            yield uow

    monkeypatch.setattr(database, "transaction", transaction)
    return to_come


# -- how an attempt ends ------------------------------------------------------------------------


def test_the_last_failed_attempt_is_told_to_whoever_waits(database: Database[Any]) -> None:
    started(database)
    for attempt in range(1, ATTEMPTS + 1):
        assert notes(database) == []
        settle(claimed(database, after=LATER), ValueError("张小花"), give_up)
        left = row_of(database)
        assert (left["attempts"], left["holder"], left["problem"]) == (attempt, None, "ValueError")
    assert left["state"] == "failed"
    assert notes(database) == ["ValueError"]
    assert claim(database, "count", now() + LATER) is None


@pytest.mark.parametrize("ending", [PoolTimeout(), JobStopped()], ids=["outage", "stop"])
def test_an_outage_and_an_orderly_end_use_up_no_attempt(
    database: Database[Any], ending: Exception
) -> None:
    started(database)
    for _ in range(2 * ATTEMPTS):
        settle(claimed(database, after=timedelta(minutes=1)), ending, give_up)
    left = row_of(database)
    assert (left["state"], left["attempts"], left["holder"]) == ("open", 0, None)
    assert notes(database) == []


# -- in a service -------------------------------------------------------------------------------


@contextmanager
def serving(
    database: Database[Any], folder: Path, work: Callable[..., None]
) -> Iterator[ServiceContainer]:
    url = database.engine.url.render_as_string(hide_password=False)

    class Counter:
        name = "counter"
        database = Database(DeskUnitOfWork)

        @job("count", given_up=give_up)
        def count(self, subject: str, transaction: jobs.Transaction) -> None:
            work(subject, transaction)

    plain = Settings.from_environment({"LANTIAN_DATA": str(folder), "LANTIAN_DEMO": "0"})
    settings = replace(plain, embedded=False, postgres=url)
    container = ServiceContainer(Counter, settings.for_nameko())
    container.start()
    try:
        yield container
    finally:
        container.stop()


def noting(subject: str, transaction: jobs.Transaction) -> None:
    with transaction() as uow:
        uow.session.add(Note(id=subject, text="done"))


def test_a_job_is_carried_out_in_its_own_transactions(
    database: Database[Any], tmp_path: Path
) -> None:
    started(database)
    with serving(database, tmp_path, noting):
        probe(lambda: row_of(database)["state"] == "done")
    assert notes(database) == ["done"]


def test_an_orderly_stop_cuts_a_job_short_and_hands_it_on_at_once(
    database: Database[Any], tmp_path: Path
) -> None:
    begun: list[str] = []

    def endless(subject: str, _transaction: jobs.Transaction) -> None:
        begun.append(subject)
        eventlet.event.Event().wait()

    started(database)
    with serving(database, tmp_path, endless):
        probe(lambda: begun)
    left = row_of(database)
    assert (left["state"], left["attempts"], left["holder"]) == ("open", 0, None)
    assert left["leased_until"] is None
    assert left["due_at"] <= now()
    with serving(database, tmp_path, noting):
        probe(lambda: row_of(database)["state"] == "done")
    assert notes(database) == ["done"]


def test_a_job_that_is_done_is_not_begun_anew_for_an_outage(
    database: Database[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_come = [PoolTimeout(), PoolTimeout()]

    def settle_later(*ending: Any) -> None:
        if to_come:
            raise to_come.pop()
        settle(*ending)

    monkeypatch.setattr(jobs, "settle", settle_later)
    started(database)
    with serving(database, tmp_path, noting):
        probe(lambda: row_of(database)["state"] == "done")
    assert (to_come, notes(database)) == ([], ["done"])
