"""Messages that nobody should have sent, or not again."""

from collections.abc import Iterator

from tests.faults.bench.facts import PASS_ON, TELL_MANY
from tests.faults.servers import wait_for
from tests.faults.site import Site

POISONS = (
    b'{"specversion": "1.0", "id": "stranger%d"',
    b'{"id": "stranger%d", "type": "placed", "data": []}',
    b'{"id": "stranger%d", "type": "placed_v9", "data": {"other": 1}}',
    b'"stranger%d"',
    b"\xff\xfe stranger%d",
)


def poison(site: Site) -> Iterator[None]:
    for body in POISONS:
        mark = site.rng.randrange(10**9)
        site.publish("placed", body.replace(b"%d", b"%d" % mark), f"stranger{mark}")
        for queue in (PASS_ON, TELL_MANY):
            site.strangers[queue, f"stranger{mark}"] += 1
    yield


def rows_again(site: Site) -> Iterator[None]:
    """The relays' marks are lost, as by a backup that is a minute old."""
    wait_for("some are settled", lambda: site.settled() > 60, 60)
    for service in ("origin", "middle"):
        site.open_again(service)
    yield
