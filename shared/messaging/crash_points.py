"""Named instants at which a test may let the process die, as a power cut would.

LANTIAN_CRASH_AT=after_commit_before_publish dies at the first time, ...:3 at the third;
before_commit@funding.pay_roll dies in that command only.
"""

import os
import signal
from collections import Counter
from functools import cache

POINTS = {
    "before_commit": "the effects are written, and nothing is committed",
    "after_commit": "a command is committed, and nobody has its answer",
    "after_commit_before_publish": "an event is committed, and its relay knows nothing yet",
    "after_publish_before_mark": "the broker has the event, and its row is still open",
    "after_commit_before_ack": "a handler has committed, and the broker waits for its ack",
    "after_copy_before_ack": "a retry or dead letter is made, and the message is still here",
    "after_redrive_before_ack": "a dead letter is sent again, and still lies where it lay",
    "after_roster_read": "a roster is read in the child process, and none of its rows is stored",
    "after_rows_stored": "some rows of a roster are committed, and the next are not yet",
    "after_last_row": "every row of a roster has its outcome, and the import is not ended",
    "between_archive_and_outbox": "events are in the archive, and still in the outbox",
    "after_archive_batch": "a batch of events has moved to the archive, and the next has not",
    "before_replay_commit": "part of a replay is written, and its progress is not committed",
    "after_replay_batch": "part of a replay is committed, and the next part is not",
    "after_timer_commit": "a deadline has fired and is committed",
    "after_delivery_taken": "a delivery stands as being sent, and its provider has not heard of it",
    "after_delivery_sent": "a provider has answered, and the answer is not committed",
    "after_delivery_settled": "what came of a delivery is committed, and the next is not taken",
}
_passed: Counter[str] = Counter()


class UnknownCrashPoint(Exception):
    """LANTIAN_CRASH_AT names a point that does not exist."""


@cache
def _target() -> tuple[str, str, int]:
    point, _, count = os.environ.get("LANTIAN_CRASH_AT", "").partition(":")
    name, _, operation = point.partition("@")
    if name and name not in POINTS:
        raise UnknownCrashPoint(f"{name}: one of {', '.join(POINTS)}")
    return name, operation, int(count or 1)


def crash_point(name: str, operation: str = "") -> None:
    """Die here if the environment says so; nothing of the process runs after it."""
    target, wanted, count = _target()
    if name == target and (not wanted or wanted == operation):
        _passed[name] += 1
        if _passed[name] == count:
            os.kill(os.getpid(), signal.SIGKILL)
