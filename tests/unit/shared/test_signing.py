"""Signatures, and the folder that their keys lie in."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared import signing
from shared.signing import SigningKey


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return SigningKey.read_or_create(tmp_path / "data.keys" / "signing")


def test_the_folder_and_the_file_of_a_key_are_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "data.keys" / "signing"
    key = SigningKey.read_or_create(path)
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600
    assert SigningKey.read_or_create(path).id == key.id


def test_a_signature_is_checked_with_the_public_half_alone(key: SigningKey) -> None:
    signature = key.sign("head")
    assert signing.signed("head", signature, key.public)
    assert not signing.signed("another", signature, key.public)
    assert not signing.signed("head", "no base64", key.public)
    assert not signing.signed("head", signature, "no key")


def test_the_id_is_that_of_the_public_half(key: SigningKey) -> None:
    assert signing.id_of(key.public) == key.id
    assert len(key.id) == 16
