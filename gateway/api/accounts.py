"""/api/v1: accounts and API tokens."""

from typing import Any

from flask import Response

from gateway import accounts
from gateway.api.routes import Area, answered
from shared.contracts.gateway import schemas

AREA = Area("gateway", "accounts")

ACCOUNT = "/accounts/<uuid:account_id>"
OPENING = schemas.OpenAccount(exclude=("link_hash",))
ISSUING = schemas.IssueToken(exclude=("token_hash",))

AREA.query("/accounts", "list_accounts", schemas.ListAccounts, schemas.AccountList)
AREA.query("/account-names", "name_accounts", schemas.NameAccounts, schemas.AccountNames)
AREA.query("/colleagues", "name_colleagues", schemas.NameColleagues, schemas.AccountNames)
AREA.query(ACCOUNT, "get_account", schemas.GetAccount, schemas.AccountView)
AREA.command(f"{ACCOUNT}/closure", "close_account", schemas.CloseAccount, schemas.AccountView)
AREA.query("/account-history", "list_history", schemas.ListHistory, schemas.HistoryList)

AREA.query("/tokens", "list_tokens", schemas.ListTokens, schemas.TokenList)
AREA.command(
    "/tokens/<uuid:token_id>",
    "revoke_token",
    schemas.RevokeToken,
    schemas.TokenView,
    method="DELETE",
)


@AREA.special(
    "POST",
    "/accounts",
    "open_account",
    body=OPENING,
    answers=schemas.InvitationView,
    status=201,
)
def open_account(fields: dict[str, Any]) -> Response:
    return answered(accounts.open_account(**fields), 201, "/accounts")


@AREA.special("POST", f"{ACCOUNT}/reset", "reset_account", answers=schemas.InvitationView)
def reset_account(account_id: Any) -> Response:
    return answered(accounts.reset_account(str(account_id)), 200)


@AREA.special("POST", f"{ACCOUNT}/release", "release_account", answers=schemas.InvitationView)
def release_account(account_id: Any) -> Response:
    return answered(accounts.release_account(str(account_id)), 200)


@AREA.special(
    "POST", "/tokens", "issue_token", body=ISSUING, answers=schemas.NewTokenView, status=201
)
def issue_token(fields: dict[str, Any]) -> Response:
    return answered(accounts.issue_token(**fields), 201)
