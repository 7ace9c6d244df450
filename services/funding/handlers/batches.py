"""Batches: an approved roll goes to the bank in a file, and what the bank did comes back."""

import hashlib
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from services.funding.domain import bank_files, rolls
from services.funding.domain.bank_files import Line, Outcome, Template
from services.funding.handlers.delegating import acting
from services.funding.handlers.merges import give_up_twins
from services.funding.handlers.noting import note_payment
from services.funding.handlers.payments import check_payers, finish_roll, payable, settle_all
from services.funding.handlers.taking_back import take_back
from services.funding.handlers.twins import twins_of
from services.funding.models import Batch, BatchLine, Payment, Roll
from services.funding.ports import Owed, UnitOfWork
from services.funding.views import batch_view, payment_view
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.clock import day_of, now, today
from shared.contracts.funding.codes import BatchState, LineOutcome, PayeeKind, PaymentState
from shared.contracts.funding.errors import (
    AlreadyGranted,
    BankFileUnreadable,
    BatchSettled,
    NobodyPayable,
    PaidAgainstReceipt,
    PaymentNotFailed,
    ResultTakenInAlready,
)
from shared.contracts.funding.events import BatchReturned
from shared.pacing import paced

THIRD_PARTY = f"{PayeeKind.THIRD_PARTY.value}/"  # in front of a payment's payee


def make_batch(uow: UnitOfWork, grant: Grant, *, roll_id: str, bank: str) -> dict[str, Any]:
    """All that is due of the roll and has an account, each with the account as it stands now.

    Raises RollNotApproved, ProposerCannotPay, ApproverCannotPay, NotDelegated, BankNotFound,
    PaidAgainstReceipt, AlreadyGranted or NobodyPayable.
    """
    roll = uow.rolls.get(roll_id)
    grant.require(area=roll.area_code)
    _check_payer(uow, grant, roll)
    uow.rules.bank(bank, roll.area_code, today())
    batch = _batch(roll, bank, grant.viewer.account_id)
    uow.batches.add(batch)
    left_out = _fill(uow, batch)
    _note(uow, grant, batch, {"state": [None, "sent"], "lines": batch.lines})
    shared = uow.batches.shared(batch.id)
    return {**batch_view(batch), "left_out": left_out, "shared_accounts": shared}


def _fill(uow: UnitOfWork, batch: Batch) -> int:
    """What is due by today and goes to the family's account: a third party is paid against its
    receipt alone (DOMAIN section 7). In portions, so that a batch of any length takes the same
    memory; how many have no account.

    Raises PaidAgainstReceipt, AlreadyGranted or NobodyPayable.
    """
    open_, families, twins, left_out = 0, 0, 0, 0
    for some in uow.payments.owed(batch.roll_id):
        by_now = [one for one in some if one.due_on is None or one.due_on <= today()]
        due = [one for one in by_now if not one.payee.startswith(THIRD_PARTY)]
        again = twins_of(uow, due)
        payable = [one for one in due if one.id not in again]
        accounts = uow.accounts.sealed([one.child_id for one in payable])
        chosen = [one for one in payable if one.child_id in accounts]
        lines = [_line(batch, n, one, accounts) for n, one in enumerate(chosen, batch.lines + 1)]
        uow.batches.add_lines(lines)
        uow.payments.send([one.id for one in chosen])
        batch.lines += len(chosen)
        batch.total_fen += sum(one.amount_fen for one in chosen)
        open_, families, twins = open_ + len(by_now), families + len(due), twins + len(again)
        left_out += len(payable) - len(chosen)
    if open_ and not families:
        raise PaidAgainstReceipt(str(open_))
    if twins and twins == families:
        raise AlreadyGranted()
    if not batch.lines:
        raise NobodyPayable(str(left_out))
    return left_out


def bank_lines(uow: UnitOfWork, lines: Sequence[Any]) -> list[Line]:
    """Of batch lines, or rows of their columns: with holder and number opened, as they stood when
    the batch was made."""
    uow.vault.preload(line.child_id for line in lines)
    opened = (uow.vault.open(line.child_id, line.sealed) for line in paced(lines))
    return [
        Line(line.line, account["holder"], account["number"], line.amount_fen)
        for line, account in zip(lines, opened, strict=True)
    ]


def take_in_result(uow: UnitOfWork, grant: Grant, *, batch_id: str, content: str) -> dict[str, Any]:
    """Book what the bank paid, and keep why it did not pay the rest: all lines or none.

    Raises ResultTakenInAlready, BatchSettled, PeriodClosed, and what `bank_files.outcomes` finds.
    """
    roll = uow.rolls.get(uow.batches.roll_of(batch_id))
    batch = uow.batches.get(batch_id)
    grant.require(area=batch.area_code)
    away = _check_payer(uow, grant, roll, settled=True)
    plain = _decoded(content)
    digest = hashlib.sha256(plain).hexdigest()
    if batch.result_digest == digest:
        raise ResultTakenInAlready(batch.number)
    if batch.state is not BatchState.SENT:
        raise BatchSettled(batch.state.value)
    lines = uow.batches.lines(batch.id)
    template: Template = uow.rules.bank(batch.bank, batch.area_code, day_of(batch.made_at))
    came = bank_files.outcomes(template, batch.number, bank_lines(uow, lines), plain)
    paid, failed = _came_back(uow, lines, came)
    if paid:
        settle_all(uow, grant, paid, document=batch.number, away=away)
    give_up_twins(uow, failed)
    batch.state, batch.result_digest = BatchState.SETTLED, digest
    batch.paid, batch.failed = len(paid), len(failed)
    batch.settled_by, batch.settled_at = grant.viewer.account_id, now()
    _note(uow, grant, batch, {"state": ["sent", "settled"], "paid": batch.paid})
    finish_roll(uow, roll, operation=grant.operation, by=grant.viewer.account_id)
    uow.emit(_returned(batch, roll, sum(payment.amount_fen for payment in paid)))
    return batch_view(batch)


