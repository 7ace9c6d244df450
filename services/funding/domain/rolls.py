"""The way of a roll: proposed, approved, paid, by three different people (DOMAIN section 7)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.funding.domain.eligibility import Verdict
from shared.contracts.funding.codes import LineState, PaymentState, Reason, RollState
from shared.contracts.funding.errors import (
    ApproverCannotPay,
    PayerCannotReverse,
    PaymentNotPaid,
    ProposerCannotApprove,
    ProposerCannotPay,
    RollChanged,
    RollNotApproved,
    RollNotProposed,
)

# Who took a step, and who was away where somebody stood in: both are out for the other steps.
Persons = Collection[str | None]


@dataclass(frozen=True)
class Line:
    """A child on a roll, as proposed."""

    child_id: str
    amount_fen: int
    area_code: str = ""
    school_id: str | None = None
    months: Sequence[str] = ()


@dataclass(frozen=True)
class Settled:
    """What the second judgement made of a line."""

    child_id: str
    state: LineState
    dropped: tuple[str, ...] = ()


def check_decision(state: RollState, *, proposed_by: str, by: Persons) -> None:
    """Approving or refusing. Raises RollNotProposed or ProposerCannotApprove."""
    if state is not RollState.PROPOSED:
        raise RollNotProposed(state.value)
    if proposed_by in by:
        raise ProposerCannotApprove()


def check_total(total_fen: int, seen_fen: int | None) -> None:
    """Raises RollChanged where the approver looked at another total."""
    if seen_fen is not None and seen_fen != total_fen:
        raise RollChanged(str(total_fen))


def check_approved(state: RollState) -> None:
    """Raises RollNotApproved."""
    if state is not RollState.APPROVED:
        raise RollNotApproved(state.value)


def check_payers(*, proposed_by: str, approved_by: Persons, by: Persons) -> None:
    """Raises ProposerCannotPay or ApproverCannotPay."""
    if proposed_by in by:
        raise ProposerCannotPay()
    if _overlap(approved_by, by):
        raise ApproverCannotPay()


def check_reversal(state: PaymentState, *, paid_by: Persons, by: str) -> None:
    """Raises PaymentNotPaid or PayerCannotReverse."""
    if state is not PaymentState.PAID:
        raise PaymentNotPaid(state.value)
    if by in paid_by:
        raise PayerCannotReverse()


def _overlap(some: Persons, others: Persons) -> bool:
    return any(person is not None and person in others for person in some)


def settle(lines: Iterable[Line], verdicts: Mapping[str, Verdict]) -> list[Settled]:
    """Judge a roll again at its approval.

    Who is out now is dropped. So is who would get another amount than the one proposed: an
    approval never grants what nobody looked at. They are proposed anew on a later roll.
    """
    return [_settled(line, verdicts.get(line.child_id)) for line in lines]


def _settled(line: Line, verdict: Verdict | None) -> Settled:
    if verdict is None:
        return Settled(line.child_id, LineState.DROPPED, (Reason.CHILD_NOT_KNOWN,))
    if not verdict.eligible:
        return Settled(line.child_id, LineState.DROPPED, verdict.reasons)
    if verdict.amount_fen != line.amount_fen:
        return Settled(line.child_id, LineState.DROPPED, (Reason.AMOUNT_CHANGED,))
    return Settled(line.child_id, LineState.APPROVED)
