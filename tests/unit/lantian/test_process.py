"""What every process does first, for the folder that its keys lie in."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantian.process import prepare
from shared import crypto


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither the ring nor the logs of this test are those of the next."""
    ring = crypto.key_ring()
    monkeypatch.setattr("lantian.logs.set_up", lambda *_: None)
    before = os.umask(0o022)
    yield
    os.umask(before)
    crypto.use(ring)


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LANTIAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LANTIAN_KEYS", str(tmp_path / "keys"))
    return tmp_path / "keys"


def mode(folder: Path) -> int:
    return folder.stat().st_mode & 0o7777


def test_a_folder_of_keys_that_an_older_version_left_open_is_closed(keys: Path) -> None:
    keys.mkdir(0o755)
    prepare()
    assert mode(keys) == 0o700
    prepare()
    assert mode(keys) == 0o700


def test_a_folder_that_all_may_write_to_is_no_folder_of_keys_alone(keys: Path) -> None:
    """Such as /tmp, which a setting may name."""
    keys.mkdir()
    keys.chmod(0o1777)
    prepare()
    assert mode(keys) == 0o1777


def test_anothers_folder_is_left_as_it_is(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.mkdir(0o755)
    monkeypatch.setattr("os.geteuid", lambda: keys.stat().st_uid + 1)
    prepare()
    assert mode(keys) == 0o755
