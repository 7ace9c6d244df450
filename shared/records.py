"""What every service keeps beside its own tables: who did, saw and changed what, and when.

History and the access log are chained by hash. Their rows are gathered during the transaction and
written at its end, so that the lock on a chain's head is always the last one taken: no deadlock.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, Text, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.access.grant import Grant
from shared.chain import GENESIS, Break, first_break, link
from shared.clock import now
from shared.crypto import as_json
from shared.db import Sequence as Numbered
from shared.db import UtcDateTime, insert_or_ignore
from shared.sealed_text import open_text, seal_text
from shared.vault import Vault

CHAINED = ("access_log", "history")
# What is sealed in chained tables is so before it is chained: the hash is over the sealed text.
REASON, CHANGES, PURPOSE = "history.reason", "history.changes", "access_log.purpose"


class CommandColumns:
    """A command that was carried out: the same key again gets the same answer again."""

    __tablename__ = "commands"

    account_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    operation: Mapped[str]
    request_digest: Mapped[str]
    answer: Mapped[str | None] = mapped_column(Text)  # sealed
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ChainColumns:
    """Columns of a chained table; `content` names those that the hash covers."""

    position: Mapped[int] = mapped_column(Numbered, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[str]
    operation: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    previous_hash: Mapped[str]
    hash: Mapped[str]


class AccessLogColumns(ChainColumns):
    """One row per view or export of a dossier (DOMAIN section 10; LAW: kept three years)."""

    __tablename__ = "access_log"

    roles: Mapped[str]
    area: Mapped[str] = mapped_column(index=True)  # county of whoever was shown, "" if unknown
    purpose: Mapped[str | None] = mapped_column(Text)  # sealed


class HistoryColumns(ChainColumns):
    """Every change with who, when and why. What and why are sealed: under the data key of `key_of`,
    else under the ring's own, since a text typed by hand may name anybody."""

    __tablename__ = "history"

    version: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)
    key_of: Mapped[str | None]
    changes: Mapped[str] = mapped_column(Text)


class ChainHeadColumns:
    __tablename__ = "chain_heads"

    chain: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    hash: Mapped[str]


class DataKeyColumns:
    __tablename__ = "data_keys"

    subject: Mapped[str] = mapped_column(primary_key=True)
    wrapped: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    destroyed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class JobColumns:
    """Long work outside any transaction: leased by one worker, taken over when that one dies."""

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    state: Mapped[str]  # open, done, failed
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    holder: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]


