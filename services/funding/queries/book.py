"""The journal, its balances, and the proof that nobody touched it."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from services.funding.domain.ledger import Balance, Move, postings, sealed_content
from services.funding.models import JOURNAL, ChainHead, Entry, EntryMove
from services.funding.queries.heads import against_heads
from services.funding.queries.pages import page
from services.funding.queries.reconciliation import mismatches
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.chain import GENESIS, first_break
from shared.contracts.funding.codes import Account, Fault
from shared.cursors import position
from shared.db import data_of
from shared.settings import Settings


def trial_balance(
    session: Session, grant: Grant, *, area: str | None, fund_id: str | None
) -> dict[str, Any]:
    """Totals of every account; debits and credits are the same, always."""
    balances = _balances(session, *_within(grant, area, fund_id))
    debit = sum(balance.debit_fen for balance in balances)
    credit = sum(balance.credit_fen for balance in balances)
    items = [
        {
            "account": balance.account,
            "debit_fen": balance.debit_fen,
            "credit_fen": balance.credit_fen,
            "balance_fen": balance.balance_fen,
        }
        for balance in balances
    ]
    totals = {"debit_fen": debit, "credit_fen": credit, "difference_fen": debit - credit}
    return {"items": items, **totals}


def journal(
    session: Session,
    grant: Grant,
    *,
    area: str | None,
    fund_id: str | None,
    roll_id: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    """Entries in order of their numbers, as vouchers with debits and credits."""
    query = select(Entry).where(*_within(grant, area, fund_id))
    if roll_id is not None:
        query = query.where(Entry.roll_id == roll_id)
    if (last := position(after)) is not None:
        query = query.where(Entry.number > last)
    entries = list(session.scalars(query.order_by(Entry.number).limit(limit + 1)))
    moves = _moves(session, [entry.number for entry in entries])
    return page(entries, limit, lambda e: _entry_view(e, moves[e.number]), lambda e: e.number)


def verify_book(session: Session, settings: Settings | None) -> dict[str, Any]:
    """Read the whole book again: its chain, the heads that were signed and published, and payments
    and funds against their entries."""
    head = session.execute(
        select(ChainHead.position, ChainHead.hash).where(ChainHead.chain == JOURNAL)
    ).first()
    count, end = (head.position, head.hash) if head else (0, GENESIS)
    broken = first_break(_chained(session), (count, end))
    faults: list[dict[str, Any]] = []
    if broken is not None:
        where = {"entry": broken.position, "until": None}
        faults.append({**where, "fault": Fault(broken.fault), "subject": None})
    signed, found = against_heads(session, settings)
    faults += found
    faults += mismatches(session)
    balances = _balances(session)
    return {
        "sound": not faults,
        "entries": count,
        "head": end,
        "signed": len(signed),
        "signed_until": max((head.position for head in signed), default=0),
        "faults": faults,
        "difference_fen": sum(balance.balance_fen for balance in balances),
    }


def _within(grant: Grant, area: str | None, fund_id: str | None) -> list[ColumnElement[bool]]:
    conditions = [visible(grant, area=Entry.area_code)]
    if area is not None:
        conditions.append(under(Entry.area_code, area))
    if fund_id is not None:
        conditions.append(Entry.fund_id == fund_id)
    return conditions


def _balances(session: Session, *within: ColumnElement[bool]) -> list[Balance]:
    def totals(column: Any) -> dict[Account, int]:
        query: Select[Any] = (
            select(column, func.sum(EntryMove.amount_fen))
            .join(Entry, Entry.number == EntryMove.entry)
            .where(*within)
            .group_by(column)
        )
        # PostgreSQL sums whole numbers as a Decimal.
        return {account: int(total) for account, total in session.execute(query)}

    debits, credits = totals(EntryMove.debit), totals(EntryMove.credit)
    return [Balance(a, debits.get(a, 0), credits.get(a, 0)) for a in Account]


def _moves(session: Session, numbers: list[int]) -> dict[int, list[Move]]:
    found: dict[int, list[Move]] = {number: [] for number in numbers}
    query = select(EntryMove).where(EntryMove.entry.in_(numbers))
    for row in session.scalars(query.order_by(EntryMove.entry, EntryMove.line)):
        found[row.entry].append(Move(row.debit, row.credit, row.amount_fen))
    return found


def _entry_view(entry: Entry, moves: list[Move]) -> dict[str, Any]:
    lines = [
        {"account": p.account, "debit_fen": p.debit_fen, "credit_fen": p.credit_fen}
        for p in postings(moves)
    ]
    return {**data_of(entry), "postings": lines}


def _chained(session: Session) -> Iterator[tuple[int, str, dict[str, Any], str]]:
    """Every entry with what its hash should cover. Amounts are taken as they lie there, however
    wrong: a changed one is to be found, not to be refused."""
    moves = (EntryMove.line, EntryMove.debit, EntryMove.credit, EntryMove.amount_fen)
    query = (
        select(*Entry.__table__.columns, *moves)
        .outerjoin(EntryMove, EntryMove.entry == Entry.number)
        .order_by(Entry.number, EntryMove.line)
        .execution_options(yield_per=1000)
    )
    for number, rows in groupby(session.execute(query), key=lambda row: row.number):
        lines = list(rows)
        entry = {c.name: getattr(lines[0], c.name) for c in Entry.__table__.columns}
        listed = [[r.debit, r.credit, r.amount_fen] for r in lines if r.line is not None]
        yield number, entry["previous_hash"], sealed_content(entry, listed), entry["hash"]
