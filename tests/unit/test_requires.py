"""The gate of all skips."""

import pytest
from _pytest.outcomes import Failed, Skipped

from tests import requires as gate


@pytest.fixture
def absent(monkeypatch):
    monkeypatch.setitem(gate.PRESENT, "submarine", lambda: None)
    monkeypatch.setattr(gate, "missing", gate.Counter())
    monkeypatch.delenv("LANTIAN_REQUIRE", raising=False)
    return "submarine"


def test_what_is_there_is_used(monkeypatch):
    monkeypatch.setitem(gate.PRESENT, "submarine", lambda: "/dev/submarine")
    gate.requires("submarine")


def test_what_is_absent_is_skipped_and_counted(absent):
    with pytest.raises(Skipped, match="needs submarine"):
        gate.requires(absent)
    assert gate.missing == {"submarine": 1}


def test_what_is_demanded_fails_where_it_is_absent(absent, monkeypatch):
    monkeypatch.setenv("LANTIAN_REQUIRE", "rabbitmq, submarine")
    with pytest.raises(Failed, match="LANTIAN_REQUIRE names it"):
        gate.requires(absent)


def test_a_name_that_nobody_knows_is_a_mistake_of_the_test():
    with pytest.raises(KeyError):
        gate.requires("submarin")
