"""Opening, closing and resetting accounts; the first administrator; passwords."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from gateway import domain
from gateway.domain import AccountState, LinkPurpose
from gateway.models import Account, AccountChild, AccountRole, Link
from gateway.ports import UnitOfWork
from shared.access.roles import Role
from shared.contracts.gateway.errors import (
    AdministratorExists,
    LastAdministrator,
    LinkNotValid,
    OwnAccount,
)
from shared.contracts.gateway.events import AccountClosed, AccountOpened

FIRST = "first administrator"
KEPT = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})  # there is always one of each
INVITATION = timedelta(days=3)
FIRST_LINK = timedelta(days=1)  # it stands in a log


@dataclass(frozen=True, kw_only=True)
class Post:
    """What an account stands for: roles, and the place or people they reach."""

    roles: frozenset[Role]
    area: str = ""
    school_id: str | None = None
    person_id: str | None = None
    child_ids: tuple[str, ...] = ()


def open_account(
    uow: UnitOfWork,
    *,
    username: str,
    display_name: str,
    post: Post,
    by: str,
    now: datetime,
    password_hash: str | None = None,
    demo: bool = False,
    account_id: str | None = None,
) -> Account:
    """Raises UsernameTaken, UsernameNotAllowed, RolesIncompatible, PlaceMissing, RoleNotOpen."""
    roles = sorted(post.roles)
    _check(post)
    account = Account(
        id=account_id or str(uuid4()),
        username=domain.username_of(username),
        display_name=display_name,
        password_hash=password_hash,
        area=post.area,
        school_id=post.school_id,
        person_id=post.person_id,
        demo=demo,
        opened_at=now,
        version=1,
        role_rows=[AccountRole(role=role) for role in roles],
        child_rows=[AccountChild(child_id=child) for child in sorted(set(post.child_ids))],
    )
    uow.accounts.add(account)
    uow.emit(
        AccountOpened(account_id=account.id, version=1, roles=list(roles), area_code=post.area)
    )
    record(uow, account, "open_account", by, {"roles": [None, roles], "area": [None, post.area]})
    return account


def _check(post: Post) -> None:
    domain.check_roles(
        post.roles,
        area=post.area,
        school_id=post.school_id,
        person_id=post.person_id,
        child_ids=post.child_ids,
    )


def invite(uow: UnitOfWork, account: Account, link_hash: str, expires_at: datetime) -> None:
    """A link that sets the account's password, once."""
    uow.links.add(
        Link(
            token_hash=link_hash,
            purpose=LinkPurpose.PASSWORD,
            account_id=account.id,
            expires_at=expires_at,
        )
    )


def reset_account(uow: UnitOfWork, account_id: str, *, by: str, now: datetime) -> Account:
    """Sign the person out everywhere; the old password is gone, and `let_in` comes next."""
    account = uow.accounts.get(account_id)
    if account_id == by:
        raise OwnAccount()
    _keep_an_administrator(uow, account)
    account.password_hash = None
    account.version += 1
    shut(uow, account, now)
    record(uow, account, "reset_account", by, {})
    return account


def close_account(uow: UnitOfWork, account_id: str, *, why: str, by: str, now: datetime) -> Account:
    """For good: a person who comes back gets a new account. Closing twice is closing once."""
    account = uow.accounts.get(account_id)
    if account_id == by:
        raise OwnAccount()
    if account.closed_at is not None:
        return account
    _keep_an_administrator(uow, account)
    account.closed_at = now
    account.version += 1
    shut(uow, account, now)
    uow.emit(AccountClosed(account_id=account.id, version=account.version))
    record(uow, account, "close_account", by, {"closed_at": [None, now.isoformat()]}, why)
    return account


def first_link(uow: UnitOfWork, link_hash: str, now: datetime) -> bool:
    """Prepare the first administrator's link; False if somebody has an account already.

    Each gateway that starts prints its own; the first one used makes all the others void.
    """
    if uow.accounts.any():
        return False
    uow.links.add(
        Link(
            token_hash=link_hash,
            purpose=LinkPurpose.FIRST_ADMINISTRATOR,
            expires_at=now + FIRST_LINK,
        )
    )
    return True


