"""Waiting until something holds: tests never sleep for a fixed time."""

import socket
import time
from collections.abc import Callable
from typing import TypeVar

import eventlet

Found = TypeVar("Found")


def probe(condition: Callable[[], Found], seconds: float = 10.0, every: float = 0.005) -> Found:
    """The first true answer; AssertionError if there is none within `seconds`."""
    ends = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > ends:
            raise AssertionError(f"never came true within {seconds} s: {condition}")
        eventlet.sleep(every)


def holds_for(condition: Callable[[], bool], seconds: float = 0.3) -> bool:
    """Whether it stayed true all the time; for what must not happen."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if not condition():
            return False
        eventlet.sleep(0.005)
    return True


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as probing:
        probing.bind(("127.0.0.1", 0))
        return int(probing.getsockname()[1])
