"""One door for every call: admitted, checked, recorded and answered once, or nothing at all."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import eventlet
import pytest
from sqlalchemy import select, update

from shared import crypto
from shared.access import table
from shared.access.grant import UncheckedAccess
from shared.access.roles import Role
from shared.chain import Break
from shared.crypto import KeyRing
from shared.doors import canonical
from shared.errors import AccessDenied, InvalidRequest, KeyReused
from shared.messaging.database import Database
from shared.records import PURPOSE
from shared.sealed_text import open_text
from shared.vault import Anonymised
from shared.viewer import Viewer
from tests.integration.shared import desk
from tests.integration.shared.desk import OFFICER, AccessLog, Command, History, Note


@pytest.fixture(autouse=True)
def _ground(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(table, "rules_of", lambda _service: desk.RULES)
    before = crypto._Ring.ring
    crypto.use(KeyRing.new())
    yield
    crypto._Ring.ring = before


@pytest.fixture
def database(database_url: str, tmp_path: Path) -> Iterator[Database[Any]]:
    with desk.a_database(database_url, tmp_path) as made:
        yield made


class Desk:
    def __init__(self, database: Database[Any]) -> None:
        self.service = SimpleNamespace(database=database)
        self.doors = desk.make_doors()

    def __getattr__(self, name: str) -> Any:
        door = getattr(self.doors, name)

        def call(viewer: Viewer = OFFICER, **fields: Any) -> Any:
            return door(self.service, viewer=viewer.to_wire(), **fields)

        return call


@pytest.fixture
def service(database: Database[Any]) -> Desk:
    return Desk(database)


def rows(database: Database[Any], model: Any) -> list[Any]:
    with database.transaction() as uow:
        return list(uow.session.scalars(select(model)))


def test_a_command_is_answered_and_recorded(service: Desk, database: Database[Any]) -> None:
    assert service.write_note(id="n1", text="家访") == {"id": "n1", "text": "家访"}
    [entry] = rows(database, History)
    assert (entry.account_id, entry.operation) == ("a1", "write_note")
    assert "家访" not in entry.changes
    with database.transaction() as uow:
        assert uow.vault.open("note/n1", entry.changes) == {"text": [None, "家访"]}
        assert uow.verify("history") is None


def test_the_same_command_again_gets_the_first_answer(
    service: Desk, database: Database[Any]
) -> None:
    first = service.write_note(id="n1", text="家访", idempotency_key="k")
    assert service.write_note(id="n1", text="家访", idempotency_key="k") == first
    assert len(rows(database, Note)) == 1
    [kept] = rows(database, Command)
    assert "家访" not in kept.answer


def test_twins_at_the_same_moment_are_one_command(service: Desk, database: Database[Any]) -> None:
    twins = [
        eventlet.spawn(service.write_note, id="n1", text="家访", idempotency_key="k")
        for _ in range(8)
    ]
    assert [twin.wait() for twin in twins] == [{"id": "n1", "text": "家访"}] * 8
    assert len(rows(database, History)) == 1


def test_a_key_that_comes_back_with_another_command_is_refused(service: Desk) -> None:
    service.write_note(id="n1", text="家访", idempotency_key="k")
    with pytest.raises(KeyReused):
        service.write_note(id="n2", text="家访", idempotency_key="k")


def test_what_is_kept_of_a_request_cannot_be_found_by_guessing(
    service: Desk, database: Database[Any]
) -> None:
    service.write_note(id="n1", text="家访", idempotency_key="k")
    [command] = rows(database, Command)
    asked = f"{command.operation}\n{canonical({'id': 'n1', 'text': '家访'})}"
    assert command.request_digest == crypto.key_ring().fingerprint("command", asked)
    assert command.request_digest != hashlib.sha256(asked.encode()).hexdigest()


def test_the_same_key_of_two_accounts_is_two_commands(service: Desk) -> None:
    other = Viewer(account_id="a2", roles=OFFICER.roles, area=OFFICER.area)
    service.write_note(id="n1", text="家访", idempotency_key="k")
    service.write_note(viewer=other, id="n2", text="谈心", idempotency_key="k")


def test_a_refused_command_leaves_nothing_and_may_be_tried_again(
    service: Desk, database: Database[Any]
) -> None:
    service.write_note(id="n1", text="家访")
    with pytest.raises(desk.TextTaken):
        service.write_note(id="n1", text="再来", idempotency_key="k")
    assert len(rows(database, History)) == 1
    assert rows(database, Command) == []


def test_a_role_without_a_rule_is_refused(service: Desk) -> None:
    donor = Viewer(account_id="d", roles=frozenset({Role.DONOR}), area=OFFICER.area)
    with pytest.raises(AccessDenied):
        service.write_note(viewer=donor, id="n1", text="x")


def test_a_use_case_that_asks_nobody_is_stopped(service: Desk, database: Database[Any]) -> None:
    with pytest.raises(UncheckedAccess):
        service.forget_to_ask(id="n1", text="x")
    assert rows(database, Note) == []


def test_a_wrong_form_is_refused_by_field_in_chinese(service: Desk) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        service.write_note(id="n1")
    assert json.loads(refusal.value.args[0]) == {"text": ["请填写这一项。"]}


def test_every_view_leaves_its_row(service: Desk, database: Database[Any]) -> None:
    service.write_note(id="n1", text="家访")
    service.read_note(id="n1", purpose="核对")
    [row] = rows(database, AccessLog)
    assert (row.account_id, row.subject) == ("a1", "note/n1")
    assert "核对" not in row.purpose
    assert open_text(row.purpose, PURPOSE) == "核对"


def test_a_touched_row_of_the_access_log_is_found(service: Desk, database: Database[Any]) -> None:
    service.write_note(id="n1", text="家访")
    for _ in range(3):
        service.read_note(id="n1")
    with database.transaction() as uow:
        second = update(AccessLog).where(AccessLog.position == 2)
        uow.session.execute(second.values(account_id="somebody"))
    with database.transaction() as uow:
        assert uow.verify("access_log") == Break(2, "changed")


def test_records_of_many_at_once_make_one_sound_chain(
    service: Desk, database: Database[Any]
) -> None:
    writers = [eventlet.spawn(service.write_note, id=f"n{i}", text="家访") for i in range(12)]
    for writer in writers:
        writer.wait()
    with database.transaction() as uow:
        assert uow.verify("history") is None
    assert len(rows(database, History)) == 12


def test_an_anonymised_record_opens_no_more_and_the_chain_still_holds(
    service: Desk, database: Database[Any]
) -> None:
    service.write_note(id="n1", text="家访")
    [entry] = rows(database, History)
    with database.transaction() as uow:
        uow.vault.destroy("note/n1")
    with database.transaction() as uow:
        with pytest.raises(Anonymised):
            uow.vault.open("note/n1", entry.changes)
        assert uow.verify("history") is None
