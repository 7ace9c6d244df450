"""Sealing personal data at rest, and finding it again without opening it.

A ring of master keys lies outside the data folder. Each subject (a child, a helper) has a data key
of its own, wrapped by a master key: destroying the wrapped key anonymises the subject, while hashes
over the sealed text still verify. Sealed text names its cipher and key, so that both can be changed
(LAW "Security of a government system").
"""

import base64
import hmac
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.made_once import made_once

NONCE, TAG = 12, 16
KEY_BYTES = {"AES-GCM": 32, "SM4-GCM": 16}


class CannotOpen(Exception):
    """Sealed text was changed, or its key is not in the ring."""


@dataclass(frozen=True)
class Key:
    id: str
    cipher: str
    secret: bytes

    @classmethod
    def new(cls, key_id: str, cipher: str) -> Self:
        return cls(key_id, cipher, secrets.token_bytes(KEY_BYTES[cipher]))

    @cached_property
    def _aes(self) -> AESGCM:
        """Set up once for all that is sealed under the key."""
        return AESGCM(self.secret)

    def seal(self, plain: bytes, context: str) -> str:
        """Text that opens only with this key and in the same context (table and subject)."""
        nonce = secrets.token_bytes(NONCE)
        if self.cipher == "AES-GCM":
            sealed = self._aes.encrypt(nonce, plain, context.encode())
        else:
            encryptor = Cipher(algorithms.SM4(self.secret), modes.GCM(nonce)).encryptor()
            encryptor.authenticate_additional_data(context.encode())
            sealed = encryptor.update(plain) + encryptor.finalize() + encryptor.tag
        return f"1:{self.cipher}:{self.id}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, context: str) -> bytes:
        """Raises CannotOpen."""
        try:
            raw = base64.b64decode(sealed.rsplit(":", 1)[1])
            nonce, body = raw[:NONCE], raw[NONCE:]
            if self.cipher == "AES-GCM":
                return self._aes.decrypt(nonce, body, context.encode())
            mode = modes.GCM(nonce, body[-TAG:])
            decryptor = Cipher(algorithms.SM4(self.secret), mode).decryptor()
            decryptor.authenticate_additional_data(context.encode())
            return decryptor.update(body[:-TAG]) + decryptor.finalize()
        except (InvalidTag, ValueError, IndexError) as broken:
            raise CannotOpen(context) from broken


@dataclass(frozen=True)
class KeyRing:
    keys: Mapping[str, Key]
    current: Key
    index_secret: bytes

    @classmethod
    def new(cls, cipher: str = "AES-GCM") -> Self:
        key = Key.new("k1", cipher)
        return cls({key.id: key}, key, secrets.token_bytes(32))

    @classmethod
    def read(cls, path: Path) -> Self:
        return cls.load(path.read_text("ascii"))

    @classmethod
    def load(cls, dumped: str) -> Self:
        stored = json.loads(dumped)
        keys = {
            k["id"]: Key(k["id"], k["cipher"], base64.b64decode(k["secret"]))
            for k in stored["keys"]
        }
        return cls(keys, keys[stored["current"]], base64.b64decode(stored["index"]))

    @classmethod
    def read_or_create(cls, path: Path, cipher: str) -> Self:
        made_once(path, lambda: cls.new(cipher).dump().encode("ascii"))
        return cls.read(path)

    def dump(self) -> str:
        def text(raw: bytes) -> str:
            return base64.b64encode(raw).decode()

        keys = [
            {"id": k.id, "cipher": k.cipher, "secret": text(k.secret)} for k in self.keys.values()
        ]
        stored = {"current": self.current.id, "index": text(self.index_secret), "keys": keys}
        return json.dumps(stored, indent=1)

    def seal(self, plain: bytes, context: str) -> str:
        return self.current.seal(plain, context)

    def open(self, sealed: str, context: str) -> bytes:
        """Raises CannotOpen, also for a key that is not in the ring."""
        key = self.keys.get(sealed.split(":", 3)[2] if sealed.count(":") >= 3 else "")
        if key is None:
            raise CannotOpen(context)
        return key.open(sealed, context)

    def blind_index(self, kind: str, value: str) -> str:
        """The same for the same value however it was typed; says nothing about the value."""
        plain = f"{kind}:{normalised(value)}".encode()
        return hmac.digest(self.index_secret, plain, "sha256").hex()[:32]

    def fingerprint(self, kind: str, text: str) -> str:
        """To know a text again, as it was; what it says could be guessed from a plain hash."""
        return hmac.digest(self.index_secret, f"{kind}:{text}".encode(), "sha256").hex()


def normalised(value: str) -> str:
    if value.isascii():  # most are digits or letters, and NFKC changes nothing in them
        return "".join(value.split()).upper()
    return "".join(unicodedata.normalize("NFKC", value).split()).upper()


class _Ring:
    """The process's own ring; tests set one in memory."""

    ring: KeyRing | None = None


def use(ring: KeyRing) -> None:
    _Ring.ring = ring


def key_ring() -> KeyRing:
    if _Ring.ring is None:
        raise RuntimeError("shared.crypto.use() was not called at start")
    return _Ring.ring


# One for all: json.dumps would make an encoder for each text that is sealed.
_as_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def as_json(value: Mapping[str, Any]) -> bytes:
    return _as_text(value).encode()
