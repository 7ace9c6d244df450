"""Signing in and out, and finding who a request comes from."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gateway import domain
from gateway.credentials import keyed, new_token, token_hash
from gateway.models import Account, Session
from gateway.ports import UnitOfWork
from gateway.settings import WebSettings
from shared.access.roles import Role
from shared.contracts.gateway.errors import (
    AccountClosed,
    DemoAccountRefused,
    SignInLocked,
    UsernameNotAllowed,
    WrongCredentials,
)
from shared.errors import DomainError
from shared.viewer import Viewer

NOTICED_EVERY = timedelta(
    minutes=1
)  # how exactly "last seen" is kept: a write per minute, not per view


@dataclass(frozen=True)
class SignedIn:
    """The account behind a request; `session` is the hash of its token, None for an API token."""

    viewer: Viewer
    username: str
    display_name: str
    demo: bool
    session: str | None


@dataclass(frozen=True)
class NewSession:
    """`token` leaves in this answer and is kept nowhere."""

    token: str = field(repr=False)
    expires_at: datetime
    who: SignedIn


@dataclass(frozen=True)
class Known:
    """What a sign-in finds before the password is tried."""

    password_hash: str | None = field(repr=False)
    locked_minutes: int

    def refuse_if_locked(self) -> None:
        if self.locked_minutes:
            raise SignInLocked(str(self.locked_minutes))


def begin_attempt(
    uow: UnitOfWork, username: str, address: str, *, settings: WebSettings, now: datetime
) -> Known:
    """Count the try, for the name and for the address, and look up the hash."""
    name = _name_of(username)
    locked = 0
    for key, limit in _counters(name or username, address, settings):
        attempts = uow.attempts.get(key, now)
        if not attempts.locked_minutes(now):
            attempts = attempts.one_more(now, limit=limit, lock=settings.lock)
            uow.attempts.keep(key, attempts)
        locked = max(locked, attempts.locked_minutes(now))
    account = uow.accounts.by_username(name) if name else None
    return Known(account.password_hash if account else None, locked)


def finish_attempt(
    uow: UnitOfWork,
    username: str,
    address: str,
    *,
    fits: bool,
    settings: WebSettings,
    now: datetime,
) -> NewSession | DomainError:
    """A refusal is returned, not raised: what was counted must be committed."""
    account = uow.accounts.by_username(_name_of(username)) if fits else None
    if account is None:
        return WrongCredentials()
    if account.closed_at is not None:
        return AccountClosed()
    if account.demo and not settings.demo:
        return DemoAccountRefused()
    forgive(uow, account.username, address, settings=settings)
    return start(uow, account, settings=settings, now=now)


def forgive(uow: UnitOfWork, username: str, address: str, *, settings: WebSettings) -> None:
    """The right password: what was counted is forgotten.

    Of the address only this one try: else whoever has an account could guess without end.
    """
    by_name, by_address = (key for key, _ in _counters(username, address, settings))
    uow.attempts.forget(by_name)
    uow.attempts.one_less(by_address)


def start(uow: UnitOfWork, account: Account, *, settings: WebSettings, now: datetime) -> NewSession:
    token = new_token()
    session = Session(
        token_hash=token_hash(token),
        account_id=account.id,
        started_at=now,
        last_seen_at=now,
        expires_at=now + settings.session,
    )
    uow.sessions.add(session)
    who = signed_in(uow, account, session.token_hash)
    return NewSession(token, session.expires_at, who)


def find(uow: UnitOfWork, token: str, *, settings: WebSettings, now: datetime) -> SignedIn | None:
    """Whose session or API token this is; None if it does not hold (any more)."""
    hashed = token_hash(token)
    session = uow.sessions.get(hashed)
    if session is None:
        account_id = _account_of_api_token(uow, hashed, now)
    else:
        account_id = _account_of_session(session, settings, now)
    if account_id is None:
        return None
    account = uow.accounts.get(account_id)
    if account.closed_at is not None or (account.demo and not settings.demo):
        return None
    return signed_in(uow, account, hashed if session else None)


def end(uow: UnitOfWork, token: str, *, now: datetime) -> None:
    session = uow.sessions.get(token_hash(token))
    if session is not None and session.ended_at is None:
        session.ended_at = now


def signed_in(uow: UnitOfWork, account: Account, session: str | None) -> SignedIn:
    return SignedIn(
        viewer=viewer_of(uow, account),
        username=account.username,
        display_name=account.display_name,
        demo=account.demo,
        session=session,
    )


def viewer_of(uow: UnitOfWork, account: Account) -> Viewer:
    """A family's children stand in the account; a helper's follow the pairings."""
    roles = frozenset(row.role for row in account.role_rows)
    children = {row.child_id for row in account.child_rows}
    if Role.HELPER in roles and account.person_id:
        children |= set(uow.accounts.children_of_helper(account.person_id))
    return Viewer(
        account_id=account.id,
        roles=roles,
        area=account.area,
        school_id=account.school_id,
        person_id=account.person_id,
        child_ids=tuple(sorted(children)),
    )


def _account_of_session(session: Session, settings: WebSettings, now: datetime) -> str | None:
    if not domain.session_holds(
        last_seen_at=session.last_seen_at,
        expires_at=session.expires_at,
        ended=session.ended_at is not None,
        idle=settings.idle,
        now=now,
    ):
        return None
    if now - session.last_seen_at >= NOTICED_EVERY:
        session.last_seen_at = now
    return session.account_id


def _account_of_api_token(uow: UnitOfWork, hashed: str, now: datetime) -> str | None:
    token = uow.tokens.get(hashed)
    if token is None or token.revoked_at is not None or now >= token.expires_at:
        return None
    return token.account_id


def _name_of(username: str) -> str:
    """ "" for what can be no name: it is tried and counted all the same."""
    try:
        return domain.username_of(username)
    except UsernameNotAllowed:
        return ""


def _counters(name: str, address: str, settings: WebSettings) -> tuple[tuple[str, int], ...]:
    """Names and addresses are kept as keyed hashes: the table says nothing about people."""
    return (
        (f"name:{keyed(settings.secret, 'name', name)}", settings.failures_per_name),
        (f"address:{keyed(settings.secret, 'address', address)}", settings.failures_per_address),
    )
