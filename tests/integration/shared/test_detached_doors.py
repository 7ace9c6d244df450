"""Doors that wait for more than the database: the same promises, in transactions of their own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shared.access import table
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.access.rules import Scope, allow, operation
from shared.doors import detached
from shared.errors import AccessDenied, Conflict, KeyReused, StillUnderWay
from shared.messaging.database import Database
from shared.viewer import Viewer
from tests.integration.shared import desk
from tests.integration.shared.desk import OFFICER, AccessLog

RULES = {
    "lamps.light": operation(allow(Role.VILLAGE_OFFICER, scope=Scope.ANY), audited=True),
    "lamps.count": operation(allow(Role.VILLAGE_OFFICER, scope=Scope.ANY)),
}


class Lamps:
    name = "lamps"

    def __init__(self, database: Any) -> None:
        self.database, self.lit = database, 0
        self.error: BaseException | None = None

    def light(self, _grant: Grant) -> None:
        """Opens a transaction itself, which on SQLite would wait for ever for its door's."""
        with self.database.transaction() as uow:
            uow.session.scalars(select(AccessLog)).all()
        self.lit += 1
        if self.error is not None:
            raise self.error

    def count(self, _grant: Grant) -> None: ...


for method in (Lamps.light, Lamps.count):
    method.__module__ = "shared.lamps"
LIGHT, COUNT = detached()(Lamps.light), detached()(Lamps.count)


@pytest.fixture
def lamps(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lamps]:
    monkeypatch.setattr(table, "rules_of", lambda _service: RULES)
    with desk.a_database(database_url, tmp_path) as database:
        yield Lamps(database)


def light(lamps: Lamps, key: str | None = None, **fields: Any) -> None:
    LIGHT(lamps, viewer=OFFICER.to_wire(), idempotency_key=key, **fields)


def logged(database: Database[Any]) -> list[str]:
    with database.transaction() as uow:
        return [row.operation for row in uow.session.scalars(select(AccessLog))]


def test_the_access_log_is_written_before_anything_is_done(lamps: Lamps) -> None:
    lamps.error = OSError("the broker is away")
    with pytest.raises(OSError, match="broker"):
        light(lamps)
    assert logged(lamps.database) == ["lamps.light"]


def test_the_same_command_again_gets_the_first_answer(lamps: Lamps) -> None:
    light(lamps, "k"), light(lamps, "k")
    assert lamps.lit == 1
    assert logged(lamps.database) == ["lamps.light"]


def test_a_refused_command_may_come_again_under_its_key(lamps: Lamps) -> None:
    lamps.error = Conflict()
    with pytest.raises(Conflict):
        light(lamps, "k")
    lamps.error = None
    light(lamps, "k")
    assert lamps.lit == 2


def test_a_command_that_broke_off_is_not_done_again_unseen(lamps: Lamps) -> None:
    lamps.error = OSError()
    with pytest.raises(OSError):  # noqa: PT011 - any: it died
        light(lamps, "k")
    with pytest.raises(StillUnderWay):
        light(lamps, "k")
    assert lamps.lit == 1


def test_the_key_of_another_operation_is_refused(lamps: Lamps) -> None:
    light(lamps, "k")
    with pytest.raises(KeyReused):
        COUNT(lamps, viewer=OFFICER.to_wire(), idempotency_key="k")


def test_whom_no_rule_lets_in_is_refused(lamps: Lamps) -> None:
    stranger = Viewer(account_id="s", roles=frozenset({Role.PARENT}))
    with pytest.raises(AccessDenied):
        LIGHT(lamps, viewer=stranger.to_wire())
    assert lamps.lit == 0


def test_what_only_reads_numbers_needs_no_database(lamps: Lamps) -> None:
    lamps.database = None
    assert COUNT(lamps, viewer=OFFICER.to_wire()) is None
