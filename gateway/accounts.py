"""What API and pages do about accounts, where a secret is given away or taken in.

Each needs a request: the settings, the database and the viewer come from it. Hashes are computed
outside any transaction.
"""

from datetime import datetime
from typing import Any

from flask import request

from gateway import auth, domain, passwords
from gateway.auth import database, web_settings
from gateway.credentials import keyed, new_token, token_hash
from gateway.domain import AccountState, LinkPurpose
from gateway.handlers import accounts as use_cases
from gateway.handlers import sessions
from gateway.handlers.sessions import NewSession
from gateway.rpc import idempotency_key, tell
from gateway.store import GatewayUnitOfWork
from shared.clock import now
from shared.contracts.gateway.errors import NotSignedIn, PasswordUnchanged, WrongCredentials
from shared.messaging.database import Database

LINK = "/first-sign-in/"


def open_account(**fields: Any) -> dict[str, Any]:
    """Open an account (fields of OpenAccount but the link's) and give away its one-time link:
    the InvitationView. The person who gets the link sets the password; nobody else knows it.
    There is none yet where the security administrator has to release the account."""
    return _inviting("open_account", fields)


def reset_account(account_id: str) -> dict[str, Any]:
    """A new one-time link; the old password and all sessions are gone. An InvitationView, without
    a link as at the opening."""
    return _inviting("reset_account", {"account_id": account_id})


def release_account(account_id: str) -> dict[str, Any]:
    """The one-time link of an account that was asked for. An InvitationView."""
    return _inviting("release_account", {"account_id": account_id})


def issue_token(name: str, days: int) -> dict[str, Any]:
    """A new API token of one's own: the NewTokenView."""
    token = _secret_of_command("token")
    issued = tell("gateway", "issue_token", name=name, days=days, token_hash=token_hash(token))
    return {**issued, "token": token}


def link_purpose(token: str) -> LinkPurpose:
    """What the page of a one-time link asks for. Raises LinkNotValid."""
    with database().transaction() as uow:
        return use_cases.purpose_of_link(uow, token_hash(token), now())


def open_first_administrator(token: str, username: str, password: str) -> NewSession:
    """Raises LinkNotValid, AdministratorExists, and what is wrong with the password. The new
    administrator is signed in."""
    name = domain.username_of(username)
    hashed = token_hash(token)
    _check_link(hashed, LinkPurpose.FIRST_ADMINISTRATOR)
    domain.check_password(password, name)
    password_hash = passwords.hashed(password, web_settings())
    with database().transaction() as uow:
        account = use_cases.open_first_administrator(
            uow, hashed, username=name, password_hash=password_hash, now=now()
        )
        return sessions.start(uow, account, settings=web_settings(), now=now())


def set_password(token: str, password: str) -> NewSession:
    """By the one-time link of an invitation or a reset; the person is signed in."""
    hashed = token_hash(token)
    domain.check_password(password, _check_link(hashed, LinkPurpose.PASSWORD))
    password_hash = passwords.hashed(password, web_settings())
    with database().transaction() as uow:
        account = use_cases.set_password(uow, hashed, password_hash=password_hash, now=now())
        return sessions.start(uow, account, settings=web_settings(), now=now())


def change_password(old: str, new: str) -> None:
    """One's own. Raises WrongCredentials, PasswordUnchanged, and what is wrong with the new one.

    A wrong old password counts as a failed sign-in: a borrowed session guesses no password.
    """
    who = auth.signed_in()
    if who is None:
        raise NotSignedIn()
    _check_own_password(who.username, old)
    if new == old:
        raise PasswordUnchanged()
    domain.check_password(new, who.username)
    password_hash = passwords.hashed(new, web_settings())
    with database().transaction() as uow:
        use_cases.change_password(
            uow,
            who.viewer.account_id,
            password_hash=password_hash,
            kept_session=who.session,
            now=now(),
        )


def first_sign_in_path(database: Database[GatewayUnitOfWork]) -> str | None:
    """The path that makes the first administrator; None if somebody has an account already."""
    token = new_token()
    with database.transaction() as uow:
        made = use_cases.first_link(uow, token_hash(token), now())
    return LINK + token if made else None


def _inviting(operation: str, fields: dict[str, Any]) -> dict[str, Any]:
    token = _secret_of_command("link")
    view = tell("gateway", operation, **fields, link_hash=token_hash(token))
    if view["state"] == AccountState.REQUESTED:
        return {**view, "link": None, "link_expires_at": None}
    return {**view, "link": LINK + token, "link_expires_at": _expiry_of(token)}


def _expiry_of(token: str) -> datetime | None:
    with database().transaction() as uow:
        link = uow.links.take(token_hash(token))
        return link.expires_at if link else None


def _secret_of_command(kind: str) -> str:
    """Made of the command's key: a retry gives away the same secret, and none is stored."""
    own = auth.viewer().account_id
    return keyed(web_settings().secret, kind, request.path, own, idempotency_key())


def _check_link(hashed: str, purpose: LinkPurpose) -> str:
    with database().transaction() as uow:
        return use_cases.check_link(uow, hashed, purpose, now())


def _check_own_password(username: str, password: str) -> None:
    settings, address = web_settings(), request.remote_addr or ""
    with database().transaction() as uow:
        known = sessions.begin_attempt(uow, username, address, settings=settings, now=now())
    known.refuse_if_locked()
    if not passwords.fits(known.password_hash, password, settings):
        raise WrongCredentials()
    with database().transaction() as uow:
        sessions.forgive(uow, username, address, settings=settings)
