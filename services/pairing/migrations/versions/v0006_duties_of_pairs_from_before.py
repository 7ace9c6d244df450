"""Duties and reminders of who was there before them"""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.clock import midnight, today

revision = "0006"
down_revision = "0005"

REMIND_DAYS = (60, 30, 7)  # of every pack that was shipped when these timers came

timers = sa.table(
    "timers",
    sa.column("kind", sa.String),
    sa.column("subject", sa.String),
    sa.column("due_at", sa.DateTime(timezone=True)),
    sa.column("attempts", sa.Integer),
)


def upgrade() -> None:
    begin_duties()
    begin_reminders()


def begin_duties() -> None:
    """A county's day sets its own next one, but the first was set by a pairing's beginning: here
    for the counties whose pairs all began before there were duties."""
    pairings = sa.text(
        "SELECT DISTINCT substr(area_code, 1, 6) FROM pairings WHERE status = 'active'"
    )
    running = {subject.partition("/")[0] for subject in set_already("promise_day")}
    for county in set(op.get_bind().scalars(pairings)) - running:
        day = today()
        insert("promise_day", f"{county}/{day.isoformat()}", day)


def begin_reminders() -> None:
    """Of checks that were filed before there were reminders."""
    helpers = sa.text(
        "SELECT id, check_good_until FROM helpers WHERE status IN ('applied', 'approved')"
        " AND check_good_until IS NOT NULL"
    ).columns(sa.column("id", sa.String), sa.column("check_good_until", sa.Date))
    there = set_already("record_check_reminder")
    for helper_id, good_until in op.get_bind().execute(helpers).all():
        for before in REMIND_DAYS:
            subject = f"{helper_id}/{good_until.isoformat()}/{before}"
            day = good_until - timedelta(days=before)
            if day > today() and subject not in there:
                insert("record_check_reminder", subject, day)


def set_already(kind: str) -> set[str]:
    return set(op.get_bind().scalars(sa.select(timers.c.subject).where(timers.c.kind == kind)))


def insert(kind: str, subject: str, day: date) -> None:
    row: dict[str, Any] = {"kind": kind, "subject": subject, "due_at": midnight(day), "attempts": 0}
    op.get_bind().execute(timers.insert().values(row))
