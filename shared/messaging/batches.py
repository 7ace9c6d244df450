"""Events that share a transaction: those that came while the last batch was being handled, and in
a moment more.

So an event that comes alone does not wait, and the more come, the more share.
"""

from collections import deque
from collections.abc import Callable

import eventlet
import kombu

from shared.messaging.cloudevents import Envelope
from shared.messaging.traffic import Traffic

GATHERING = 0.02  # seconds for the next batch, when much comes, unless it is full
Delivery = tuple[kombu.Message, Envelope]


class Gatherer:
    """Hands over what has gathered, at most so many at once, in the order of coming; the next batch
    when the last one is `done`."""

    def __init__(self, most: int, hand_over: Callable[[list[Delivery]], None]) -> None:
        self.most, self.hand_over = most, hand_over
        self._waiting: deque[Delivery] = deque()
        self._busy, self._traffic = False, Traffic()

    def add(self, delivery: Delivery) -> None:
        self._waiting.append(delivery)
        self._traffic.note(1)
        if not self._busy:
            self._busy = True
            eventlet.spawn_n(self.done)  # after what the broker has sent together with it

    def go_on(self) -> None:
        """After a batch."""
        if self._traffic.busy and len(self._waiting) < self.most:
            eventlet.sleep(GATHERING)
        self.done()

    def done(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(self.most, len(self._waiting)))]
        self._busy = bool(batch)
        if batch:
            self.hand_over(batch)
