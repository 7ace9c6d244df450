"""Whether so much comes that waiting a moment for more of it is worth what the waiting costs."""

import math
import time

BUSY = 300.0  # a second; from there on one write for several is worth a wait of some milliseconds
MEMORY = 0.1  # seconds, over which what came is forgotten


class Traffic:
    def __init__(self) -> None:
        self._seen, self._at = 0.0, time.monotonic()

    def note(self, many: int) -> None:
        """So many came just now."""
        self._seen, self._at = self._faded() + many, time.monotonic()

    @property
    def busy(self) -> bool:
        return self._faded() / MEMORY > BUSY

    def _faded(self) -> float:
        return self._seen * math.exp((self._at - time.monotonic()) / MEMORY)
