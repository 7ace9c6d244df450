"""argon2 off the event loop: a thread of its own, two at a time, so that many sign-ins at once
neither stop the loop nor fill the memory."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gateway.credentials import new_token
from gateway.settings import WebSettings
from shared.messaging.threads import OffTheLoop

_off_the_loop = OffTheLoop(at_once=2)


@cache
def hasher(memory_kib: int, rounds: int) -> PasswordHasher:
    return PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)


def hashed(password: str, settings: WebSettings) -> str:
    """The form in which a password is kept, with its salt and parameters."""
    return _off_the_loop(_hasher_of(settings).hash, password)


def fits(password_hash: str | None, password: str, settings: WebSettings) -> bool:
    """As slow for an account that does not exist as for one that does: time says nothing."""
    stored = password_hash or _nobodys_hash(settings.hash_memory_kib, settings.hash_rounds)
    try:
        right = _off_the_loop(_hasher_of(settings).verify, stored, password)
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


@cache
def _nobodys_hash(memory_kib: int, rounds: int) -> str:
    return hasher(memory_kib, rounds).hash(new_token())


def _hasher_of(settings: WebSettings) -> PasswordHasher:
    return hasher(settings.hash_memory_kib, settings.hash_rounds)
