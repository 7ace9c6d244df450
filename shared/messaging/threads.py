"""Work off the event loop: in a thread of its own, or several waits at once."""

import os
import sys
import threading
from collections.abc import Callable, Iterable
from typing import TypeVar

from eventlet import GreenPool, Timeout, tpool
from eventlet.semaphore import Semaphore

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
NICE = 10


class OffTheLoop:
    """Calls in threads, `at_once` of them: the loop never stands still, the memory is bounded."""

    def __init__(self, at_once: int) -> None:
        self._turns = Semaphore(at_once)

    def __call__(self, work: Callable[..., Answer], *arguments: object) -> Answer:
        with self._turns:
            return tpool.execute(_gently, work, *arguments)  # type: ignore[no-any-return]


def _gently(work: Callable[..., Answer], *arguments: object) -> Answer:
    """Behind the loop's own thread: whoever waits for this does, nobody else. Linux only."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
    return work(*arguments)


def all_at_once(ask: Callable[[Asked], Answer], asked: Iterable[Asked]) -> list[Answer]:
    """The answers, in order; one that is slow holds up no other."""
    wanted = list(asked)
    return list(GreenPool(max(1, len(wanted))).imap(ask, wanted))


def within(seconds: float, work: Callable[[], Answer]) -> Answer:
    """Raises TimeoutError."""
    limit = Timeout(seconds)
    try:
        return work()
    except Timeout as reached:
        if reached is not limit:
            raise
        raise TimeoutError(f"no answer within {seconds} s") from None
    finally:
        limit.cancel()
