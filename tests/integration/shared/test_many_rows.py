"""Many rows in one statement, on either database: each once, and none for nothing."""

from collections.abc import Iterator

import pytest
from sqlalchemy import String, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from shared.db import TYPES, data_of, engine_for, insert_all_or_ignore, insert_missing, new_metadata


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Lamp(Base):
    __tablename__ = "lamps"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    state: Mapped[str | None] = mapped_column(String(8))


LAMPS = Lamp.__table__


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    engine = engine_for(database_url, 1)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def lamps(session: Session) -> dict[str, str | None]:
    return {i: state for i, state in session.execute(select(Lamp.id, Lamp.state))}


def test_rows_that_are_there_stay_as_they_are(session: Session) -> None:
    insert_all_or_ignore(session, LAMPS, [{"id": "a", "state": "on"}])
    insert_all_or_ignore(session, LAMPS, [{"id": "a", "state": "off"}, {"id": "b", "state": "off"}])
    assert lamps(session) == {"a": "on", "b": "off"}


def test_no_rows_are_no_statement(session: Session) -> None:
    """With an empty list SQLAlchemy would insert one row of nothing but defaults."""
    said: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *a: said.append(a[2]))
    insert_all_or_ignore(session, LAMPS, [])
    assert insert_missing(session, (LAMPS.c.id,), []) == set()
    assert said == []


def test_it_is_told_which_rows_were_missing(session: Session) -> None:
    insert_all_or_ignore(session, LAMPS, [{"id": "a", "state": "on"}])
    rows = [{"id": "a", "state": "off"}, {"id": "b", "state": "off"}]
    assert insert_missing(session, (LAMPS.c.id, LAMPS.c.state), rows) == {("b", "off")}
    assert lamps(session) == {"a": "on", "b": "off"}


def test_the_data_of_a_row_are_its_columns() -> None:
    assert data_of(Lamp(id="a")) == {"id": "a", "state": None}
