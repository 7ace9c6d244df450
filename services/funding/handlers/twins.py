"""What a child has twice, because two of its files were merged."""

from collections.abc import Collection

from services.funding.domain.merging import Excess, excess
from services.funding.models import Payment
from services.funding.ports import Owed, UnitOfWork


def twins_of(uow: UnitOfWork, payments: Collection[Payment | Owed]) -> set[str]:
    """Those of the payments that are too many, and are never to be paid."""
    return {one.payment_id for one in excess_of(uow, [one.child_id for one in payments]).open}


def excess_of(uow: UnitOfWork, files: Collection[str]) -> Excess:
    found = Excess()
    for child, given in uow.payments.families(files).items():
        of_child = excess(child, given)
        found.open += of_child.open
        found.twice += of_child.twice
    return found
