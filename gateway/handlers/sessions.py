"""Signing in and out, and finding who a request comes from."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gateway import domain
from gateway.credentials import keyed, new_token, token_hash
from gateway.domain import Presented
from gateway.models import Account, Session
from gateway.ports import UnitOfWork
from gateway.settings import WebSettings
from shared.access.roles import FAMILY, Role
from shared.contracts.gateway.errors import (
    AccountClosed,
    DemoAccountRefused,
    SignInLocked,
    UsernameNotAllowed,
    WrongCredentials,
)
from shared.errors import DomainError
from shared.viewer import Viewer

WITH_CHILDREN = frozenset({*FAMILY, Role.CHILD})
NOTICED_EVERY = timedelta(minutes=1)  # "last seen" is written once a minute, not at each view


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
    who = SignedIn(
        viewer=viewer_of(uow, account),
        username=account.username,
        display_name=account.display_name,
        demo=account.demo,
        session=session.token_hash,
    )
    return NewSession(token, session.expires_at, who)


def find(uow: UnitOfWork, token: str, *, settings: WebSettings, now: datetime) -> SignedIn | None:
    """Whose session or API token this is; None if it does not hold (any more)."""
    hashed = token_hash(token)
    known = uow.sessions.presented(hashed)
    if known is None or known.closed or (known.demo and not settings.demo):
        return None
    if not domain.session_holds(
        last_seen_at=known.last_seen_at,
        expires_at=known.expires_at,
        ended=known.ended,
        idle=settings.idle,
        now=now,
    ):
        return None
    if known.last_seen_at is not None and now - known.last_seen_at >= NOTICED_EVERY:
        uow.sessions.note_seen(hashed, now)
    return SignedIn(
        viewer=_viewer(uow, known, known.account_id, known.roles),
        username=known.username,
        display_name=known.display_name,
        demo=known.demo,
        session=hashed if known.is_session else None,
    )


def end(uow: UnitOfWork, token: str, *, now: datetime) -> None:
    uow.sessions.end(token_hash(token), now)


def viewer_of(uow: UnitOfWork, account: Account) -> Viewer:
    roles = frozenset(row.role for row in account.role_rows)
    return _viewer(uow, account, account.id, roles)


def _viewer(
    uow: UnitOfWork, post: Account | Presented, account_id: str, roles: frozenset[Role]
) -> Viewer:
    """A family's children stand in the account; a helper's follow the pairings."""
    own = uow.accounts.children_of(account_id) if roles & WITH_CHILDREN else set()
    own |= uow.merged_children.also(own)
    is_helper = Role.HELPER in roles and post.person_id
    helped = uow.accounts.children_of_helper(str(post.person_id)) if is_helper else set()
    return Viewer(
        account_id=account_id,
        roles=roles,
        area=post.area,
        school_id=post.school_id,
        person_id=post.person_id,
        child_ids=tuple(sorted(own)),
        helped_ids=tuple(sorted(helped)),
    )


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
