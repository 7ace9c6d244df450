"""API tokens: long-lived, named, of one account, and never more than that account may do."""

from datetime import datetime, timedelta
from uuid import uuid4

from gateway.models import ApiToken
from gateway.ports import UnitOfWork


def issue_token(
    uow: UnitOfWork, account_id: str, *, name: str, days: int, token_hash: str, now: datetime
) -> ApiToken:
    token = ApiToken(
        id=str(uuid4()),
        token_hash=token_hash,
        account_id=account_id,
        name=name,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    uow.tokens.add(token)
    _record(uow, token, "issue_token")
    return token


def revoke_token(uow: UnitOfWork, account_id: str, token_id: str, *, now: datetime) -> ApiToken:
    """Revoking twice is revoking once. Raises TokenNotFound, also for another's token."""
    token = uow.tokens.own(account_id, token_id)
    if token.revoked_at is None:
        token.revoked_at = now
        _record(uow, token, "revoke_token")
    return token


def _record(uow: UnitOfWork, token: ApiToken, operation: str) -> None:
    uow.record(
        subject=f"account/{token.account_id}",
        version=0,
        operation=operation,
        by=token.account_id,
        changes={"token": [None, token.id]},
    )
