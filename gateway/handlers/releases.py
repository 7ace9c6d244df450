"""Accounts that one administrator must not give away alone (LAW, security: the administrators'
work is separated).

The system administrator asks for such an account, or for a new link to it; the security
administrator releases it and hands the link over. Whoever holds only one of the two posts
cannot come to sign in as another administrator, as an auditor or as finance.
"""

from datetime import datetime

from gateway import domain
from gateway.handlers.accounts import INVITATION, invite, record, roles_of
from gateway.models import Account
from gateway.ports import UnitOfWork
from shared.access.roles import Role
from shared.contracts.gateway.errors import NothingToRelease


def let_in(uow: UnitOfWork, account: Account, *, link_hash: str, by: str, now: datetime) -> None:
    """A link for an account without a password, or where another has to release it, the request
    for that."""
    if domain.needs_release(roles_of(account)):
        if not _is_the_first(uow, account):
            account.requested_at = now
            _record(uow, account, "request_release", by)
            return
        _record(uow, account, "first_security_admin", by)
    account.requested_at = None
    invite(uow, account, link_hash, now + INVITATION)


def release_account(
    uow: UnitOfWork, account_id: str, *, link_hash: str, by: str, now: datetime
) -> Account:
    """Raises NothingToRelease."""
    account = uow.accounts.get(account_id)
    if account.requested_at is None or account.closed_at is not None:
        raise NothingToRelease()
    account.requested_at = None
    _record(uow, account, "release_account", by)
    invite(uow, account, link_hash, now + INVITATION)
    return account


def _is_the_first(uow: UnitOfWork, account: Account) -> bool:
    """The one security administrator whom nobody could release. Once one can sign in, the last
    one is neither closed nor reset, so that this never comes again."""
    if roles_of(account) != {Role.SECURITY_ADMIN}:
        return False
    holders = uow.accounts.not_closed(Role.SECURITY_ADMIN, demo=account.demo)
    return {holder.id for holder in holders} == {account.id}


def _record(uow: UnitOfWork, account: Account, operation: str, by: str) -> None:
    account.version += 1
    record(uow, account, operation, by, {})
