"""The way back in for an administrator whose password is lost and whom nobody else can help.

Only on the machine itself: whoever works there holds the database and its keys anyway. It leaves
a row in the history, which the audit administrator reads.
"""

from datetime import datetime, timedelta

from gateway import domain
from gateway.domain import AccountState
from gateway.handlers.accounts import KEPT, invite, record, roles_of, shut, state_of
from gateway.models import Account
from gateway.ports import UnitOfWork
from shared.contracts.gateway.errors import AccountNotFound, NotToBeRecovered

LINK_HOLDS = timedelta(hours=1)
BY = "command line"


def recover_account(
    uow: UnitOfWork, username: str, *, link_hash: str, who: str, now: datetime
) -> Account:
    """Sign the account out everywhere and give it a link; `who` is the user of the machine.

    The old password holds until the link is used: without one this account would no longer count
    as an administrator who can sign in, and another could be let in without a second person.
    Raises UsernameNotAllowed, AccountNotFound, NotToBeRecovered.
    """
    found = uow.accounts.by_username(domain.username_of(username))
    if found is None:
        raise AccountNotFound(username)
    account = uow.accounts.get(found.id)
    if not roles_of(account) & KEPT or state_of(account) is not AccountState.OPEN:
        raise NotToBeRecovered()
    account.version += 1
    shut(uow, account, now)
    record(uow, account, "recover_account", BY, {}, why=who)
    invite(uow, account, link_hash, now + LINK_HOLDS)
    return account
