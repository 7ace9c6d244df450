"""What the tests of child processes have done in one."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from shared.contracts.registry.errors import FileTooLarge


def echo(payload: bytes) -> bytes:
    return payload


def refuse(_payload: bytes) -> bytes:
    raise FileTooLarge("20")


def hog(_payload: bytes) -> bytes:
    return bytes(bytearray(2**33))


def stumble(payload: bytes) -> bytes:
    raise ValueError(payload.decode())


def crash(_payload: bytes) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def wait(payload: bytes) -> bytes:
    """Write the own process id to the file named, and wait for the end."""
    told = Path(payload.decode())
    told.with_suffix(".new").write_text(str(os.getpid()))
    told.with_suffix(".new").rename(told)
    while True:
        signal.pause()


def count(payload: bytes) -> Iterator[bytes]:
    for number in range(int(payload)):
        yield str(number).encode() * 50_000


def count_and_stumble(payload: bytes) -> Iterator[bytes]:
    yield from count(payload)
    raise ValueError("of whom")


def count_and_refuse(payload: bytes) -> Iterator[bytes]:
    yield from count(payload)
    raise FileTooLarge("20")


def count_and_starve(payload: bytes) -> Iterator[bytes]:
    yield from count(payload)
    raise MemoryError


def spin(_payload: bytes) -> Iterator[bytes]:
    while True:
        pass
    yield b""


def name_and_stumble(payload: bytes) -> Iterator[bytes]:
    yield payload
    raise ValueError(payload.decode())


def count_for_ever(payload: bytes) -> Iterator[bytes]:
    yield str(os.getpid()).encode()
    while True:
        yield payload