def check_link(uow: UnitOfWork, token_hash: str, purpose: LinkPurpose, now: datetime) -> str:
    """The username that the link is for, "" for the first administrator's. Raises LinkNotValid,
    or AdministratorExists."""
    link = _valid_link(uow, token_hash, purpose, now)
    if link.account_id is None:
        if uow.accounts.any():
            raise AdministratorExists()
        return ""
    return uow.accounts.get(link.account_id).username


def purpose_of_link(uow: UnitOfWork, token_hash: str, now: datetime) -> LinkPurpose:
    """Raises LinkNotValid."""
    link = uow.links.take(token_hash)
    if link is None or not domain.link_holds(link.expires_at, link.used_at, now):
        raise LinkNotValid()
    return link.purpose


def open_first_administrator(
    uow: UnitOfWork, token_hash: str, *, username: str, password_hash: str, now: datetime
) -> Account:
    _valid_link(uow, token_hash, LinkPurpose.FIRST_ADMINISTRATOR, now)
    if uow.accounts.any():
        raise AdministratorExists()
    uow.links.use_up_first(now)
    return open_account(
        uow,
        username=username,
        display_name="",
        post=Post(roles=frozenset({Role.SYSTEM_ADMIN})),
        by=FIRST,
        now=now,
        password_hash=password_hash,
    )


def set_password(uow: UnitOfWork, token_hash: str, *, password_hash: str, now: datetime) -> Account:
    """By the link of an invitation or a reset, which is used up."""
    link = _valid_link(uow, token_hash, LinkPurpose.PASSWORD, now)
    account = uow.accounts.get(str(link.account_id))
    if account.closed_at is not None or account.requested_at is not None:
        raise LinkNotValid()
    uow.links.use_up(account.id, now)
    account.password_hash = password_hash
    account.version += 1
    record(uow, account, "set_password", account.id, {})
    return account


def change_password(
    uow: UnitOfWork, account_id: str, *, password_hash: str, kept_session: str | None, now: datetime
) -> None:
    """One's own; every other session of the account ends."""
    account = uow.accounts.get(account_id)
    account.password_hash = password_hash
    account.version += 1
    uow.sessions.end_all(account_id, now, but=kept_session)
    record(uow, account, "change_password", account_id, {})


def state_of(account: Account) -> AccountState:
    if account.closed_at is not None:
        return AccountState.CLOSED
    if account.requested_at is not None:
        return AccountState.REQUESTED
    return AccountState.OPEN if account.password_hash else AccountState.INVITED


def _valid_link(uow: UnitOfWork, token_hash: str, purpose: LinkPurpose, now: datetime) -> Link:
    link = uow.links.take(token_hash)
    if link is None or link.purpose is not purpose:
        raise LinkNotValid()
    if not domain.link_holds(link.expires_at, link.used_at, now):
        raise LinkNotValid()
    return link


def _keep_an_administrator(uow: UnitOfWork, account: Account) -> None:
    for role in KEPT & roles_of(account):
        others = uow.accounts.not_closed(role, demo=account.demo)
        able = {other.id for other in others if other.password_hash}
        if able == {account.id}:
            raise LastAdministrator()


def roles_of(account: Account) -> set[Role]:
    return {row.role for row in account.role_rows}


def shut(uow: UnitOfWork, account: Account, now: datetime) -> None:
    """No session, token or link of the account holds any more."""
    uow.sessions.end_all(account.id, now)
    uow.tokens.revoke_all(account.id, now)
    uow.links.use_up(account.id, now)


def record(
    uow: UnitOfWork,
    account: Account,
    operation: str,
    by: str,
    changes: dict[str, Any],
    why: str | None = None,
) -> None:
    """Roles, places and times only: no name, no hash."""
    uow.record(
        subject=f"account/{account.id}",
        version=account.version,
        operation=operation,
        by=by,
        reason=why,
        changes=changes,
    )
