"""What was done with a roll, a payment or a batch, for the record."""

from typing import Any

from services.funding.models import Payment, Roll
from services.funding.ports import UnitOfWork
from shared.access.grant import Grant

Changes = dict[str, Any]


def note_roll(
    uow: UnitOfWork, grant: Grant, roll: Roll, changes: Changes, why: str | None = None
) -> None:
    """A change of its own, with a version of its own."""
    roll.version += 1
    record_roll(uow, grant, roll, changes, why)


def record_roll(
    uow: UnitOfWork, grant: Grant, roll: Roll, changes: Changes, why: str | None = None
) -> None:
    uow.record(
        subject=f"roll/{roll.id}",
        version=roll.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes=changes,
        reason=why,
    )


def note_payment(
    uow: UnitOfWork, grant: Grant, payment: Payment, changes: Changes, why: str | None = None
) -> None:
    """Under the child's key."""
    uow.record(
        subject=f"payment/{payment.id}",
        version=payment.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes=changes,
        reason=why,
        key_of=payment.child_id,
    )


def roll_facts(roll: Roll) -> dict[str, Any]:
    """As its events tell them."""
    return {
        "version": roll.version,
        "roll_id": roll.id,
        "scheme": roll.scheme,
        "term": roll.term,
        "area_code": roll.area_code,
        "children": roll.children,
        "total_fen": roll.total_fen,
    }
