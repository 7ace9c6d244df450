"""The tables that every service keeps: events, deadlines, commands, history, access, keys, jobs."""

from services.registry.models.base import Base
from shared.append_only import append_only
from shared.messaging.tables import InboxColumns, OutboxColumns, TimerColumns
from shared.records import (
    AccessLogColumns,
    ChainHeadColumns,
    CommandColumns,
    DataKeyColumns,
    HistoryColumns,
    JobColumns,
)


class Outbox(OutboxColumns, Base): ...


class Inbox(InboxColumns, Base): ...


class Timer(TimerColumns, Base): ...


class Command(CommandColumns, Base): ...


class AccessLog(AccessLogColumns, Base): ...


class History(HistoryColumns, Base): ...


class ChainHead(ChainHeadColumns, Base): ...


class DataKey(DataKeyColumns, Base): ...


class Job(JobColumns, Base): ...


append_only(AccessLog.__table__)
append_only(History.__table__)
