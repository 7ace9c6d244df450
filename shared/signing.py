"""Signatures that only the holder of a key file can make, and that whoever has its public half can
check."""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from shared.made_once import made_once


@dataclass(frozen=True)
class SigningKey:
    """Ed25519 (RFC 8032). The file holds 32 bytes in base64; it and its folder are its
    owner's alone."""

    secret: Ed25519PrivateKey

    @classmethod
    def read_or_create(cls, path: Path) -> Self:
        made_once(path, lambda: b64encode(Ed25519PrivateKey.generate().private_bytes_raw()))
        raw = b64decode(path.read_bytes())
        return cls(Ed25519PrivateKey.from_private_bytes(raw))

    @property
    def public(self) -> str:
        """The public half, 32 bytes in base64."""
        return b64encode(self.secret.public_key().public_bytes_raw()).decode()

    @property
    def id(self) -> str:
        return id_of(self.public)

    def sign(self, text: str) -> str:
        return b64encode(self.secret.sign(text.encode())).decode()

    def signed(self, text: str, signature: str) -> bool:
        return signed(text, signature, self.public)


def id_of(public: str) -> str:
    """The first 16 hex digits of the SHA-256 of a public half."""
    return hashlib.sha256(b64decode(public)).hexdigest()[:16]


def signed(text: str, signature: str, public: str) -> bool:
    """False too for what is no signature or no key."""
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(public))
        key.verify(b64decode(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
