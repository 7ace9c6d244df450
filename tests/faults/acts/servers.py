"""The broker and the database: stopped, killed, frozen, full, slow."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import psycopg2

from tests.faults.bench.facts import PASS_ON, TELL_MANY
from tests.faults.proxy import Proxy
from tests.faults.servers import wait_for
from tests.faults.site import DATABASE, Site

FLOOD = 400  # events; a batch consumer fetches a hundred ahead
NO_ROOM, ROOM = "100000GB", "50MB"


def broker_stopped(site: Site) -> Iterator[None]:
    site.broker.stop()
    site.broker.start()
    yield


def broker_killed(site: Site) -> Iterator[None]:
    site.broker.kill()
    site.broker.start()
    yield


def broker_frozen(site: Site) -> Iterator[None]:
    site.broker.freeze()
    time.sleep(12)
    site.broker.thaw()
    yield


def connections_closed(site: Site) -> Iterator[None]:
    """While handlers are at work."""
    wait_for("a slow handler is at work", lambda: site.has_said("slow begins"), 60)
    site.broker.ctl("close_all_connections", "a fault")
    yield


def service_frozen(site: Site) -> Iterator[None]:
    """For so long that the broker gives it up, as when a machine sleeps."""
    name = site.rng.choice(("end", "middle", "origin", "front"))
    site.processes.signal(name, signal.SIGSTOP)
    time.sleep(35)
    site.processes.signal(name, signal.SIGCONT)
    yield


def queue_full(site: Site) -> Iterator[None]:
    """Its consumer stands still, and the relay's publishes are refused: whatever was left of the
    load when it came to stand, more is poured on than the consumer has fetched ahead."""
    limit = '{"max-length":10,"overflow":"reject-publish"}'
    site.broker.ctl("set_policy", "full", f"^{TELL_MANY}$", limit, "--apply-to", "queues")
    site.books.allowance = 300
    site.processes.signal("end", signal.SIGSTOP)
    site.pour(FLOOD)
    try:
        wait_for("a relay is refused", lambda: "a queue is full" in site.problems(), 60)
    finally:
        site.broker.ctl("clear_policy", "full")
        site.processes.signal("end", signal.SIGCONT)
        site.books.allowance = 0
    yield


def leader_killed(site: Site) -> Iterator[None]:
    """Of a cluster of three: the others go on at once, and the dead node comes back later."""
    leader = site.leader_of(site.rng.choice((PASS_ON, TELL_MANY)))
    leader.kill()
    yield
    leader.start()
    leader.wait_ready()
    leader.ctl("await_online_quorum_plus_one", seconds=120, program="rabbitmq-upgrade")


def disk_alarm(site: Site) -> Iterator[None]:
    """The broker takes nothing any more, and says so."""
    site.broker.ctl("set_disk_free_limit", NO_ROOM)
    time.sleep(site.rng.uniform(4, 20))
    site.broker.ctl("set_disk_free_limit", ROOM)
    yield


def database_stopped(site: Site) -> Iterator[None]:
    site.postgres.stop(site.rng.choice(("fast", "immediate")))
    time.sleep(5)
    site.postgres.start()
    yield


def sessions_ended(site: Site) -> Iterator[None]:
    site.postgres.administer(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    yield


def database_slow(site: Site) -> Iterator[None]:
    """Every statement that writes an effect stands for longer than a handler may take."""
    with ExitStack() as stack:
        for service in ("middle", "end"):
            connection = psycopg2.connect(site.postgres.dsn(DATABASE.format(service=service)))
            stack.enter_context(closing(connection))
            connection.cursor().execute("LOCK TABLE effects IN SHARE MODE")
        time.sleep(4.5)
    yield


def over_the_wire(*troubles: str) -> Callable[[Site], Iterator[None]]:
    """All processes reach broker and database through a proxy, which then makes trouble."""

    def act(site: Site) -> Iterator[None]:
        with Proxy(site.broker.port, site.postgres.port) as proxy:
            amqp, database = proxy.ports
            site.processes.restart_all(
                LANTIAN_AMQP=site.broker.url.replace(str(site.broker.port), str(amqp)),
                LANTIAN_POSTGRES=site.postgres.url(DATABASE, database),
            )
            wait_for("all serve over it", lambda: site.serve("origin", "middle", "end"), 60)
            for trouble in troubles:
                proxy.say(trouble)
                time.sleep(site.rng.uniform(3, 6))
            proxy.say("pass")
            yield
            site.processes.restart_all()

    return act
