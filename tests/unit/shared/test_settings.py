"""A setting that cannot be right stops the start and is named."""

from pathlib import Path

import pytest

from shared.settings import Settings, WrongSetting


def test_without_any_setting_it_runs_embedded_on_this_machine() -> None:
    settings = Settings.from_environment({})
    assert settings.embedded
    assert settings.demo
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.keys.parent == settings.data.parent


def test_a_setting_that_is_set_to_nothing_is_not_set() -> None:
    names = ("LANTIAN_HOST", "LANTIAN_PORT", "LANTIAN_DATA", "LANTIAN_DEMO", "LANTIAN_MODE")
    assert Settings.from_environment(dict.fromkeys(names, "")) == Settings.from_environment({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANTIAN_PORT", "http"),
        ("LANTIAN_PORT", "70000"),
        ("LANTIAN_PORT", "٣"),
        ("LANTIAN_WORKERS", "0"),
        ("LANTIAN_TODAY", "2025-02-30"),
        ("LANTIAN_MODE", "cloud"),
        ("LANTIAN_CIPHER", "ROT13"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        Settings.from_environment({name: value})


@pytest.mark.parametrize("missing", ["LANTIAN_AMQP", "LANTIAN_POSTGRES"])
def test_the_distributed_mode_needs_its_servers(missing: str) -> None:
    env = {
        "LANTIAN_MODE": "distributed",
        "LANTIAN_AMQP": "amqp://x",
        "LANTIAN_POSTGRES": "postgresql://h/lantian_{service}",
    }
    assert Settings.from_environment(env).database("funding").endswith("/lantian_funding")
    del env[missing]
    with pytest.raises(WrongSetting, match=missing):
        Settings.from_environment(env)


def test_one_database_for_all_services_is_refused() -> None:
    env = {"LANTIAN_MODE": "distributed", "LANTIAN_AMQP": "a", "LANTIAN_POSTGRES": "pg://h/one"}
    with pytest.raises(WrongSetting, match="service"):
        Settings.from_environment(env)


def test_the_keys_never_lie_in_the_data_folder() -> None:
    settings = Settings.from_environment({"LANTIAN_DATA": "/srv/lantian"})
    assert settings.keys == Path("/srv/lantian.keys")
