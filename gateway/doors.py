"""The gateway's own operations, through the same kind of door as every service's.

Called by routes as `ask("gateway", ...)` and `tell("gateway", ...)`. Signing in and the use of
one-time links are no operations: nobody is signed in yet. They stand in `auth` and `accounts`.
"""

from typing import Any

from gateway import queries
from gateway.handlers import accounts, releases, tokens
from gateway.handlers.accounts import Post
from gateway.store import GatewayUnitOfWork
from shared import record_queries
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.clock import now
from shared.contracts import records
from shared.contracts.gateway import schemas
from shared.doors import command, query


class AccountDoors:
    """Mixin of GatewayService."""

    @command(schemas.OpenAccount, answers=schemas.AccountView)
    def open_account(
        self,
        uow: GatewayUnitOfWork,
        grant: Grant,
        *,
        username: str,
        display_name: str,
        link_hash: str,
        roles: list[str],
        **post: Any,
    ) -> dict[str, Any]:
        at, by = now(), grant.viewer.account_id
        account = accounts.open_account(
            uow,
            username=username,
            display_name=display_name,
            post=Post(roles=frozenset(Role(role) for role in roles), **post),
            by=by,
            now=at,
        )
        releases.let_in(uow, account, link_hash=link_hash, by=by, now=at)
        return queries.account_view(account)

    @command(schemas.ResetAccount, answers=schemas.AccountView)
    def reset_account(
        self, uow: GatewayUnitOfWork, grant: Grant, *, account_id: str, link_hash: str
    ) -> dict[str, Any]:
        at, by = now(), grant.viewer.account_id
        account = accounts.reset_account(uow, account_id, by=by, now=at)
        releases.let_in(uow, account, link_hash=link_hash, by=by, now=at)
        return queries.account_view(account)

    @command(schemas.ReleaseAccount, answers=schemas.AccountView)
    def release_account(
        self, uow: GatewayUnitOfWork, grant: Grant, *, account_id: str, link_hash: str
    ) -> dict[str, Any]:
        by = grant.viewer.account_id
        account = releases.release_account(uow, account_id, link_hash=link_hash, by=by, now=now())
        return queries.account_view(account)

    @command(schemas.CloseAccount, answers=schemas.AccountView)
    def close_account(
        self, uow: GatewayUnitOfWork, grant: Grant, *, account_id: str, why: str
    ) -> dict[str, Any]:
        by = grant.viewer.account_id
        account = accounts.close_account(uow, account_id, why=why, by=by, now=now())
        return queries.account_view(account)

    @query(schemas.ListAccounts, answers=schemas.AccountList)
    def list_accounts(
        self, uow: GatewayUnitOfWork, _grant: Grant, **filters: Any
    ) -> dict[str, Any]:
        return queries.list_accounts(uow.session, **filters)

    @query(schemas.NameAccounts, answers=schemas.AccountNames)
    def name_accounts(self, uow: GatewayUnitOfWork, _grant: Grant, *, ids: list[str]) -> Any:
        return queries.name_accounts(uow.session, ids)

    @query(schemas.NameColleagues, answers=schemas.AccountNames)
    def name_colleagues(self, uow: GatewayUnitOfWork, grant: Grant) -> Any:
        return queries.name_colleagues(uow.session, grant.viewer)

    @query(schemas.GetAccount, answers=schemas.AccountView)
    def get_account(
        self, uow: GatewayUnitOfWork, _grant: Grant, *, account_id: str
    ) -> dict[str, Any]:
        return queries.account_view(uow.accounts.get(account_id))

    @command(schemas.IssueToken, answers=schemas.TokenView)
    def issue_token(
        self, uow: GatewayUnitOfWork, grant: Grant, *, name: str, days: int, token_hash: str
    ) -> dict[str, Any]:
        own = grant.viewer.account_id
        grant.require(person_id=own)
        token = tokens.issue_token(uow, own, name=name, days=days, token_hash=token_hash, now=now())
        return queries.token_view(token)

    @query(schemas.ListTokens, answers=schemas.TokenList)
    def list_tokens(self, uow: GatewayUnitOfWork, grant: Grant) -> dict[str, Any]:
        own = grant.viewer.account_id
        grant.require(person_id=own)
        return queries.list_tokens(uow.tokens.of(own, now()))

    @command(schemas.RevokeToken, answers=schemas.TokenView)
    def revoke_token(
        self, uow: GatewayUnitOfWork, grant: Grant, *, token_id: str
    ) -> dict[str, Any]:
        own = grant.viewer.account_id
        grant.require(person_id=own)
        return queries.token_view(tokens.revoke_token(uow, own, token_id, now=now()))

    @query(schemas.ListHistory, answers=schemas.HistoryList)
    def list_history(self, uow: GatewayUnitOfWork, _grant: Grant, **filters: Any) -> dict[str, Any]:
        return queries.list_history(uow, **filters)

    @query(records.ListAccessLog, answers=records.AccessList)
    def list_access_log(self, uow: GatewayUnitOfWork, grant: Grant, **filters: Any) -> Any:
        return record_queries.list_access_log(uow, grant, **filters)

    @query(records.VerifyRecords, answers=records.RecordsCheck)
    def verify_records(self, uow: GatewayUnitOfWork, _grant: Grant) -> Any:
        return record_queries.verify_records(uow)
