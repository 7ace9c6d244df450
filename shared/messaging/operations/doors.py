"""The operations of the bus as doors, the same in every service.

Each operation has a rule in `shared.access.bus`. None runs inside a transaction of its door: they
wait for the broker, and on SQLite nobody may wait inside one.
"""

from datetime import datetime
from typing import Any

from nameko.extensions import ENTRYPOINT_EXTENSIONS_ATTR

from shared.access.grant import Grant
from shared.access.table import rule_for
from shared.contracts.bus import history_schemas, schemas, topology_schemas
from shared.doors import detached
from shared.messaging.operations import (
    conservation,
    dead_letters,
    history,
    orphans,
    queues,
    topology,
)
from shared.messaging.operations.conservation import Asked
from shared.messaging.operations.dead_letters import Choice, Order
from shared.messaging.operations.place import Bus
from shared.messaging.replays import Wish


class BusDoors:
    """Mixin of every service class and of the gateway."""

    bus: Any = Bus()

    def __init_subclass__(cls) -> None:
        """NoRule here, so that nothing is served without a rule."""
        super().__init_subclass__()
        for method in operations():
            rule_for(f"{getattr(cls, 'name')}.{method}")  # noqa: B009 - mypy knows of no name here

    @detached(schemas.BusStatus, answers=schemas.BusStatusView)
    def bus_status(self, _grant: Grant) -> dict[str, Any]:
        status = queues.status(self.bus)
        told = orphans.listed(self.bus) if status["database"] and status["broker"] else []
        return {**status, "orphans": told}

    @detached(topology_schemas.BusTopology, answers=topology_schemas.TopologyView)
    def bus_topology(self, _grant: Grant) -> dict[str, Any]:
        return topology.check(self.bus)

    @detached(topology_schemas.RemoveQueue, answers=topology_schemas.RemovedView)
    def remove_queue(
        self, grant: Grant, *, queue: str, why: str, dry_run: bool, with_messages: bool
    ) -> dict[str, Any]:
        return orphans.remove(
            self.bus,
            queue,
            by=grant.viewer.account_id,
            why=why.strip(),
            dry_run=dry_run,
            with_messages=with_messages,
        )

    @detached(schemas.BusSubscriptions, answers=schemas.SubscriptionList)
    def bus_subscriptions(self, _grant: Grant) -> dict[str, Any]:
        return {"items": conservation.beginnings(self.bus)}

    @detached(schemas.CountCommitted, answers=schemas.CommittedList)
    def count_committed(self, _grant: Grant, *, asked: list[dict[str, Any]]) -> dict[str, Any]:
        wanted = [(each["type"], each["since"]) for each in asked]
        return {"items": conservation.committed(self.bus, wanted)}

    @detached(schemas.CountHandled, answers=schemas.HandledList)
    def count_handled(self, _grant: Grant, *, asked: list[dict[str, Any]]) -> dict[str, Any]:
        wanted = [Asked(each["consumer"], tuple(each["open"])) for each in asked]
        return {"items": conservation.handled(self.bus, wanted)}

    @detached(schemas.ListSettled, answers=schemas.SettledPage)
    def list_settled(
        self,
        _grant: Grant,
        *,
        type: str,
        since: datetime,
        after: int,
        written_since: datetime | None,
    ) -> dict[str, Any]:
        ids, following = conservation.settled_page(self.bus, type, since, after, written_since)
        return {"ids": ids, "next": following}

    @detached(schemas.FindWithoutTrace, answers=schemas.IdList)
    def find_without_trace(self, _grant: Grant, *, consumer: str, ids: list[str]) -> dict[str, Any]:
        return {"ids": conservation.without_trace(self.bus, consumer, ids)}

    @detached(schemas.ListDeadLetters, answers=schemas.DeadLetterList)
    def list_dead_letters(
        self, _grant: Grant, *, id: str | None, after: str, limit: int, **asked: Any
    ) -> dict[str, Any]:
        choice = Choice(ids=(id,) if id else (), **asked)
        return dead_letters.show(self.bus, choice, after=int(after), limit=limit)

    @detached(schemas.RedriveDeadLetters, answers=schemas.ActView)
    def redrive_dead_letters(
        self, grant: Grant, *, per_second: int, even_if_forgotten: bool, **asked: Any
    ) -> dict[str, Any]:
        return dead_letters.redrive(
            self.bus,
            order(grant, asked),
            per_second=per_second,
            even_if_forgotten=even_if_forgotten,
        )

    @detached(schemas.DiscardDeadLetters, answers=schemas.ActView)
    def discard_dead_letters(self, grant: Grant, **asked: Any) -> dict[str, Any]:
        return dead_letters.discard(self.bus, order(grant, asked))

    @detached(history_schemas.ListCopies, answers=history_schemas.CopyList)
    def list_copies(self, _grant: Grant) -> dict[str, Any]:
        return history.copies(self.bus)

    @detached(history_schemas.StartReplay, answers=history_schemas.ReplayBegun)
    def start_replay(
        self, grant: Grant, *, why: str, dry_run: bool, **asked: Any
    ) -> dict[str, Any]:
        by = grant.viewer.account_id
        return history.replay(self.bus, Wish(**asked), by=by, why=why.strip(), dry_run=dry_run)

    @detached(history_schemas.ListReplays, answers=history_schemas.ReplayList)
    def list_replays(self, _grant: Grant) -> dict[str, Any]:
        return history.list_replays(self.bus)

    @detached(history_schemas.StopReplay, answers=history_schemas.ReplayStopped)
    def stop_replay(self, grant: Grant, *, replay_id: str, why: str) -> dict[str, Any]:
        return history.stop_replay(self.bus, replay_id, by=grant.viewer.account_id, why=why)

    @detached(history_schemas.CleanUp, answers=history_schemas.CleanUpView)
    def clean_up(self, grant: Grant, *, why: str, dry_run: bool) -> dict[str, Any]:
        by = grant.viewer.account_id
        return history.clean_up(self.bus, by=by, why=why.strip(), dry_run=dry_run)


def order(grant: Grant, asked: dict[str, Any]) -> Order:
    return Order(
        account=grant.viewer.account_id,
        operation=grant.operation,
        why=asked["why"].strip(),
        choice=Choice(
            ids=tuple(asked["ids"]),
            consumer=asked["consumer"],
            type=asked["type"],
            reason=asked["reason"],
            everything=asked["all"],
            died_before=asked["died_before"],
        ),
        dry_run=asked["dry_run"],
    )


def operations() -> list[str]:
    """The names of all doors above."""
    found = vars(BusDoors).items()
    return [name for name, method in found if hasattr(method, ENTRYPOINT_EXTENSIONS_ATTR)]
