"""Bank accounts of children's families; the holder need not be the child."""

from typing import Any

from services.funding.handlers.reliefs import known
from services.funding.models import BankAccount
from services.funding.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now, today
from shared.vault import Anonymised

MARK = "bank_account"


def set_account(
    uow: UnitOfWork, grant: Grant, *, child_id: str, holder: str, number: str, bank: str
) -> dict[str, Any]:
    """The newest counts from now on; batches that went out keep theirs. Says how many other
    children have the same account, which is no mistake in a family of several.

    Raises ReliefChildNotKnown.
    """
    uow.children.lock(child_id)  # of two first accounts at once one is the former of the other
    child = known(uow, child_id, today())
    grant.require(area=child.area_code)
    former = uow.accounts.of(child_id)
    before = _former_tail(uow, former)
    mark = uow.vault.blind_index(MARK, number)
    account = BankAccount(
        child_id=child_id,
        sealed=uow.vault.seal(child_id, {"holder": holder, "number": number, "bank": bank}),
        mark=mark,
        changed_by=grant.viewer.account_id,
        changed_at=now(),
        version=former.version + 1 if former else 1,
    )
    uow.accounts.keep(account)
    uow.record(
        subject=f"bank_account/{child_id}",
        version=account.version,
        operation=grant.operation,
        by=account.changed_by,
        changes={"number": [before, tail(number)]},
        key_of=child_id,
    )
    shared = uow.accounts.sharing([mark]).get(mark, 1) - 1
    return {"child_id": child_id, "holder": holder, "tail": tail(number), "shared_with": shared}


def _former_tail(uow: UnitOfWork, former: BankAccount | None) -> str | None:
    if former is None:
        return None
    try:
        return tail(uow.vault.open(former.child_id, former.sealed)["number"])
    except Anonymised:
        return None


def tail(number: str) -> str:
    """The last four digits, which is all that lists show."""
    return number[-4:]
