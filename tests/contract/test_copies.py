"""A consumer that keeps what others say ends in the same state, in whatever order it hears it, and
its copy can be built anew from the producers' history without doing anything else again."""

import random
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from lantian import launcher
from shared.messaging import replays
from shared.messaging.cloudevents import decode
from shared.messaging.events import Event
from shared.messaging.rebuilding import wishes
from tests.contract.copies import (
    KEEPERS,
    all_heard,
    desk_of,
    fact,
    handed,
    keeping,
    state_of,
    tables_of,
)
from tests.event_samples import a
from tests.service_desk import ServiceDesk

GROUPS = [(service, table) for service in KEEPERS for table in tables_of(service)]
COUNTS = {"child_counts"}
GATHERED = ("inbox", "outbox", "timers", "swept", "replays", "outbox_archive")
# Handlers without copies=: their effects happen once per fact, and none holds another's state.
# A handler that writes anywhere else keeps a state: it says copies=, or stands here and says why.
EFFECTS = {
    "notifications": {"messages"},  # whom a fact was told of
    "registry": {"followings"},  # "has ended" outlives a late beginning, whatever the order
    # A case of our own, which no later fact of the letter changes.
    "registry.on_danger_written": {
        *("cases", "case_entries", "case_duties", "case_posts"),
        *("history", "chain_heads", "data_keys"),
    },
}


@pytest.mark.parametrize(("service", "table"), GROUPS)
def test_a_copy_is_the_same_in_whatever_order_the_facts_came(
    service: str, table: str, tmp_path: Path
) -> None:
    feeding = tables_of(service)[table]
    count = max(3, len(feeding))
    facts = [(feeding[n % len(feeding)], n + 1) for n in range(count)]
    ends = set()
    with desk_of(service, tmp_path) as desk:
        for order in permutations(facts):
            for (method, subscription), version in order:
                event = fact(subscription.event, version)
                handed(service, desk, method, event, f"event-{version}")
            assert count in {row["version"] for row in desk.rows(table)}
            ends.add(str(state_of(desk)))
            empty(desk, service)
            uncounted(desk)
    assert len(ends) == 1


@pytest.mark.parametrize("service", KEEPERS)
def test_every_table_of_a_copy_has_its_facts_version(service: str) -> None:
    tables = launcher.service_class(service).database.unit.base.metadata.tables
    for method, subscription in keeping(service):
        for table in subscription.copies:
            assert "version" in tables[table].c, f"{service}.{method} feeds {table}"


@pytest.mark.parametrize(
    "service", sorted({service for service, _, s in all_heard() if not s.copies})
)
def test_a_handler_that_feeds_no_copy_keeps_no_state_of_others(
    service: str, tmp_path: Path
) -> None:
    with desk_of(service, tmp_path) as desk:
        for method, subscription in launcher.subscriptions(service):
            if subscription.copies:
                continue
            before = state_of(desk)
            handed(service, desk, method, a(subscription.event), f"event of {method}")
            after = state_of(desk)
            changed = {name for name in after if after[name] != before[name]}
            allowed = EFFECTS.get(f"{service}.{method}", EFFECTS.get(service, set()))
            assert changed <= allowed, method


# -- rebuilding ----------------------------------------------------------------------------------


def tell(service: str, desk: ServiceDesk, producer: ServiceDesk) -> None:
    """Three versions of two things, by each handler in turn; a third of it is archived already."""
    for table in tables_of(service).values():
        for version in range(1, 5):
            method, subscription = table[version % len(table)]
            for thing in ("one", "two"):
                event = fact(subscription.event, version, **{subscription.event.aggregate: thing})
                handed(service, desk, method, event, published(producer, event, version))


