"""Every fault of the embedded mode, one line each; a new crash point comes in by itself."""

from shared.messaging.crash_points import POINTS
from tests.faults.acts import embedded, processes
from tests.faults.catalogue import DEAR, FAILING, OFTEN, POISONED, Fault

# Crash points that the bench's services do not pass -> the tests that switch them on.
STORY = "faults/test_embedded_kills.py"
CLEAN_UP = "integration/messaging/test_clean_up.py"
REPLAYS = "integration/messaging/test_replays.py"
OUTSIDE = "integration/notifications/test_killed.py"
DEAD_LETTERS = "integration/messaging/operations/test_dead_letters.py"
ELSEWHERE = {
    "after_commit": STORY,
    "after_roster_read": STORY,
    "after_rows_stored": STORY,
    "after_last_row": STORY,
    "between_archive_and_outbox": CLEAN_UP,
    "after_archive_batch": CLEAN_UP,
    "before_replay_commit": REPLAYS,
    "after_replay_batch": REPLAYS,
    "after_redrive_before_ack": DEAD_LETTERS,
    "after_delivery_taken": OUTSIDE,
    "after_delivery_sent": OUTSIDE,
    "after_delivery_settled": OUTSIDE,
}
HERE = [point for point in POINTS if point not in ELSEWHERE]
EMBEDDED = (
    Fault("none", "nothing happens", processes.nothing, least=DEAR),
    *(Fault(f"at_{p}", "kill -9", embedded.crash_at(p), ("once*24",), goes=OFTEN) for p in HERE),
    Fault("killed", "kill -9", embedded.killed, goes=OFTEN),
    Fault("service_ended", "SIGTERM under load", embedded.ended, ("slow*3",), goes=OFTEN),
    Fault("hanging", "SIGTERM meanwhile", embedded.ended_while_one_hangs, ("hang",)),
    Fault("poison", "unreadable, unknown, refused", embedded.poison, POISONED),
    Fault("failing", "first, or always", processes.nothing, FAILING, goes=OFTEN),
    Fault("killer", "an event that kills its process", embedded.killer, ("kill",)),
    Fault("disk_full", "SQLite may not grow for 5 s", embedded.disk_full, goes=3),
    Fault("frozen", "for 12 s, as when a machine sleeps", embedded.frozen, goes=2),
    Fault("clock_forward", "an hour on", embedded.clock_forward),
    Fault("clock_back", "an hour back for 5 s", embedded.clock_back),
)
