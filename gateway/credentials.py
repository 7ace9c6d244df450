"""Tokens: made here, given away once, kept as a SHA-256 only."""

import hashlib
import hmac
from secrets import token_urlsafe


def new_token() -> str:
    """256 bits: nobody guesses one, so its plain SHA-256 may be kept."""
    return token_urlsafe(32)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(secret: bytes, *parts: str) -> str:
    """A token made of its parts: the same command makes the same one, nobody else can."""
    return hmac.digest(secret, "\n".join(parts).encode(), "sha256").hex()
