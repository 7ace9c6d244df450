"""Sealed text opens only with its key, in its context, unchanged; an index finds it unopened."""

from pathlib import Path

import pytest

from shared.crypto import KEY_BYTES, CannotOpen, KeyRing


@pytest.fixture(params=sorted(KEY_BYTES))
def ring(request: pytest.FixtureRequest) -> KeyRing:
    return KeyRing.new(request.param)


def test_what_was_sealed_opens_again(ring: KeyRing) -> None:
    assert ring.open(ring.seal("张三".encode(), "child/1"), "child/1").decode() == "张三"


def test_the_same_text_is_never_sealed_alike(ring: KeyRing) -> None:
    assert ring.seal(b"x", "c") != ring.seal(b"x", "c")


def test_sealed_text_does_not_open_elsewhere(ring: KeyRing) -> None:
    with pytest.raises(CannotOpen):
        ring.open(ring.seal(b"x", "child/1"), "child/2")


def test_a_changed_byte_is_noticed(ring: KeyRing) -> None:
    sealed = ring.seal(b"a longer text", "c")
    at = len(sealed) - 8
    changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
    with pytest.raises(CannotOpen):
        ring.open(changed, "c")


def test_another_ring_opens_nothing(ring: KeyRing) -> None:
    with pytest.raises(CannotOpen):
        KeyRing.new(ring.current.cipher).open(ring.seal(b"x", "c"), "c")


@pytest.mark.parametrize("nonsense", ["", "1:AES-GCM:k1", "1:AES-GCM:k1:%%", "1:AES-GCM:k9:AAAA"])
def test_what_was_never_sealed_is_refused(nonsense: str) -> None:
    with pytest.raises(CannotOpen):
        KeyRing.new().open(nonsense, "c")


def test_a_number_is_found_however_it_was_typed(ring: KeyRing) -> None:
    index = ring.blind_index("id_number", "52033020151105280x")
    assert index == ring.blind_index("id_number", " ５２０３３０２０１５１１０５２８０Ｘ ")
    assert index != ring.blind_index("phone", "52033020151105280x")
    assert index != KeyRing.new().blind_index("id_number", "52033020151105280x")


def test_the_ring_is_made_once_and_kept_private(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    first = KeyRing.read_or_create(path, "AES-GCM")
    again = KeyRing.read_or_create(path, "SM4-GCM")
    assert again.current == first.current
    assert path.stat().st_mode & 0o077 == 0
    assert [p.name for p in tmp_path.iterdir()] == ["keys"]
