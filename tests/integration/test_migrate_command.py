"""`lantian migrate`, as an operator types it."""

import argparse
from pathlib import Path

import pytest

from lantian.commands import migrate
from lantian.folder import held
from shared import migrations
from shared.migrations import packages
from tests.schema import table_names


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANTIAN_MODE", "embedded")
    monkeypatch.setenv("LANTIAN_DATA", str(tmp_path / "var"))
    return tmp_path / "var"


def typed(*words: str) -> int:
    parser = argparse.ArgumentParser()
    migrate.add_arguments(parser)
    return migrate.run(parser.parse_args(words))


def test_all_databases_are_brought_up_to_date(data: Path) -> None:
    assert typed("--check") == 1
    assert typed("all") == 0
    assert typed("--check") == 0

    names = [package.rpartition(".")[2] for package in packages()]
    for name in names:
        assert "outbox" in table_names(f"sqlite:///{data}/{name}.db")


def test_one_service_is_migrated_alone(data: Path) -> None:
    assert typed("funding") == 0

    assert typed("funding", "--check") == 0
    assert typed("registry", "--check") == 1
    assert "entries" in table_names(f"sqlite:///{data}/funding.db")


@pytest.mark.usefixtures("data")
def test_a_check_tells_how_the_database_differs_from_the_models(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("funding")
    engine = migrate.engine_for(f"sqlite:///{data}/funding.db", 1)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP INDEX uq_payments_child_id_scheme_term_slot")
    engine.dispose()

    assert typed("funding", "--check") == 1
    assert "uq_payments_child_id_scheme_term_slot" in capsys.readouterr().out


@pytest.mark.usefixtures("data")
def test_an_unknown_service_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("weather") == 2
    assert "funding" in capsys.readouterr().err


def test_a_folder_that_a_running_process_holds_is_left_alone(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with held(data):
        assert typed("all") == 1
    assert "in use" in capsys.readouterr().err
    assert list(data.glob("*.db")) == []


@pytest.mark.usefixtures("data")
def test_a_step_is_generated_only_where_the_models_ask_for_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = migrations.newest("services.funding")

    assert typed("--generate", "funding", "nothing") == 0
    assert typed("--generate", "funding") == 2

    assert "nothing new" in capsys.readouterr().out
    assert migrations.newest("services.funding") == before
