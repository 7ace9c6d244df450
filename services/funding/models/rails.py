"""What every service keeps beside its own: events, inbox, deadlines, records."""

from services.funding.models.base import Base
from shared.messaging import tables
from shared.records import (
    AccessLogColumns,
    ChainHeadColumns,
    CommandColumns,
    DataKeyColumns,
    HistoryColumns,
    JobColumns,
)


class Outbox(tables.OutboxColumns, Base): ...


class OutboxArchive(tables.ArchiveColumns, Base): ...


class Replay(tables.ReplayColumns, Base): ...


class Swept(tables.SweptColumns, Base): ...


class Inbox(tables.InboxColumns, Base): ...


class Subscription(tables.SubscriptionColumns, Base): ...


class DiscardedLetter(tables.DiscardedColumns, Base): ...


class Timer(tables.TimerColumns, Base): ...


class Command(CommandColumns, Base): ...


class AccessLog(AccessLogColumns, Base): ...


class History(HistoryColumns, Base): ...


class ChainHead(ChainHeadColumns, Base): ...


class Job(JobColumns, Base): ...


class DataKey(DataKeyColumns, Base): ...
