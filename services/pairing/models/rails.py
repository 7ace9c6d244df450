"""The tables of the rails: messaging, records, jobs."""

from services.pairing.models.core import Base
from shared.append_only import append_only
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


for appended in (AccessLog, History):
    append_only(appended.__table__)
