"""The book against what it is about: payments and funds changed behind its back are named."""

from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from services.funding.domain.ledger import INCOME
from services.funding.models import Entry, EntryMove, Fund, FundBudget, Payment, Roll
from shared.contracts.funding.codes import Account, EntryKind, Fault, PaymentState, RollState


def mismatches(session: Session) -> list[dict[str, Any]]:
    return [*_payments(session), *_strays(session), *_rolls(session), *_all_funds(session)]


def _payments(session: Session) -> list[dict[str, Any]]:
    """Payments that say another amount or state than their entries."""
    paid, contrary, move = aliased(Entry), aliased(Entry), aliased(EntryMove)
    back, back_move = aliased(Entry), aliased(EntryMove)
    state = Payment.state
    still = (PaymentState.DUE, PaymentState.SENT, PaymentState.FAILED)
    agrees = or_(
        and_(state.in_(still), paid.number.is_(None), contrary.number.is_(None)),
        # Taken back before it was paid.
        and_(
            state == PaymentState.REVERSED,
            Payment.entry.is_(None),
            paid.number.is_(None),
            contrary.number.is_not(None),
        ),
        and_(
            paid.number == Payment.entry,
            paid.roll_id == Payment.roll_id,
            paid.fund_id == Payment.fund_id,
            move.amount_fen == Payment.amount_fen,
            func.coalesce(back_move.amount_fen, 0) == Payment.refunded_fen,
            or_(
                and_(state == PaymentState.PAID, contrary.number.is_(None)),
                and_(state == PaymentState.REVERSED, contrary.number.is_not(None)),
            ),
        ),
    )
    query = (
        select(Payment.id, paid.number)
        .outerjoin(paid, _of(paid, EntryKind.GRANT_PAID))
        .outerjoin(contrary, _of(contrary, EntryKind.GRANT_REVERSED))
        .outerjoin(back, _of(back, EntryKind.GRANT_REFUNDED))
        .outerjoin(back_move, and_(back_move.entry == back.number, back_move.line == 1))
        .outerjoin(move, and_(move.entry == paid.number, move.line == 1))
        .where(func.coalesce(agrees, False).is_(False))
        .order_by(Payment.id)
    )
    return _named(session, query)


def _named(session: Session, query: Any) -> list[dict[str, Any]]:
    return [
        _fault(Fault.PAYMENT_DIFFERS, f"payment/{payment_id}", number)
        for payment_id, number in session.execute(query)
    ]


def _of(entry: Any, kind: EntryKind) -> Any:
    return and_(entry.payment_id == Payment.id, entry.kind == kind)


def _strays(session: Session) -> list[dict[str, Any]]:
    """Entries whose payment is gone."""
    query = (
        select(Entry.number, Entry.payment_id)
        .outerjoin(Payment, Payment.id == Entry.payment_id)
        .where(Entry.payment_id.is_not(None), Payment.id.is_(None))
        .order_by(Entry.number)
    )
    return [
        _fault(Fault.PAYMENT_DIFFERS, f"payment/{payment_id}", number)
        for number, payment_id in session.execute(query)
    ]


def _rolls(session: Session) -> list[dict[str, Any]]:
    """Approved rolls that say another sum than their payments, or than the entry that froze it."""
    granted = (
        select(
            Payment.roll_id,
            func.sum(Payment.amount_fen).label("fen"),
            func.count(Payment.child_id.distinct()).label("children"),
        )
        .group_by(Payment.roll_id)
        .subquery()
    )
    approval = and_(
        Entry.roll_id == Roll.id,
        Entry.kind == EntryKind.GRANT_APPROVED,
        Entry.fund_id == Roll.fund_id,
    )
    agrees = and_(
        EntryMove.amount_fen == Roll.total_fen,
        granted.c.fen == Roll.total_fen,
        granted.c.children == Roll.children,
    )
    query = (
        select(Roll.id, Entry.number)
        .outerjoin(Entry, approval)
        .outerjoin(EntryMove, EntryMove.entry == Entry.number)
        .outerjoin(granted, granted.c.roll_id == Roll.id)
        .where(Roll.state.in_((RollState.APPROVED, RollState.PAID, RollState.ENDED)))
        .where(func.coalesce(agrees, False).is_(False))
        .order_by(Roll.id)
    )
    return [
        _fault(Fault.ROLL_DIFFERS, f"roll/{roll_id}", number)
        for roll_id, number in session.execute(query)
    ]


def _funds(session: Session) -> list[dict[str, Any]]:
    """Funds whose totals are not the sums of their entries."""

    def total(*cases: tuple[Any, Any]) -> Any:
        return func.coalesce(func.sum(case(*cases, else_=0)), 0)

    debit, credit, amount = EntryMove.debit, EntryMove.credit, EntryMove.amount_fen
    from_bank = and_(debit == Account.GRANTS_PAYABLE, credit == Account.BANK)
    to_bank = and_(debit == Account.BANK, credit == Account.GRANTS_PAYABLE)
    totals = (
        total((credit.in_(INCOME.values()), amount)) == Fund.received_fen,
        total((debit == Account.GRANT_EXPENSE, amount), (credit == Account.GRANT_EXPENSE, -amount))
        == Fund.committed_fen,
        total((from_bank, amount), (to_bank, -amount)) == Fund.paid_fen,
    )
    query = (
        select(Fund.id)
        .outerjoin(Entry, Entry.fund_id == Fund.id)
        .outerjoin(EntryMove, EntryMove.entry == Entry.number)
        .group_by(Fund.id)
        .having(~and_(*totals))
        .order_by(Fund.id)
    )
    return [_fault(Fault.FUND_DIFFERS, f"fund/{fund_id}") for fund_id in session.scalars(query)]


def _all_funds(session: Session) -> list[dict[str, Any]]:
    return [*_funds(session), *_budgets(session)]


def _budgets(session: Session) -> list[dict[str, Any]]:
    """Budgets that say another sum than their fund's payments."""
    standing = and_(
        Payment.fund_id == FundBudget.fund_id,
        Payment.scheme == FundBudget.scheme,
        Payment.state != PaymentState.REVERSED,
    )
    granted = func.coalesce(func.sum(Payment.amount_fen - Payment.refunded_fen), 0)
    query = (
        select(FundBudget.fund_id)
        .outerjoin(Payment, standing)
        .group_by(FundBudget.fund_id, FundBudget.scheme, FundBudget.committed_fen)
        .having(granted != FundBudget.committed_fen)
        .order_by(FundBudget.fund_id)
    )
    return [_fault(Fault.FUND_DIFFERS, f"fund/{fund_id}") for fund_id in session.scalars(query)]


def _fault(fault: Fault, subject: str, entry: int | None = None) -> dict[str, Any]:
    return {"entry": entry, "until": None, "fault": fault, "subject": subject}
