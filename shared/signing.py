"""Signatures that only the holder of a key file can make, and that its public half checks."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.made_once import made_once


@dataclass(frozen=True)
class SigningKey:
    """Ed25519 (RFC 8032). The file holds 32 bytes in base64, readable by its owner alone."""

    secret: Ed25519PrivateKey

    @classmethod
    def read_or_create(cls, path: Path) -> Self:
        path.parent.mkdir(parents=True, exist_ok=True)
        made_once(path, lambda: base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()))
        raw = base64.b64decode(path.read_bytes())
        return cls(Ed25519PrivateKey.from_private_bytes(raw))

    @property
    def id(self) -> str:
        """Of the public half: 16 hex digits."""
        raw = self.secret.public_key().public_bytes_raw()
        return hashlib.sha256(raw).hexdigest()[:16]

    def sign(self, text: str) -> str:
        return base64.b64encode(self.secret.sign(text.encode())).decode()

    def signed(self, text: str, signature: str) -> bool:
        try:
            self.secret.public_key().verify(base64.b64decode(signature), text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True
