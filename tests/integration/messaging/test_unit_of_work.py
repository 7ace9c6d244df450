"""One transaction: data and events together, and a broken constraint is its rule's refusal."""

import eventlet
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import sessionmaker

from shared.broken_constraints import WrongRefusals
from shared.db import engine_for, is_outage
from shared.errors import Conflict, DomainError
from shared.messaging.failures import describe
from shared.unit_of_work import SqlUnitOfWork, transaction
from tests import schema
from tests.integration.messaging.services import (
    Base,
    Inbox,
    Lamp,
    LampLit,
    LampTaken,
    LighthouseUnitOfWork,
    NegativeOil,
    Outbox,
)


@pytest.fixture
def sessions(database_url):
    schema.create_tables(Base, database_url)
    engine = engine_for(database_url, 5)
    yield sessionmaker(engine, expire_on_commit=False)
    engine.dispose()


def begin(sessions):
    return transaction(LighthouseUnitOfWork, sessions)


def rows(sessions, model):
    with sessions() as session:
        return list(session.scalars(select(model)))


def light_two(sessions):
    with begin(sessions) as uow:
        uow.emit(LampLit(lamp_id="l"))
        uow.session.add_all([Lamp(id="l", tower="t"), Lamp(id="m", tower="t")])


def test_an_event_is_committed_with_what_it_tells(sessions):
    with begin(sessions) as uow:
        uow.session.add(Lamp(id="l", tower="t"))
        uow.emit(LampLit(lamp_id="l"))
    assert [lamp.id for lamp in rows(sessions, Lamp)] == ["l"]
    (row,) = rows(sessions, Outbox)
    assert (row.exchange, row.routing_key, row.aggregate_id) == (
        "lighthouse.events",
        "lamp_lit",
        "l",
    )
    assert row.settled_at is None


def test_a_failure_leaves_neither_data_nor_event(sessions):
    with pytest.raises(LampTaken):
        light_two(sessions)
    assert rows(sessions, Lamp) == rows(sessions, Outbox) == []


def test_many_events_keep_their_order(sessions):
    with begin(sessions) as uow:
        for n in range(450):
            uow.emit(LampLit(lamp_id=f"{n}"))
    with sessions() as session:
        found = session.scalars(select(Outbox.aggregate_id).order_by(Outbox.seq))
        assert list(found) == [f"{n}" for n in range(450)]


def test_a_partial_unique_index_is_its_rule(sessions):
    with begin(sessions) as uow:
        uow.session.add_all([Lamp(id="a", tower="t"), Lamp(id="b", tower="t", burning=False)])
    with pytest.raises(LampTaken), begin(sessions) as uow:
        uow.session.add(Lamp(id="c", tower="t"))


def test_a_check_is_its_rule_also_in_the_middle_of_the_use_case(sessions):
    flushed = text("INSERT INTO lamps (id, tower, burning, oil) VALUES ('a', 't', true, -1)")
    with pytest.raises(NegativeOil), begin(sessions) as uow:
        uow.session.execute(flushed)


def test_a_constraint_without_a_rule_stays_a_fault(sessions):
    with begin(sessions) as uow:
        uow.session.add(Lamp(id="a", tower="t"))
    with pytest.raises(IntegrityError) as broken, begin(sessions) as uow:
        uow.session.add(Lamp(id="a", tower="u"))
    assert not isinstance(broken.value, DomainError)


def test_what_is_written_down_of_a_broken_constraint_quotes_no_data(sessions):
    with begin(sessions) as uow:
        uow.session.add(Lamp(id="张三", tower="t"))
    with pytest.raises(IntegrityError) as broken, begin(sessions) as uow:
        uow.session.add(Lamp(id="张三", tower="u"))
    described = describe(broken.value)
    assert described.startswith("IntegrityError (")
    assert "张三" not in described


def test_of_two_at_the_same_moment_one_is_refused(sessions):
    outcomes = []

    def light(lamp):
        try:
            with begin(sessions) as uow:
                uow.session.add(Lamp(id=lamp, tower="t"))
                uow.session.flush()
                eventlet.sleep(0.05)
            outcomes.append("lit")
        except LampTaken:
            outcomes.append("taken")

    for greenlet in [eventlet.spawn(light, lamp) for lamp in "abcd"]:
        greenlet.wait()
    assert sorted(outcomes) == ["lit", "taken", "taken", "taken"]


def test_the_inbox_knows_each_consumer_apart(sessions):
    with begin(sessions) as uow:
        seen = [uow.first_time(consumer, "e") for consumer in ("a", "b", "a")]
    assert seen == [True, True, False]
    assert len(rows(sessions, Inbox)) == 2


def test_a_batch_learns_at_once_which_of_its_events_are_new(sessions):
    with begin(sessions) as uow:
        assert uow.first_time("a", "e1")
        assert uow.first_times("a", ["e2", "e1", "e3", "e2"]) == {"e2", "e3"}
        assert uow.first_times("b", ["e1"]) == {"e1"}
    assert len(rows(sessions, Inbox)) == 4


def test_a_connection_that_the_server_has_ended_is_not_used_again(postgres_url):
    engine, other = engine_for(postgres_url, 1), engine_for(postgres_url, 1)
    with engine.connect() as one, engine.connect() as another:
        ended = [held.scalar(text("SELECT pg_backend_pid()")) for held in (one, another)]
    with other.connect() as connection:
        terminate = text("SELECT pg_terminate_backend(:pid, 5000)")
        assert all(connection.scalar(terminate, {"pid": pid}) for pid in ended)
    with engine.connect() as one, engine.connect() as another:
        fresh = [held.scalar(text("SELECT pg_backend_pid()")) for held in (one, another)]
    assert not set(fresh) & set(ended)
    engine.dispose(), other.dispose()


def test_refusals_must_name_what_can_break():
    with pytest.raises(WrongRefusals):
        type("Typo", (SqlUnitOfWork,), {"base": Base, "refusals": {"uq_lamps_towr": Conflict}})


def test_a_query_that_hangs_ends_with_its_time_limit(postgres_url):
    """And the connection it hung on is not given to the next one."""
    engine = engine_for(postgres_url, 1)
    with pytest.raises(TimeoutError), eventlet.Timeout(0.2, TimeoutError()), engine.begin() as db:
        db.execute(text("SELECT pg_sleep(10)"))
    with eventlet.Timeout(2), engine.begin() as db:
        assert db.scalar(text("SELECT 1")) == 1
    engine.dispose()


def test_sessions_that_the_server_ended_are_an_outage(postgres_url):
    engine = engine_for(postgres_url, 2)
    with engine.connect() as one, engine.connect() as other:
        pid = one.scalar(text("SELECT pg_backend_pid()"))
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        with pytest.raises(Exception) as lost:  # noqa: PT011 - its class is what is tested
            one.scalar(text("SELECT 1"))
        assert is_outage(lost.value)
    engine.dispose()


def test_a_wrong_statement_is_no_outage(sessions):
    with pytest.raises(Exception) as wrong, begin(sessions) as uow:  # noqa: PT011
        uow.session.execute(text("SELECT * FROM no_such_table"))
    assert not is_outage(wrong.value)
