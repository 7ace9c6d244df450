"""Text typed by hand is clear for the program and sealed in the database, on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, create_engine, select, text

from shared.crypto import CannotOpen
from shared.sealed_text import SealedText, open_text, seal_text

SAID = "小明随外婆搬走了"
notes = Table(
    "notes",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("said", SealedText("notes.said")),
)


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    notes.metadata.create_all(engine)
    with engine.connect() as connected:
        yield connected
    engine.dispose()


def test_what_was_typed_comes_back_and_does_not_stand_there(connection: Connection) -> None:
    connection.execute(notes.insert(), [{"said": SAID}, {"said": ""}, {"said": None}])

    shown = connection.scalars(select(notes.c.said).order_by(notes.c.id)).all()
    assert shown == [SAID, "", None]
    held = connection.scalars(text("SELECT said FROM notes ORDER BY id")).all()
    assert SAID not in held[0]
    assert held[0].startswith("1:")
    assert held[2] is None


def test_it_opens_in_its_own_column_only() -> None:
    with pytest.raises(CannotOpen):
        open_text(seal_text(SAID, "rolls.refusal"), "payments.reversal")
