"""The ports of the gateway, on SQLAlchemy."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Boolean, Select, bindparam, delete, literal, select, text, update
from sqlalchemy.orm import Session as Connected

from gateway.copies import SqlHelperPairings, SqlMergedChildren
from gateway.domain import Attempts, LinkPurpose, Presented
from gateway.models import (
    Account,
    AccountChild,
    AccountRole,
    ApiToken,
    Base,
    ConsoleTicket,
    HelperPairing,
    HelperStanding,
    Link,
    Session,
    SignInAttempt,
)
from shared.access.roles import Role
from shared.contracts.gateway.errors import AccountNotFound, TokenNotFound, UsernameTaken
from shared.db import UtcDateTime, insert_or_ignore
from shared.unit_of_work import SqlUnitOfWork

Statement = Select[*tuple[Any, ...]]


def _presented(table: Any, ended_at: Any, last_seen_at: Any, *, is_session: bool) -> Statement:
    """One row per role of the account behind the token with the hash."""
    found: Statement = (
        select(
            Account.id.label("account_id"),
            Account.username,
            Account.display_name,
            Account.area,
            Account.school_id,
            Account.person_id,
            Account.demo,
            Account.closed_at.is_not(None).label("closed"),
            AccountRole.role,
            literal(is_session, Boolean).label("is_session"),
            last_seen_at.label("last_seen_at"),
            table.expires_at,
            ended_at.is_not(None).label("ended"),
        )
        .join(Account, Account.id == table.account_id)
        .outerjoin(AccountRole, AccountRole.account_id == Account.id)
        .where(table.token_hash == bindparam("hash"))
    )
    return found


_SESSION = _presented(Session, Session.ended_at, Session.last_seen_at, is_session=True)
_TOKEN = _presented(ApiToken, ApiToken.revoked_at, literal(None, UtcDateTime), is_session=False)


class SqlAccounts:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def get(self, account_id: str) -> Account:
        """Locked, so that two administrators change it one after the other."""
        account = self._session.get(Account, account_id, with_for_update=True)
        if account is None:
            raise AccountNotFound(account_id)
        return account

    def by_username(self, username: str) -> Account | None:
        return self._session.scalar(select(Account).where(Account.username == username))

    def add(self, account: Account) -> None:
        self._session.add(account)
        self._session.flush()

    def not_closed(self, role: Role, *, demo: bool) -> Sequence[Account]:
        """Locked: of the last two with a role one stays, also if both are closed at once."""
        this = (AccountRole.role == role) & Account.closed_at.is_(None) & (Account.demo == demo)
        query = select(Account).join(AccountRole).where(this).order_by(Account.id)
        return self._session.scalars(query.with_for_update(of=Account)).all()

    def any(self) -> bool:
        """Whether somebody is there who can sign in outside the demo."""
        real = select(Account.id).where(Account.demo.is_(False))
        return bool(self._session.scalar(select(real.exists())))

    def children_of(self, account_id: str) -> set[str]:
        """Those that stand in the account itself: a parent's, a guardian's."""
        query = select(AccountChild.child_id).where(AccountChild.account_id == account_id)
        return set(self._session.scalars(query))

    def children_of_helper(self, helper_id: str) -> set[str]:
        """By the pairings; none while the record check has run out."""
        suspended = select(HelperStanding.suspended).where(HelperStanding.helper_id == helper_id)
        if self._session.scalar(suspended):
            return set()
        query = select(HelperPairing.child_id).where(
            HelperPairing.helper_id == helper_id, HelperPairing.active
        )
        return set(self._session.scalars(query))


class SqlSessions:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def add(self, session: Session) -> None:
        self._session.add(session)

    def presented(self, token_hash: str) -> Presented | None:
        """A session or an API token with its account, in one statement: each request asks."""
        return self._one(_SESSION, token_hash) or self._one(_TOKEN, token_hash)

    def _one(self, query: Statement, token_hash: str) -> Presented | None:
        rows = self._session.execute(query, {"hash": token_hash}).mappings().all()
        if not rows:
            return None
        one = {name: value for name, value in rows[0].items() if name != "role"}
        return Presented(**one, roles=frozenset(row["role"] for row in rows if row["role"]))

    def note_seen(self, token_hash: str, now: datetime) -> None:
        this = update(Session).where(Session.token_hash == token_hash)
        self._session.execute(this.values(last_seen_at=now))

    def end(self, token_hash: str, now: datetime) -> None:
        this = (Session.token_hash == token_hash) & Session.ended_at.is_(None)
        self._session.execute(update(Session).where(this).values(ended_at=now))

    def sweep(self, before: datetime) -> None:
        self._session.execute(delete(Session).where(Session.expires_at < before))

    def end_all(self, account_id: str, now: datetime, but: str | None = None) -> None:
        going_on = (Session.account_id == account_id) & Session.ended_at.is_(None)
        if but is not None:
            going_on &= Session.token_hash != but
        self._session.execute(update(Session).where(going_on).values(ended_at=now))


class SqlTokens:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def add(self, token: ApiToken) -> None:
        self._session.add(token)

    def of(self, account_id: str, now: datetime) -> Sequence[ApiToken]:
        query = select(ApiToken).where(
            ApiToken.account_id == account_id,
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > now,
        )
        return self._session.scalars(query.order_by(ApiToken.created_at)).all()

    def own(self, account_id: str, token_id: str) -> ApiToken:
        token = self._session.get(ApiToken, token_id)
        if token is None or token.account_id != account_id:
            raise TokenNotFound(token_id)
        return token

    def revoke_all(self, account_id: str, now: datetime) -> None:
        valid = (ApiToken.account_id == account_id) & ApiToken.revoked_at.is_(None)
        self._session.execute(update(ApiToken).where(valid).values(revoked_at=now))


class SqlLinks:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def add(self, link: Link) -> None:
        self._session.add(link)

    def take(self, token_hash: str) -> Link | None:
        """Locked: of two who open it at the same moment one finds it used."""
        return self._session.get(Link, token_hash, with_for_update=True)

    def use_up(self, account_id: str, now: datetime) -> None:
        self._use_up(Link.account_id == account_id, now)

    def use_up_first(self, now: datetime) -> None:
        self._use_up(Link.purpose == LinkPurpose.FIRST_ADMINISTRATOR, now)

    def sweep(self, before: datetime) -> None:
        self._session.execute(delete(Link).where(Link.expires_at < before))

    def _use_up(self, which: Any, now: datetime) -> None:
        self._session.execute(update(Link).where(which, Link.used_at.is_(None)).values(used_at=now))


class SqlAttempts:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def get(self, key: str, now: datetime) -> Attempts:
        """Makes the row first, so that two at once are counted one after the other."""
        insert_or_ignore(self._session, SignInAttempt, key=key, count=0, since=now)
        row = self._session.get_one(
            SignInAttempt, key, with_for_update=True, populate_existing=True
        )
        return Attempts(row.count, row.since, row.locked_until)

    def keep(self, key: str, attempts: Attempts) -> None:
        this = update(SignInAttempt).where(SignInAttempt.key == key)
        self._session.execute(this.values(**vars(attempts)))

    def forget(self, key: str) -> None:
        self._session.execute(delete(SignInAttempt).where(SignInAttempt.key == key))

    def one_less(self, key: str) -> None:
        counted = (SignInAttempt.key == key) & (SignInAttempt.count > 0)
        fewer = update(SignInAttempt).where(counted).values(count=SignInAttempt.count - 1)
        self._session.execute(fewer)

    def sweep(self, before: datetime) -> None:
        self._session.execute(delete(SignInAttempt).where(SignInAttempt.since < before))


class SqlTickets:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def use(self, nonce: str, now: datetime) -> bool:
        """False for one that was used before, at this gateway or another."""
        return insert_or_ignore(self._session, ConsoleTicket.__table__, nonce=nonce, used_at=now)

    def sweep(self, before: datetime) -> None:
        self._session.execute(delete(ConsoleTicket).where(ConsoleTicket.used_at < before))


class GatewayUnitOfWork(SqlUnitOfWork):
    base = Base
    refusals = {"uq_accounts_username": UsernameTaken}

    @cached_property
    def accounts(self) -> SqlAccounts:
        return SqlAccounts(self.session)

    @cached_property
    def sessions(self) -> SqlSessions:
        return SqlSessions(self.session)

    @cached_property
    def tokens(self) -> SqlTokens:
        return SqlTokens(self.session)

    @cached_property
    def links(self) -> SqlLinks:
        return SqlLinks(self.session)

    @cached_property
    def attempts(self) -> SqlAttempts:
        return SqlAttempts(self.session)

    @cached_property
    def tickets(self) -> SqlTickets:
        return SqlTickets(self.session)

    @cached_property
    def merged_children(self) -> SqlMergedChildren:
        return SqlMergedChildren(self.session)

    @cached_property
    def helper_pairings(self) -> SqlHelperPairings:
        return SqlHelperPairings(self.session)

    def answers(self) -> bool:
        """Whether the database answers at all."""
        return bool(self.session.scalar(text("SELECT 1")) == 1)
