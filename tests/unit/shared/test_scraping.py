"""Metrics are nobody's to read unless somebody says so, and strangers never get them by mistake."""

import pytest

from shared.scraping import Scraping, WrongScraping
from shared.settings import Settings, WrongSetting

TOKEN = "of-the-prometheus-of-the-county"


def test_without_a_setting_there_is_no_listener() -> None:
    assert Scraping.from_environment({}).port is None


def test_a_port_is_open_to_this_machine_alone() -> None:
    assert Scraping.from_environment({"LANTIAN_METRICS_PORT": "9100"}).host == "127.0.0.1"


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"LANTIAN_METRICS_PORT": "http"}, "LANTIAN_METRICS_PORT=http"),
        ({"LANTIAN_METRICS_TOKEN": "short"}, "shorter than"),
        (
            {"LANTIAN_METRICS_PORT": "9100", "LANTIAN_METRICS_HOST": "10.1.2.3"},
            "set LANTIAN_METRICS_TOKEN too",
        ),
    ],
)
def test_what_would_open_it_to_strangers_is_refused_at_start(
    env: dict[str, str], says: str
) -> None:
    with pytest.raises(WrongScraping, match=says):
        Scraping.from_environment(env)
    with pytest.raises(WrongSetting, match=says):
        Settings.from_environment(env)


def test_the_token_opens_and_nothing_else_does() -> None:
    scraping = Scraping(token=TOKEN)
    assert scraping.admits(f"Bearer {TOKEN}")
    assert not scraping.admits(f"Bearer {TOKEN}x")
    assert not scraping.admits(f"Basic {TOKEN}")
    assert not scraping.admits("")
    assert TOKEN not in repr(scraping)