class Records:
    """The part of a unit of work that keeps records; its tables are found by name."""

    def __init__(self, session: Session, tables: Mapping[str, Table]) -> None:
        self.session, self._tables = session, tables
        # What others may wait for; told after the commit: "outbox", "timers", "jobs".
        self.notices: set[str] = set()
        self._gathered: dict[str, list[dict[str, Any]]] = {}

    @cached_property
    def vault(self) -> Vault:
        """What is sealed for a person of this service."""
        return Vault(self.session, self.table("data_keys"))

    def table(self, name: str) -> Table:
        return self._tables[name]

    def record(
        self,
        *,
        subject: str,
        version: int,
        operation: str,
        by: str,
        changes: Mapping[str, Any],
        reason: str | None = None,
        key_of: str | None = None,
    ) -> None:
        """Append to the history: `changes` is JSON-native, {field: [old, new]} where both are
        known; sealed with the reason under the data key of `key_of`, which must be given if
        they name a person: only so do they end with that person's key."""
        self._gather(
            "history",
            {
                "account_id": by,
                "operation": operation,
                "subject": subject,
                "version": version,
                "reason": reason if reason is None else self._seal_reason(key_of, reason),
                "key_of": key_of,
                "changes": self._seal_changes(key_of, changes),
            },
        )

    def record_sealed(self, rows: Iterable[dict[str, Any]]) -> None:
        """Append rows whose changes and reason are sealed already, as `record` seals them."""
        self._gathered.setdefault("history", []).extend(rows)

    def _seal_reason(self, key_of: str | None, reason: str) -> str:
        if key_of:
            return self.vault.seal(key_of, {"reason": reason})
        return seal_text(reason, REASON)

    def _seal_changes(self, key_of: str | None, changes: Mapping[str, Any]) -> str:
        if key_of:
            return self.vault.seal(key_of, changes)
        return seal_text(as_json(changes).decode(), CHANGES)

    def reason_of(self, row: Any) -> str | None:
        """Of a row of the history. Raises vault.Anonymised."""
        if row.reason is None:
            return None
        if row.key_of:
            return str(self.vault.open(row.key_of, row.reason)["reason"])
        return open_text(row.reason, REASON)

    def changes_of(self, row: Any) -> dict[str, Any]:
        """Of a row of the history. Raises vault.Anonymised."""
        if row.key_of:
            return self.vault.open(row.key_of, row.changes)
        return json.loads(open_text(row.changes, CHANGES))  # type: ignore[no-any-return]

    def note_access(self, grant: Grant) -> None:
        """One row per subject that was shown; one for the list as such where none was named."""
        purpose = grant.purpose and seal_text(grant.purpose, PURPOSE)
        shown = grant.subjects or {"list": grant.county}
        for subject, county in shown.items():
            self._gather(
                "access_log",
                {
                    "account_id": grant.viewer.account_id,
                    "operation": grant.operation,
                    "subject": subject,
                    "roles": " ".join(sorted(grant.viewer.roles)),
                    "area": county,
                    "purpose": purpose,
                },
            )

    def start_job(self, kind: str, subject: str) -> str:
        """A job of this kind for this subject; returns its id."""
        job_id = str(uuid4())
        self.session.execute(
            self.table("jobs")
            .insert()
            .values(id=job_id, kind=kind, subject=subject, state="open", due_at=now(), attempts=0)
        )
        self.notices.add("jobs")
        return job_id

    def write_records(self) -> None:
        """Write what was gathered; the unit of work calls it last of all."""
        gathered, self._gathered = self._gathered, {}
        for chain in CHAINED:
            if rows := gathered.get(chain):
                self._append(chain, rows)

    def _gather(self, chain: str, row: dict[str, Any]) -> None:
        self._gathered.setdefault(chain, []).append(row)

    def _append(self, chain: str, rows: Sequence[dict[str, Any]]) -> None:
        heads, at = self.table("chain_heads"), now()
        this = heads.c.chain == chain
        insert_or_ignore(self.session, heads, chain=chain, position=0, hash=GENESIS)
        head = self.session.execute(select(heads).where(this).with_for_update()).one()
        position, previous = head.position, head.hash
        chained, when = [], at.isoformat()
        for row in rows:
            position += 1
            its_hash = link(previous, {"position": position, "at": when, **row})
            place = {"position": position, "at": at, "previous_hash": previous, "hash": its_hash}
            chained.append({**row, **place})
            previous = its_hash
        self.session.execute(insert(self.table(chain)), chained)
        self.session.execute(update(heads).where(this).values(position=position, hash=previous))

    def verify(self, chain: str) -> Break | None:
        """None if the whole chain holds; reads every row."""
        table, heads = self.table(chain), self.table("chain_heads")
        head = self.session.execute(select(heads).where(heads.c.chain == chain)).first()
        covered = [c.name for c in table.columns if c.name not in ("previous_hash", "hash")]
        rows = self.session.execute(
            select(table).order_by(table.c.position).execution_options(yield_per=1000)
        )
        return first_break(
            (
                (
                    r.position,
                    r.previous_hash,
                    {n: _canonical(getattr(r, n)) for n in covered},
                    r.hash,
                )
                for r in rows
            ),
            (head.position, head.hash) if head else (0, GENESIS),
        )


def _canonical(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
