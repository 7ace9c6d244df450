"""A code stands for itself and all codes that begin with it."""

import pytest
from sqlalchemy import Column, MetaData, String, Table, create_engine, insert, select

from shared.area_range import under

CODES = ["520329", "520330", "520330100", "520330100200", "520331", "529999", "53", "99", "9999"]


@pytest.mark.parametrize("prefix", ["", "5", "52", "520330", "520330100", "529999", "99", "60"])
def test_a_range_finds_what_the_beginning_finds(prefix: str) -> None:
    table = Table("areas", MetaData(), Column("code", String(12)))
    engine = create_engine("sqlite://")
    table.create(engine)
    with engine.begin() as connection:
        connection.execute(insert(table), [{"code": code} for code in CODES])
        found = connection.scalars(select(table.c.code).where(under(table.c.code, prefix)))
        assert list(found) == [code for code in CODES if code.startswith(prefix)]