def _came_back(
    uow: UnitOfWork, lines: Sequence[BatchLine], came: Sequence[Outcome]
) -> tuple[list[Payment], list[Payment]]:
    """Marks each line and each payment that failed; answers those to be booked as paid, and
    those that failed."""
    payments = uow.payments.of_ids([line.payment_id for line in lines])
    paid, failed = list[Payment](), list[Payment]()
    for line, outcome in paced(zip(lines, came, strict=True)):
        payment = payments[line.payment_id]
        line.outcome = LineOutcome.PAID if outcome.paid else LineOutcome.FAILED
        if outcome.paid:
            paid.append(payment)
            continue
        line.reason = outcome.reason
        failed.append(payment)
        payment.state = PaymentState.FAILED
        payment.version += 1
    return paid, failed


def _returned(batch: Batch, roll: Roll, paid_fen: int) -> BatchReturned:
    return BatchReturned(
        version=batch.version,
        batch_id=batch.id,
        roll_id=roll.id,
        scheme=roll.scheme,
        term=roll.term,
        area_code=batch.area_code,
        paid=batch.paid,
        failed=batch.failed,
        amount_fen=paid_fen,
    )


def withdraw_batch(uow: UnitOfWork, grant: Grant, *, batch_id: str, why: str) -> dict[str, Any]:
    """A file that never went to the bank: its payments are due again. Raises BatchSettled."""
    roll = uow.rolls.get(uow.batches.roll_of(batch_id))
    batch = uow.batches.get(batch_id)
    grant.require(area=batch.area_code)
    _check_payer(uow, grant, roll, settled=True)
    if batch.state is not BatchState.SENT:
        raise BatchSettled(batch.state.value)
    lines = uow.batches.lines(batch.id)
    payments = uow.payments.of_ids([line.payment_id for line in lines])
    for line in lines:
        line.outcome = LineOutcome.WITHDRAWN
        payment = payments[line.payment_id]
        payment.state = PaymentState.DUE
        payment.version += 1
    batch.state, batch.withdrawal = BatchState.WITHDRAWN, why
    _note(uow, grant, batch, {"state": ["sent", "withdrawn"]}, why)
    give_up_twins(uow, list(payments.values()))
    finish_roll(uow, roll, operation=grant.operation, by=grant.viewer.account_id)
    return batch_view(batch)


def reissue_payment(uow: UnitOfWork, grant: Grant, *, payment_id: str) -> dict[str, Any]:
    """A failed one is due again, and goes with the next batch. Raises PaymentNotFailed or
    AlreadyGranted."""
    payment = _failed(uow, grant, payment_id)
    payable(uow, [payment])
    payment.state = PaymentState.DUE
    payment.version += 1
    note_payment(uow, grant, payment, {"state": ["failed", "due"]})
    return payment_view(payment)


def return_payment(uow: UnitOfWork, grant: Grant, *, payment_id: str, why: str) -> dict[str, Any]:
    """A failed one that nobody can be paid: what was owed goes back to the fund. Raises
    PaymentNotFailed."""
    roll_id = uow.payments.roll_of(payment_id)
    roll = uow.rolls.get(roll_id)
    payment = _failed(uow, grant, payment_id)
    take_back(uow, [payment], operation=grant.operation, by=grant.viewer.account_id, why=why)
    finish_roll(uow, roll, operation=grant.operation, by=grant.viewer.account_id)
    return payment_view(payment)


def _failed(uow: UnitOfWork, grant: Grant, payment_id: str) -> Payment:
    payment = uow.payments.get(payment_id)
    grant.require(area=payment.area_code)
    if payment.state is not PaymentState.FAILED:
        raise PaymentNotFailed(payment.state.value)
    return payment


def _check_payer(uow: UnitOfWork, grant: Grant, roll: Roll, *, settled: bool = False) -> str | None:
    """For whom the viewer stands in, if they do."""
    away = acting(uow, grant, Role.FINANCE_PAYER, roll.area_code)
    if not settled:
        rolls.check_approved(roll.state)
    check_payers(roll, grant, away)
    return away


def _batch(roll: Roll, bank: str, by: str) -> Batch:
    batch_id = str(uuid4())
    return Batch(
        id=batch_id,
        number=f"{today():%Y%m%d}-{batch_id[:8].upper()}",
        roll_id=roll.id,
        area_code=roll.area_code,
        bank=bank,
        state=BatchState.SENT,
        lines=0,
        total_fen=0,
        paid=0,
        failed=0,
        made_by=by,
        made_at=now(),
        version=1,
    )


def _line(
    batch: Batch, number: int, payment: Owed, accounts: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    sealed, mark = accounts[payment.child_id]
    return {
        "batch_id": batch.id,
        "line": number,
        "payment_id": payment.id,
        "child_id": payment.child_id,
        "amount_fen": payment.amount_fen,
        "sealed": sealed,
        "mark": mark,
        "outcome": LineOutcome.SENT,
    }


def _decoded(content: str) -> bytes:
    try:
        return b64decode(content, validate=True)
    except (NotBase64, ValueError):
        raise BankFileUnreadable() from None


def _note(
    uow: UnitOfWork, grant: Grant, batch: Batch, changes: dict[str, Any], why: str | None = None
) -> None:
    batch.version += 1
    uow.record(
        subject=f"batch/{batch.id}",
        version=batch.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes=changes,
        reason=why,
    )
