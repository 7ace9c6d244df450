"""Reads for screens: session in, plain data out."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.domain import username_of
from gateway.handlers.accounts import state_of
from gateway.models import Account, AccountRole, ApiToken, History
from gateway.store import GatewayUnitOfWork
from shared.access.grant import COUNTY
from shared.access.roles import FINANCE, Role
from shared.area_range import under
from shared.contracts.gateway.errors import UsernameNotAllowed
from shared.cursors import bad_cursor, position
from shared.viewer import Viewer


def account_view(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "username": account.username,
        "display_name": account.display_name,
        "roles": sorted(row.role for row in account.role_rows),
        "area": account.area,
        "school_id": account.school_id,
        "person_id": account.person_id,
        "child_ids": sorted(row.child_id for row in account.child_rows),
        "demo": account.demo,
        "state": state_of(account),
        "opened_at": account.opened_at,
    }


def list_accounts(
    session: Session, *, q: str | None, role: str | None, after: str | None, limit: int
) -> dict[str, Any]:
    """By username; `after` is the last name of the page before."""
    query = select(Account).order_by(Account.username).limit(limit + 1)
    if q:
        typed = q.strip().lower()
        named = Account.username.contains(typed, autoescape=True)
        query = query.where(named | Account.display_name.contains(q.strip(), autoescape=True))
    if role:
        holders = select(AccountRole.account_id).where(AccountRole.role == Role(role))
        query = query.where(Account.id.in_(holders))
    if (name := _username(after)) is not None:
        query = query.where(Account.username > name)
    rows = session.scalars(query).all()
    shown = rows[:limit]
    last = shown[-1].username if len(rows) > limit else None
    return {"items": [account_view(account) for account in shown], "next": last}


def name_accounts(session: Session, ids: list[str]) -> dict[str, Any]:
    """Those that are known; a timeline also names the system."""
    rows = session.scalars(select(Account).where(Account.id.in_(ids)).order_by(Account.id))
    items = [{"id": row.id, "name": row.display_name or row.username} for row in rows]
    return {"items": items, "next": None}


def name_colleagues(session: Session, viewer: Viewer) -> dict[str, Any]:
    """The finance staff of the viewer's county, to whom a post can be handed."""
    county = viewer.area[:COUNTY]
    holders = select(AccountRole.account_id).where(AccountRole.role.in_(FINANCE))
    query = select(Account).where(Account.id.in_(holders), under(Account.area, county))
    open_ = query.where(Account.closed_at.is_(None), Account.requested_at.is_(None))
    named = open_.order_by(Account.display_name, Account.id)
    rows = session.scalars(named).all() if county else []
    items = [{"id": row.id, "name": row.display_name or row.username} for row in rows]
    return {"items": items, "next": None}


def _username(cursor: str | None) -> str | None:
    """Raises InvalidRequest."""
    try:
        known = cursor is None or username_of(cursor) == cursor
    except UsernameNotAllowed:
        known = False
    if not known:
        raise bad_cursor()
    return cursor


def token_view(token: ApiToken) -> dict[str, Any]:
    return {
        "id": token.id,
        "name": token.name,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
    }


def list_tokens(tokens: Sequence[ApiToken]) -> dict[str, Any]:
    return {"items": [token_view(token) for token in tokens]}


def list_history(
    uow: GatewayUnitOfWork, *, subject: str | None, after: str | None, limit: int
) -> dict[str, Any]:
    """Newest first; `after` is the last position of the page before."""
    query = select(History).order_by(History.position.desc()).limit(limit + 1)
    if subject:
        query = query.where(History.subject == subject)
    if (last := position(after)) is not None:
        query = query.where(History.position < last)
    rows = uow.session.scalars(query).all()
    shown = rows[:limit]
    items = [
        {
            "position": row.position,
            "at": row.at,
            "account_id": row.account_id,
            "operation": row.operation,
            "subject": row.subject,
            "reason": uow.reason_of(row),
            "changes": uow.changes_of(row),
        }
        for row in shown
    ]
    return {"items": items, "next": str(shown[-1].position) if len(rows) > limit else None}