def published(producer: ServiceDesk, event: Event, version: int) -> str:
    with producer.database.transaction() as uow:
        uow.emit(event)
    with producer.database.transaction() as uow:
        outbox = uow.table("outbox")
        row = uow.session.execute(select(outbox).order_by(outbox.c.seq.desc())).first()
    day = f"2025-09-{version + 1:02}T00:00:00+00:00"
    parts = row.body.split('"time":"')
    body = parts[0] + f'"time":"{day}' + parts[1][parts[1].index('"') :]
    with producer.database.transaction() as uow:
        this = update(outbox).where(outbox.c.seq == row.seq)
        uow.session.execute(this.values(body=body, settled_at=row.written_at))
        if version == 1:
            kept = uow.table("outbox_archive")
            names = [c.name for c in kept.columns if c.name in row._mapping]
            old = {name: row._mapping[name] for name in names} | {"settled_at": row.written_at}
            uow.session.execute(insert(kept).values({**old, "body": body}))
            uow.session.execute(delete(outbox).where(outbox.c.seq == row.seq))
    return str(row.event_id)


def rebuild(service: str, desk: ServiceDesk, producer: ServiceDesk) -> int:
    """Ask, send, and hand over in no order at all; how many events it took."""
    for asked in wishes(service, launcher.subscriptions(service), rate=100_000):
        with producer.database.transaction() as uow:
            replay = replays.ask(uow, asked.source, asked.wish, by="operator", why=None)
        replays.carry_out(producer.database.transaction, asked.source, replay)
    sent = [row for row in producer.rows("outbox") if row["queue"]]
    random.Random(7).shuffle(sent)
    for row in sent:
        method = row["queue"].rpartition(".")[2]
        handler = getattr(launcher.service_class(service), method)
        handler(desk._self, decode(row["body"]))
    with producer.database.transaction() as uow:
        outbox = uow.table("outbox")
        uow.session.execute(delete(outbox).where(outbox.c.queue.is_not(None)))
    return len(sent)


def empty(desk: ServiceDesk, service: str) -> None:
    with desk.database.transaction() as uow:
        uow.session.execute(delete(uow.table("inbox")))
        for _, subscription in keeping(service):
            for table in subscription.copies:
                uow.session.execute(delete(uow.table(table)))


def uncounted(desk: ServiceDesk) -> None:
    """Numbers that are kept of a copy; a rebuild counts them anew."""
    tables = desk.database.unit.base.metadata.tables
    with desk.database.transaction() as uow:
        for name in COUNTS & tables.keys():
            uow.session.execute(delete(tables[name]))


def spoil(desk: ServiceDesk, service: str) -> None:
    """Every value that an event tells, but for keys and versions, is wrong."""
    with desk.database.transaction() as uow:
        for name in {table for _, s in keeping(service) for table in s.copies}:
            table = uow.table(name)
            told = [c for c in table.columns if not c.primary_key and c.name != "version"]
            texts = [c for c in told if c.type.python_type is str and c.name != "coverage"]
            bools = [c for c in told if c.type.python_type is bool]
            values = dict.fromkeys((c.name for c in texts), "wrong") | {c.name: ~c for c in bools}
            uow.session.execute(update(table).values(**values))


@pytest.mark.parametrize("service", KEEPERS)
@pytest.mark.parametrize("harm", [empty, spoil])
def test_a_rebuild_gives_the_same_copy_and_does_nothing_else_again(
    service: str, harm: object, tmp_path: Path
) -> None:
    with (
        desk_of(service, tmp_path) as desk,
        desk_of("pairing", tmp_path, "producer") as producer,
    ):
        tell(service, desk, producer)
        good, facts = state_of(desk, GATHERED), len(desk.rows("inbox"))
        harm(desk, service)  # type: ignore[operator]
        assert state_of(desk, GATHERED) != good

        sent = rebuild(service, desk, producer)

        assert state_of(desk, GATHERED) == good
        assert desk.rows("outbox") == []
        assert desk.rows("timers") == []
        assert len(desk.rows("inbox")) in (sent, sent + facts)


def test_a_service_without_copies_has_nothing_to_rebuild() -> None:
    assert list(wishes("notifications", launcher.subscriptions("notifications"))) == []


def test_an_older_state_never_shows_while_a_copy_is_rebuilt(tmp_path: Path) -> None:
    """A pairing that has ended must not open a child's file again, not for a moment."""
    sent = {a.wish.event_type: a.wish.newest_of for a in wishes("gateway", keeping("gateway"))}
    both = ["pairing_activated", "pairing_ended", "pairing_moved"]
    assert sent["pairing_activated"] == sent["pairing_ended"] == both
