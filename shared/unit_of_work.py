"""One transaction per use case: data, events, timers and inbox commit together or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session

from shared.broken_constraints import check_names, refusal_of
from shared.clock import now
from shared.db import insert_missing, insert_only, insert_or_ignore
from shared.errors import DomainError
from shared.messaging import cloudevents
from shared.messaging.cloudevents import REPLAYED
from shared.messaging.crash_points import crash_point
from shared.messaging.events import Event
from shared.messaging.tables import shard_of
from shared.records import Records
from shared.settings import Settings


class SqlUnitOfWork(Records):
    """Open for one use case; whoever opened it commits. Each service subclasses it in store.py."""

    base: ClassVar[type[DeclarativeBase]]  # its metadata has outbox, inbox, timers
    # Constraint or index -> the rule that it stands for.
    refusals: ClassVar[Mapping[str, type[DomainError]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "refusals" in vars(cls):
            check_names(cls.base.metadata, cls.refusals)

    def __init__(self, session: Session, settings: Settings | None = None) -> None:
        super().__init__(session, self.base.metadata.tables)
        self.settings = settings
        self.next_timer: datetime | None = None
        self.cause = ""  # the event that is being handled; of a replay the one that it replays
        self.happened_at = now()
        self._outgoing: list[dict[str, Any]] = []

    # -- events and deadlines -------------------------------------------------------------------

    def emit(self, event: Event) -> None:
        """Say, from the commit on, that this happened."""
        data = cloudevents.as_text(asdict(event))
        self.emit_many(type(event), [(event.aggregate_id, data)])

    def emit_many(self, event: type[Event], told: Iterable[tuple[str, str]]) -> None:
        """Say of each aggregate that this happened to it: its id, and the event's data as JSON."""
        at = now()
        for aggregate_id, data in told:
            event_id, body = cloudevents.wrapped(event, aggregate_id, data, at)
            self._outgoing.append(
                {
                    "event_id": event_id,
                    "exchange": f"{event.source}.events",
                    "routing_key": event.wire_name(),
                    "aggregate_id": aggregate_id,
                    "shard": shard_of(aggregate_id),
                    "queue": None,
                    "body": body,
                    "written_at": at,
                }
            )
        self.notices.add("outbox")

    def send_again(self, event: Any, queue: str, replay: str, *, as_itself: bool) -> None:
        """A row of the outbox or the archive, to one consumer, as part of a replay; `as_itself`
        the consumer ignores it if it has had it."""
        at = now()
        body = event.body if as_itself else cloudevents.replayed(event.body, replay, at)
        self._outgoing.append(
            {
                "event_id": f"{event.event_id}:{replay}",
                "exchange": "",
                "routing_key": event.routing_key,
                "aggregate_id": event.aggregate_id,
                "shard": event.shard,
                "queue": queue,
                "body": body,
                "written_at": at,
            }
        )
        self.notices.add("outbox")

    def set_timer(self, kind: str, subject: str, due_at: datetime) -> None:
        """`@when_due(kind)` is called for the subject, once, from `due_at` on."""
        timers = self.table("timers")
        insert_or_ignore(self.session, timers, kind=kind, subject=subject, due_at=due_at)
        self.next_timer = min(self.next_timer or due_at, due_at)
        self.notices.add("timers")

    def cancel_timer(self, kind: str, subject: str) -> None:
        """Forget a deadline; one that has fired stays as it is."""
        timers = self.table("timers")
        this = (timers.c.kind == kind) & (timers.c.subject == subject)
        self.session.execute(delete(timers).where(this, timers.c.fired_at.is_(None)))

    def first_time(self, consumer: str, event_id: str) -> bool:
        """False if this consumer's effect of this event is already there."""
        row = {"consumer": consumer, "event_id": event_id, "handled_at": now()}
        return insert_or_ignore(self.session, self.table("inbox"), **row)

    def first_times(self, consumer: str, event_ids: Iterable[str]) -> set[str]:
        """Those of these events whose effect is not there yet, in one statement for all."""
        inbox, at = self.table("inbox"), now()
        # In one order always, or two batches with the same events could wait for each other.
        rows = [
            {"consumer": consumer, "event_id": event_id, "handled_at": at}
            for event_id in sorted(set(event_ids))
        ]
        return {made for (made,) in insert_missing(self.session, (inbox.c.event_id,), rows)}

    def handling(self, envelope: cloudevents.Envelope) -> None:
        """From here on this transaction handles that event, as of when it happened."""
        self.cause = envelope.id
        self.happened_at = envelope.at or now()
        self.session.info[REPLAYED] = envelope.replay is not None

    @property
    def replayed(self) -> bool:
        """Whether the event that is being handled is a replay's. The copies ask the session."""
        return bool(self.session.info.get(REPLAYED))

    # -- the end --------------------------------------------------------------------------------

    def finish(self) -> None:
        """Write what waits for the end. Called by `transaction` just before the commit."""
        # Flushed first: the aggregates' rows are locked before their events are numbered, so that
        # of two transactions on one aggregate the later one has the higher number.
        self.session.flush()
        outgoing, self._outgoing = self._outgoing, []
        if outgoing:
            # Not .values(rows), which is compiled anew each time.
            self.session.connection().execute(insert_only(self.table("outbox")), outgoing)
        self.write_records()


Unit = TypeVar("Unit", bound=SqlUnitOfWork)


@contextmanager
def transaction(
    make: type[Unit], sessions: Callable[[], Session], settings: Settings | None = None
) -> Iterator[Unit]:
    """Commits on a clean exit and rolls back on any exception. A broken constraint that names a
    rule comes out as that rule's refusal."""
    with sessions() as session:
        unit = make(session, settings)
        try:
            yield unit
            unit.finish()
            crash_point("before_commit")
            session.commit()
        except IntegrityError as broken:
            refusal = refusal_of(broken, make.base.metadata, make.refusals)
            if refusal is None:
                raise
            raise refusal from broken
