"""Requests and views of accounts and sessions."""

from typing import Any

from marshmallow import fields

from shared.access.roles import OF_NO_ACCOUNT, Role
from shared.contracts.base import Request, View, between, length, line, matching, one_of

OPEN_ROLES = sorted(set(Role) - OF_NO_ACCOUNT)
STATES = ("requested", "invited", "open", "closed")
TOKEN_DAYS = 366  # the longest life of an API token
HASH = r"^[0-9a-f]{64}$"  # SHA-256 of a token; the token itself never reaches the store


def _optional(longest: int) -> fields.String:
    return fields.String(load_default=None, allow_none=True, validate=length(1, longest))


def _secret(longest: int) -> fields.String:
    return line(longest, load_only=True)


def _hash() -> fields.String:
    return fields.String(required=True, validate=matching(HASH))


def _roles(**options: Any) -> fields.List[str]:
    return fields.List(fields.String(validate=one_of(OPEN_ROLES)), validate=length(1, 8), **options)


class SignIn(Request):
    username = line(64)
    password = _secret(256)


class AccountView(View):
    id = fields.String(required=True)
    username = fields.String(required=True)
    display_name = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    area = fields.String(required=True)
    school_id = fields.String(required=True, allow_none=True)
    person_id = fields.String(required=True, allow_none=True)
    child_ids = fields.List(fields.String(), required=True)
    demo = fields.Boolean(required=True)
    state = fields.String(required=True, validate=one_of(STATES))
    opened_at = fields.AwareDateTime(required=True)


class WhoView(View):
    """Who is signed in. `child_ids` are those that the account reaches now."""

    account_id = fields.String(required=True)
    username = fields.String(required=True)
    display_name = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    area = fields.String(required=True)
    school_id = fields.String(required=True, allow_none=True)
    person_id = fields.String(required=True, allow_none=True)
    child_ids = fields.List(fields.String(), required=True)
    helped_ids = fields.List(fields.String(), required=True)  # by the pairings
    demo = fields.Boolean(required=True)


class SessionView(View):
    """`token` stands in the answer to a sign-in only; it is never shown again."""

    token = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)
    account = fields.Nested(WhoView, required=True)


class AccountList(View):
    items = fields.List(fields.Nested(AccountView), required=True)
    next = fields.String(required=True, allow_none=True)


class OpenAccount(Request):
    username = fields.String(required=True, validate=length(3, 64))
    display_name = fields.String(load_default="", validate=length(0, 60))
    roles = _roles(required=True)
    # What the account answers for: 6 digits county, 9 township, 12 village.
    area = fields.String(load_default="", validate=matching(r"^(\d{6}|\d{9}|\d{12})?$"))
    school_id = _optional(36)
    person_id = _optional(36)
    child_ids = fields.List(
        fields.String(validate=length(1, 36)), load_default=list, validate=length(0, 20)
    )
    link_hash = _hash()


class ResetAccount(Request):
    account_id = line(36)
    link_hash = _hash()


class ReleaseAccount(Request):
    account_id = line(36)
    link_hash = _hash()


class CloseAccount(Request):
    account_id = line(36)
    why = line(200)


class GetAccount(Request):
    account_id = line(36)


class ListAccounts(Request):
    q = _optional(64)
    role = fields.String(load_default=None, allow_none=True, validate=one_of(OPEN_ROLES))
    after = _optional(64)
    limit = fields.Integer(load_default=50, validate=between(1, 200))


class NameAccounts(Request):
    ids = fields.List(fields.String(validate=length(1, 64)), required=True, validate=length(1, 500))


class NameColleagues(Request):
    """The finance staff of one's own county."""


class NamedAccount(View):
    id = fields.String(required=True)
    name = fields.String(required=True)


class AccountNames(View):
    items = fields.List(fields.Nested(NamedAccount), required=True)
    next = fields.String(required=True, allow_none=True)


class InvitationView(AccountView):
    """`link` opens once, until `link_expires_at`; it is shown in this answer only. Both are null
    while the account is `requested`: who releases it gets the link."""

    link = fields.String(required=True, allow_none=True)
    link_expires_at = fields.AwareDateTime(required=True, allow_none=True)


class FirstAdministrator(Request):
    token = _secret(128)
    username = fields.String(required=True, validate=length(3, 64))
    password = _secret(256)


class SetPassword(Request):
    """With the one-time link of an invitation or a reset."""

    token = _secret(128)
    password = _secret(256)


class ChangePassword(Request):
    old_password = _secret(256)
    password = _secret(256)


class IssueToken(Request):
    name = line(60)
    days = fields.Integer(load_default=90, validate=between(1, TOKEN_DAYS))
    token_hash = _hash()


class RevokeToken(Request):
    token_id = line(36)


class ListTokens(Request):
    """One's own."""


class TokenView(View):
    id = fields.String(required=True)
    name = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)


class NewTokenView(TokenView):
    """`token` stands in this answer only."""

    token = fields.String(required=True)


class TokenList(View):
    items = fields.List(fields.Nested(TokenView), required=True)


class ListHistory(Request):
    subject = _optional(80)  # "account/<id>"
    after = _optional(20)
    limit = fields.Integer(load_default=50, validate=between(1, 200))


class HistoryView(View):
    position = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    account_id = fields.String(required=True)
    operation = fields.String(required=True)
    subject = fields.String(required=True)
    reason = fields.String(required=True, allow_none=True)
    changes = fields.Dict(required=True)


class HistoryList(View):
    items = fields.List(fields.Nested(HistoryView), required=True)
    next = fields.String(required=True, allow_none=True)
