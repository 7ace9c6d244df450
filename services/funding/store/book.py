"""The journal: vouchers get their numbers and their place in the chain under one lock."""

from collections.abc import Collection, Sequence
from dataclasses import astuple
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from services.funding.domain.heads import Head
from services.funding.domain.ledger import Move, sealed_content
from services.funding.models import JOURNAL, ChainHead, ClosedPeriod, Entry, EntryMove, SignedHead
from services.funding.ports import Voucher
from shared.access.grant import COUNTY
from shared.chain import GENESIS, link
from shared.clock import now, today
from shared.contracts.funding.errors import PeriodClosed
from shared.db import insert_or_ignore
from shared.pacing import paced


class SqlBook:
    def __init__(self, session: Session) -> None:
        self._session = session
        self.posted = False

    def post(self, vouchers: Sequence[Voucher], by: str) -> list[int]:
        self.posted = True
        self._session.flush()  # funds lock before the journal does
        head = self._locked()
        # Only now: a month that somebody closed meanwhile is seen under the lock alone.
        self._check_open({voucher.fund.area_code for voucher in vouchers})
        number, previous, at = head.position, head.hash, now()
        entries, moves = [], []
        for voucher in paced(vouchers):
            number += 1
            entry = {"number": number, "at": at, "by": by, **_columns(voucher)}
            its_hash = link(
                previous, sealed_content(entry, [astuple(move) for move in voucher.moves])
            )
            entries.append({**entry, "previous_hash": previous, "hash": its_hash})
            moves += _rows(number, voucher.moves)
            previous = its_hash
        self._session.execute(insert(Entry), entries)
        self._session.execute(insert(EntryMove), moves)
        this = update(ChainHead).where(ChainHead.chain == JOURNAL)
        self._session.execute(this.values(position=number, hash=previous))
        return [entry["number"] for entry in entries]

    def is_open(self, areas: Collection[str]) -> bool:
        self._session.flush()
        self._locked()
        return self._closed(areas) is None

    def hold(self) -> None:
        self._locked()

    def _locked(self) -> Any:
        heads = ChainHead.__table__
        insert_or_ignore(self._session, heads, chain=JOURNAL, position=0, hash=GENESIS)
        this = select(heads).where(ChainHead.chain == JOURNAL)
        return self._session.execute(this.with_for_update()).one()

    def head(self) -> Head:
        this = ChainHead.chain == JOURNAL
        row = self._session.execute(select(ChainHead.position, ChainHead.hash).where(this)).first()
        return Head(row.position, row.hash) if row else Head(0, GENESIS)

    def last_area(self) -> str:
        query = select(Entry.area_code).order_by(Entry.number.desc()).limit(1)
        return self._session.scalar(query) or ""

    def is_signed(self, position: int) -> bool:
        return self._session.get(SignedHead, position) is not None

    def keep_head(self, head: SignedHead) -> None:
        self._session.add(head)

    def _check_open(self, areas: Collection[str]) -> None:
        """Raises PeriodClosed."""
        if (month := self._closed(areas)) is not None:
            raise PeriodClosed(month)

    def _closed(self, areas: Collection[str]) -> str | None:
        """This month, where one of the counties closed it."""
        counties = {area[:COUNTY] for area in areas}
        query = select(ClosedPeriod.month).where(
            ClosedPeriod.area_code.in_(counties), ClosedPeriod.month == f"{today():%Y-%m}"
        )
        return self._session.scalar(query.limit(1))


def _columns(voucher: Voucher) -> dict[str, Any]:
    return {
        "kind": voucher.kind,
        "area_code": voucher.fund.area_code,
        "fund_id": voucher.fund.id,
        "roll_id": voucher.roll_id,
        "payment_id": voucher.payment_id,
        "document": voucher.document,
    }


def _rows(number: int, moves: Sequence[Move]) -> list[dict[str, Any]]:
    return [
        {
            "entry": number,
            "line": line,
            "debit": move.debit,
            "credit": move.credit,
            "amount_fen": move.amount_fen,
        }
        for line, move in enumerate(moves, start=1)
    ]
