"""Many copies in one statement end as they would one by one: the newest counts."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from shared.db import TYPES, engine_for, new_metadata
from shared.messaging.copies import keep_all_newest


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class Lamp(Base):
    __tablename__ = "lamps"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    state: Mapped[str] = mapped_column(String(8))
    mine: Mapped[str] = mapped_column(String(8))
    version: Mapped[int]


@dataclass
class Kept:
    session: Session

    def keep(self, *lamps: tuple[str, str, str, int]) -> dict[str, tuple[str, str]]:
        rows = [Lamp(id=i, state=s, mine=m, version=v) for i, s, m, v in lamps]
        keep_all_newest(self.session, rows, ours=("mine",))
        found = self.session.execute(select(Lamp.id, Lamp.state, Lamp.mine))
        return {i: (state, mine) for i, state, mine in found}


@pytest.fixture
def kept(database_url: str) -> Iterator[Kept]:
    engine = engine_for(database_url, 1)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield Kept(session)
    engine.dispose()


def test_the_newest_of_one_key_is_kept(kept: Kept) -> None:
    found = kept.keep(("a", "off", "x", 1), ("a", "on", "x", 3), ("a", "dim", "x", 2))
    assert found == {"a": ("on", "x")}


def test_an_older_one_changes_nothing_and_a_newer_one_leaves_what_is_ours(kept: Kept) -> None:
    kept.keep(("a", "on", "x", 2), ("b", "on", "x", 2))
    found = kept.keep(("a", "off", "y", 1), ("b", "off", "y", 3))
    assert found == {"a": ("on", "x"), "b": ("off", "x")}


def test_nothing_to_keep_is_no_statement(kept: Kept) -> None:
    assert kept.keep() == {}
