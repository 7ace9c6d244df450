"""Events that wait a moment for company, so that one transaction serves many."""

from collections.abc import Callable

import eventlet
import kombu

from shared.messaging.cloudevents import Envelope

PATIENCE = 0.02  # seconds that the first one waits
Delivery = tuple[kombu.Message, Envelope]


class Gatherer:
    """Hands over what has gathered, at most so many at once, in the order of coming."""

    def __init__(self, most: int, hand_over: Callable[[list[Delivery]], None]) -> None:
        self.most, self.hand_over = most, hand_over
        self._waiting: list[Delivery] = []
        self._timer: eventlet.greenthread.GreenThread | None = None

    def add(self, delivery: Delivery) -> None:
        self._waiting.append(delivery)
        if len(self._waiting) >= self.most:
            self._flush()
        elif self._timer is None:
            self._timer = eventlet.spawn_after(PATIENCE, self._flush)

    def _flush(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None and timer is not eventlet.getcurrent():
            timer.cancel()
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.hand_over(waiting)
