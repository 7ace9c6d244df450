"""Bank accounts of children's families; the holder need not be the child."""

from typing import Any

from services.funding.models import BankAccount
from services.funding.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now, today
from shared.contracts.funding.errors import ReliefChildNotKnown

MARK = "bank_account"


def set_account(
    uow: UnitOfWork, grant: Grant, *, child_id: str, holder: str, number: str, bank: str
) -> dict[str, Any]:
    """The newest counts from now on; batches that went out keep theirs. Says how many other
    children have the same account, which is no mistake in a family of several.

    Raises ReliefChildNotKnown.
    """
    child = uow.children.of_ids([child_id], today()).get(child_id)
    if child is None:
        raise ReliefChildNotKnown(child_id)
    grant.require(area=child.area_code)
    former = uow.accounts.of([child_id]).get(child_id)
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
        changes={"number": [None, tail(number)]},
        key_of=child_id,
    )
    shared = uow.accounts.sharing([mark]).get(mark, 1) - 1
    return {"child_id": child_id, "holder": holder, "tail": tail(number), "shared_with": shared}


def tail(number: str) -> str:
    """The last four digits, which is all that lists show."""
    return number[-4:]
