"""The command line: one module per command, found by its file."""

import argparse
import importlib

import pytest

from lantian import cli


def test_every_command_says_what_it_does():
    for name, path in cli.found().items():
        assert cli.first_line(path), name


def test_a_command_named_as_a_word_of_python_keeps_its_name():
    assert cli.found()["import"].stem == "import_"


@pytest.mark.parametrize(("command", "patched"), [("up", True), ("run", True), ("relay", False)])
def test_only_what_runs_services_is_patched(command, patched):
    assert cli.wants_eventlet(cli.found()[command]) is patched


def test_every_command_has_arguments_and_a_run():
    for path in cli.found().values():
        module = importlib.import_module(f"lantian.commands.{path.stem}")
        module.add_arguments(argparse.ArgumentParser())
        assert callable(module.run)


def test_global_options_reach_the_settings(monkeypatch):
    monkeypatch.setenv("LANTIAN_DATA", "elsewhere")
    monkeypatch.setenv("LANTIAN_TODAY", "")
    options, rest = cli.make_parser().parse_known_args(
        ["--data", "here", "--today", "2025-09-10", "import", "children", "x.xlsx", "--report", "o"]
    )
    cli.to_environment(options)
    settings = importlib.import_module("shared.settings").Settings.from_environment()
    assert settings.data.name == "here"
    assert settings.today.isoformat() == "2025-09-10"
    assert rest == ["children", "x.xlsx", "--report", "o"]
