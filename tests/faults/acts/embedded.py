"""What the faults do to an embedded site, and how they undo it."""

import signal
import time
from collections.abc import Callable, Iterator

from tests.faults.acts.processes import pour_until
from tests.faults.embedded import ALL, STRANGER, EmbeddedSite
from tests.faults.servers import wait_for

# Crash points that are passed only now and then -> at which time to die.
RARE = {"after_copy_before_ack": (1, 2), "after_timer_commit": (1, 3)}
HOUR = "3600"
BAD_BODIES = (
    '{{"specversion": "1.0", "id": "{0}"',
    '{{"id": "{0}", "type": "placed", "data": []}}',
    '{{"id": "{0}", "type": "placed", "data": {{"other": 1}}}}',
    '"{0}"',
)


def crash_at(point: str) -> Callable[[EmbeddedSite], Iterator[None]]:
    """It is started so that it dies there; after that the manager starts it without."""

    def act(site: EmbeddedSite) -> Iterator[None]:
        deaths = site.processes.deaths
        nth = site.rng.choice(RARE.get(point, (1, 7, 40)))
        restart(site, LANTIAN_CRASH_AT=f"{point}:{nth}")
        pour_until(site, f"it dies at {point}", lambda: site.processes.deaths > deaths)
        yield

    return act


def killed(site: EmbeddedSite) -> Iterator[None]:
    site.processes.kill(ALL)
    yield


def ended(site: EmbeddedSite) -> Iterator[None]:
    """In good order, under load."""
    restart(site)
    yield


def ended_while_one_hangs(site: EmbeddedSite) -> Iterator[None]:
    wait_for("a handler hangs", site.hangs, 60)
    restart(site)
    # It hangs again at each try, and the cause is gone when it is given up.
    wait_for("it is given up", lambda: any("hang:" in s for _, s in site.dead_letters()), 60)
    yield


def restart(site: EmbeddedSite, **env: str) -> None:
    """Of a process that serves: one that has only just been started knows of no signals yet."""
    site.processes.wait_ready()
    if code := site.processes.restart(ALL, **env):
        site.complain(f"it ended with {code}")


def poison(site: EmbeddedSite) -> Iterator[None]:
    """Rows put into the outbox by hand: unreadable ones, and one of a type that nobody takes."""
    marks = [f"{STRANGER}{site.rng.randrange(10**9)}" for _ in BAD_BODIES]
    for mark, body in zip(marks, BAD_BODIES, strict=True):
        insert(site, mark, "placed", body.format(mark))
        for queue in site.heard("placed"):
            site.strangers[queue, mark] += 1
    unknown = f"{STRANGER}{site.rng.randrange(10**9)}"
    insert(site, unknown, "placed_v9", f'{{"id": "{unknown}", "type": "placed_v9", "data": {{}}}}')
    wait_for("it is said", lambda: site.problem_of(unknown) == "no consumer", 30)
    yield
    with site.database("origin") as db:
        db.execute("DELETE FROM outbox WHERE event_id = ?", [unknown])


def insert(site: EmbeddedSite, mark: str, routing_key: str, body: str) -> None:
    with site.database("origin") as db:
        db.execute(
            "INSERT INTO outbox (event_id, exchange, routing_key, aggregate_id, shard, body,"
            " written_at) VALUES (?, 'origin.events', ?, ?, 0, ?, datetime('now'))",
            [mark, routing_key, mark, body],
        )


def killer(site: EmbeddedSite) -> Iterator[None]:
    """Its event goes alone after three crashed starts, and is a dead letter after six."""

    def problem() -> str | None:
        with site.database("origin") as db:
            found = db.execute(
                "SELECT problem, replays FROM outbox WHERE aggregate_id LIKE 'kill:%'"
                " AND settled_at IS NULL"
            ).fetchone()
        return found and found["problem"]

    deaths = site.processes.deaths
    wait_for("it is handled alone", lambda: problem() == "handled alone", 120)
    if site.processes.deaths - deaths < 3:
        site.complain("handled alone before three deaths")
    wait_for("it is given up", lambda: any("kill:" in s for _, s in site.dead_letters()), 180)
    # Its first death, those of three starts with all others, and of three alone.
    wait_for("the last death", lambda: site.processes.deaths - deaths >= 7, 60)
    yield
    if (crashes := site.processes.deaths - deaths) != 7:
        site.complain(f"given up after {crashes} deaths")


def disk_full(site: EmbeddedSite) -> Iterator[None]:
    """For five seconds no database may grow."""
    before = site.processes.said().count("SQLITE_FULL")
    full = site.folder / "full"
    full.touch()
    time.sleep(5)
    full.unlink()
    if site.processes.said().count("SQLITE_FULL") == before:
        site.complain("nothing was refused for want of space")
    yield


def frozen(site: EmbeddedSite) -> Iterator[None]:
    """As a machine that is put to sleep."""
    site.processes.signal(ALL, signal.SIGSTOP)
    time.sleep(12)
    site.processes.signal(ALL, signal.SIGCONT)
    yield


def clock_forward(site: EmbeddedSite) -> Iterator[None]:
    """An hour on until the end of the round, when all deadlines that were set there are over."""
    site.books.clock_is_wrong = True
    restart(site, LANTIAN_FAULTS_CLOCK=HOUR)
    yield
    restart(site)
    site.books.clock_is_wrong = False


def clock_back(site: EmbeddedSite) -> Iterator[None]:
    """An hour back for some seconds: deadlines that were set before it wait until it goes right."""
    site.books.clock_is_wrong = True
    restart(site, LANTIAN_FAULTS_CLOCK=f"-{HOUR}")
    site.processes.wait_ready()
    time.sleep(5)
    restart(site)
    yield
    site.books.clock_is_wrong = False
