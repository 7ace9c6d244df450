"""Checks, objections, accounts, batches, delegations and periods, on SQLAlchemy."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.funding.models import (
    BankAccount,
    Batch,
    BatchLine,
    ClosedPeriod,
    Delegation,
    Objection,
    RollCheck,
)
from services.funding.store.chunks import chunks
from services.funding.store.money import insert_all
from shared.contracts.funding.codes import ObjectionState
from shared.contracts.funding.errors import BatchNotFound, ObjectionNotFound
from shared.db import data_of, insert_or_ignore


class SqlNoticing:
    def __init__(self, session: Session) -> None:
        self._session = session

    def checks(self, roll_id: str) -> list[RollCheck]:
        query = select(RollCheck).where(RollCheck.roll_id == roll_id).order_by(RollCheck.side)
        return list(self._session.scalars(query))

    def keep_check(self, check: RollCheck) -> None:
        self._session.merge(check)
        self._session.flush()

    def add_objection(self, objection: Objection) -> None:
        self._session.add(objection)
        self._session.flush()

    def objection(self, objection_id: str) -> Objection:
        query = select(Objection).where(Objection.id == objection_id).with_for_update()
        found = self._session.scalar(query)
        if found is None:
            raise ObjectionNotFound(objection_id)
        return found

    def open_objections(self, roll_id: str) -> int:
        query = select(func.count()).where(
            Objection.roll_id == roll_id, Objection.state == ObjectionState.OPEN
        )
        return int(self._session.scalar(query) or 0)


class SqlAccounts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, account: BankAccount) -> None:
        self._session.merge(account)
        self._session.flush()

    def of(self, child_id: str) -> BankAccount | None:
        return self._session.get(BankAccount, child_id)

    def sealed(self, child_ids: Collection[str]) -> dict[str, tuple[str, str]]:
        found = dict[str, tuple[str, str]]()
        columns = (BankAccount.child_id, BankAccount.sealed, BankAccount.mark)
        for some in chunks(child_ids):
            query = select(*columns).where(BankAccount.child_id.in_(some))
            found |= {child: (text, mark) for child, text, mark in self._session.execute(query)}
        return found

    def sharing(self, marks: Collection[str]) -> dict[str, int]:
        """Account -> how many children have it."""
        counts = dict[str, int]()
        for some in chunks(marks):
            query = (
                select(BankAccount.mark, func.count())
                .where(BankAccount.mark.in_(some))
                .group_by(BankAccount.mark)
            )
            counts |= {mark: int(count) for mark, count in self._session.execute(query)}
        return counts


class SqlBatches:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, batch: Batch) -> None:
        self._session.add(batch)
        self._session.flush()

    def add_lines(self, lines: Sequence[dict[str, Any]]) -> None:
        insert_all(self._session, BatchLine.__table__, lines)

    def shared(self, batch_id: str) -> int:
        children = func.count(BatchLine.child_id.distinct()).label("children")
        marks = select(children).where(BatchLine.batch_id == batch_id).group_by(BatchLine.mark)
        several = marks.having(children > 1).subquery()
        total = select(func.coalesce(func.sum(several.c.children), 0))
        return int(self._session.scalar(total) or 0)

    def roll_of(self, batch_id: str) -> str:
        found = self._session.scalar(select(Batch.roll_id).where(Batch.id == batch_id))
        if found is None:
            raise BatchNotFound(batch_id)
        return found

    def get(self, batch_id: str) -> Batch:
        batch = self._session.scalar(select(Batch).where(Batch.id == batch_id).with_for_update())
        if batch is None:
            raise BatchNotFound(batch_id)
        return batch

    def lines(self, batch_id: str) -> list[BatchLine]:
        query = select(BatchLine).where(BatchLine.batch_id == batch_id).order_by(BatchLine.line)
        return list(self._session.scalars(query))


class SqlDelegations:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, delegation: Delegation) -> None:
        self._session.add(delegation)
        self._session.flush()

    def active(self, account: str, role: str, area: str, today: date) -> Delegation | None:
        query = select(Delegation).where(
            Delegation.to_account == account,
            Delegation.role == role,
            Delegation.first_day <= today,
            Delegation.last_day >= today,
        )
        found = self._session.scalars(query.order_by(Delegation.made_at.desc()))
        return next((one for one in found if area.startswith(one.area_code)), None)


class SqlPeriods:
    def __init__(self, session: Session) -> None:
        self._session = session

    def close(self, period: ClosedPeriod) -> bool:
        """False where it was closed already."""
        return insert_or_ignore(self._session, ClosedPeriod.__table__, **data_of(period))
