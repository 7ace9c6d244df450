"""What becomes of the sound rows of a roster (DOMAIN section 3)."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.registry.handlers.children import Kept, keep_rows
from shared.contracts.registry.errors import IdNumberTaken
from tests.integration.registry.conftest import (
    CHILD,
    HONGGANG,
    LONGXING,
    TODAY,
    Registry,
    opened,
)

ROW = {**CHILD, "birth_date": date(2015, 3, 16)}
NO_ID = {**ROW, "id_number": None}
Covers = Callable[[str, str | None], bool]


def everywhere(_area: str, _school: str | None) -> bool:
    return True


def keep(registry: Registry, *rows: dict[str, Any], covers: Covers = everywhere) -> list[Kept]:
    with registry.database.transaction() as uow:
        return keep_rows(uow, rows, by="importer", covers=covers, today=TODAY)


def test_a_new_child_is_accepted_and_judged(registry: Registry) -> None:
    [kept] = keep(registry, ROW)
    assert (kept.outcome, kept.left_behind, kept.changed) == ("accepted", "yes", ())
    assert registry.told() == ["child_registered"]


@pytest.mark.parametrize(
    ("mother", "said"),
    [("away", "yes"), ("at_home", "no"), ("ill_or_disabled", "verify"), (None, "verify")],
)
def test_the_judgement_is_said_of_the_row(registry: Registry, mother: str, said: str) -> None:
    [kept] = keep(registry, {**ROW, "mother_situation": mother})
    assert kept.left_behind == said


def test_the_same_row_again_changes_nothing_and_tells_nobody(registry: Registry) -> None:
    keep(registry, ROW)
    before = [registry.rows(table) for table in ("children", "dossiers", "history", "outbox")]
    [kept] = keep(registry, ROW)
    assert (kept.outcome, kept.changed) == ("merged", ())
    after = [registry.rows(table) for table in ("children", "dossiers", "history", "outbox")]
    assert after == before


def test_a_newer_value_counts_and_the_older_one_stays_in_the_history(registry: Registry) -> None:
    [first, second] = keep(registry, ROW, {**ROW, "guardian_phone": "13700009999"})
    assert (second.outcome, second.child_id) == ("merged", first.child_id)
    assert second.changed == ("guardian_phone",)
    shown = registry.dossier(str(first.child_id), reveal=["guardian_phone"], purpose="x")
    assert shown["groups"]["contact"]["guardian_phone"] == "13700009999"
    with registry.database.transaction() as uow:
        rows = [uow.vault.open(str(first.child_id), r["changes"]) for r in registry_rows(uow)]
    assert rows[1]["guardian_phone"] == ["13900005678", "13700009999"]


def registry_rows(uow: Any) -> list[dict[str, Any]]:
    history = uow.table("history")
    query = history.select().where(history.c.subject.like("child/%")).order_by(history.c.position)
    return [dict(row) for row in uow.session.execute(query).mappings()]


def test_a_blank_cell_takes_nothing_back(registry: Registry) -> None:
    [_, kept] = keep(registry, ROW, {**ROW, "guardian_phone": None})
    assert kept.changed == ()


@pytest.mark.parametrize("other", [{"name": "李四"}, {"father_name": "王五"}])
def test_one_id_number_with_another_name_or_family_is_for_a_person(
    registry: Registry, other: dict[str, str]
) -> None:
    [_, kept] = keep(registry, ROW, {**ROW, **other})
    assert (kept.outcome, kept.conflict, kept.child_id) == ("rejected", "identity", None)
    assert registry.told() == ["child_registered"]


def test_a_child_on_file_elsewhere_is_not_changed(registry: Registry) -> None:
    keep(registry, {**ROW, "area_code": LONGXING})
    [kept] = keep(registry, ROW, covers=lambda area, _school: area == HONGGANG)
    assert (kept.outcome, kept.conflict) == ("rejected", "elsewhere")


def test_another_id_number_with_the_same_name_and_birth_date_is_accepted_as_a_suspect(
    registry: Registry,
) -> None:
    [first, second] = keep(registry, ROW, {**ROW, "id_number": "52033020150316021X"})
    assert second.outcome == "accepted"
    assert second.twins == (first.child_id,)
    assert len(registry.rows("duplicates")) == 1


def test_a_row_without_an_id_number_finds_its_child_again(registry: Registry) -> None:
    [first] = keep(registry, NO_ID)
    [again] = keep(registry, NO_ID)
    assert (again.outcome, again.child_id) == ("merged", first.child_id)
    [numbered] = keep(registry, ROW)
    assert (numbered.child_id, numbered.changed) == (first.child_id, ("id_number",))
    assert len(registry.rows("children")) == 1


def test_an_id_number_that_a_row_brings_is_known_to_the_next_row(registry: Registry) -> None:
    [first] = keep(registry, NO_ID)
    [numbered, again] = keep(registry, ROW, ROW)
    assert numbered.child_id == again.child_id == first.child_id
    assert (numbered.changed, again.changed) == (("id_number",), ())


def test_a_row_without_an_id_number_and_another_family_is_another_child(
    registry: Registry,
) -> None:
    [_, kept] = keep(registry, NO_ID, {**NO_ID, "father_name": "王五"})
    assert kept.outcome == "accepted"


@pytest.fixture
def on_postgres(postgres_url: str, tmp_path: Path) -> Iterator[Registry]:
    """SQLite's transactions stand in one line: nothing is there at the same moment."""
    yield from opened(postgres_url, tmp_path)


def test_of_two_who_store_a_child_at_the_same_moment_one_is_refused(on_postgres: Registry) -> None:
    with pytest.raises(IdNumberTaken):
        _store_while_another_does(on_postgres)
    assert len(on_postgres.rows("children")) == 1


def _store_while_another_does(registry: Registry) -> None:
    with registry.database.transaction() as uow:
        assert uow.children.by_id_numbers([str(CHILD["id_number"])]) == {}
        registry.register()  # another transaction, ended before this one
        keep_rows(uow, [ROW], by="importer", covers=everywhere, today=TODAY)
