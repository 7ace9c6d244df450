"""A durable deadline fires once, on both databases, with several workers and after a failure."""

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import eventlet
import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from shared.clock import now
from shared.db import engine_for
from shared.messaging.database import Database
from shared.messaging.timers import when_due
from tests import schema
from tests.figures import figure
from tests.integration.messaging.services import (
    Base,
    LighthouseUnitOfWork,
    Timer,
    database_of,
    unique,
)
from tests.probes import probe


@pytest.fixture
def databases(database_url):
    """Two workers, each with an engine of its own, as two processes would have."""
    schema.create_tables(Base, database_url)
    workers = []
    for _ in range(2):
        database = Database(LighthouseUnitOfWork)
        database.settings, database.engine = None, engine_for(database_url, 5)
        database.sessions = sessionmaker(database.engine, expire_on_commit=False)
        workers.append(database)
    yield workers
    for database in workers:
        database.engine.dispose()


def test_two_workers_fire_each_timer_once(databases):
    fired = Counter()

    class Service:
        @when_due("contact")
        def remind(self, subject, due_at, uow):
            fired[subject] += 1

    with databases[0].transaction() as uow:
        for i in range(100):
            uow.set_timer("contact", f"s{i}", now())
            uow.set_timer("contact", f"s{i}", now())  # the same one
        uow.set_timer("contact", "later", now() + timedelta(hours=1))

    def work(database):
        service = SimpleNamespace(database=database)
        while Service.remind(service):
            pass

    for greenlet in [eventlet.spawn(work, database) for database in databases * 3]:
        greenlet.wait()
    assert len(fired) == 100
    assert set(fired.values()) == {1}


def test_how_late_a_deadline_fired_is_told_and_each_failure_counted(databases):
    kind = unique("kind")

    class Service:
        @when_due(kind)
        def remind(self, subject, due_at, uow):
            if subject == "bad":
                raise ValueError("no")

    with databases[0].transaction() as uow:
        uow.set_timer(kind, "bad", now() - timedelta(seconds=90))
        uow.set_timer(kind, "late", now() - timedelta(seconds=60))
    service = SimpleNamespace(database=databases[0])
    for _ in range(2):
        assert Service.remind(service)
    assert figure("lantian_timer_failures_total", kind=kind) == 1
    assert figure("lantian_timer_late_seconds_count", kind=kind) == 1
    assert 60 <= figure("lantian_timer_late_seconds_sum", kind=kind) < 80


def test_a_failing_timer_comes_again_and_holds_up_no_other(databases):
    fired = []

    class Service:
        @when_due("contact")
        def remind(self, subject, due_at, uow):
            if subject == "bad":
                raise ValueError("no")
            fired.append(subject)

    with databases[0].transaction() as uow:
        uow.set_timer("contact", "bad", now() - timedelta(seconds=5))
        uow.set_timer("contact", "good", now())
    service = SimpleNamespace(database=databases[0])
    while Service.remind(service):
        pass
    assert fired == ["good"]
    with databases[0].sessions() as session:
        bad = session.get_one(Timer, ("contact", "bad"))
    assert (bad.attempts, bad.fired_at) == (1, None)
    assert bad.due_at > now()


def test_a_cancelled_timer_does_not_fire(databases):
    with databases[0].transaction() as uow:
        uow.set_timer("contact", "s", now())
    with databases[0].transaction() as uow:
        uow.cancel_timer("contact", "s")
    with databases[0].sessions() as session:
        assert session.scalars(select(Timer)).all() == []


def test_a_timer_that_hangs_is_stopped_and_postponed(databases):
    class Service:
        @when_due("contact", limit=0.1)
        def remind(self, subject, due_at, uow):
            eventlet.sleep(5)

    with databases[0].transaction() as uow:
        uow.set_timer("contact", "s", now())
    assert Service.remind(SimpleNamespace(database=databases[0]))
    with databases[0].sessions() as session:
        assert session.get_one(Timer, ("contact", "s")).attempts == 1


def test_a_service_fires_on_time(run):
    late = []

    class Reminder:
        name = unique("reminder")
        database = Database(LighthouseUnitOfWork)

        @when_due("contact")
        def remind(self, subject, due_at, uow):
            late.append((now() - due_at).total_seconds())

    (container,) = run(Reminder)
    with database_of(container).transaction() as uow:
        for n in range(5):
            uow.set_timer("contact", f"s{n}", now() + timedelta(seconds=0.1 * n))
    probe(lambda: len(late) == 5)
    assert max(late) < 0.5
