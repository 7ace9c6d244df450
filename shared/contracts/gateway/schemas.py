"""Requests and views of accounts and sessions."""

from marshmallow import Schema, fields, validate

from shared.access.roles import Role

OPEN_ROLES = sorted(set(Role) - {Role.SYSTEM})
TOKEN_DAYS = 366  # the longest life of an API token


class SignIn(Schema):
    username = fields.String(required=True, validate=validate.Length(1, 64))
    password = fields.String(required=True, load_only=True, validate=validate.Length(1, 256))


class SessionView(Schema):
    """`token` stands in the answer to a sign-in only; it is never shown again."""

    token = fields.String()
    expires_at = fields.String(required=True)
    account = fields.Nested(lambda: AccountView(), required=True)


class AccountView(Schema):
    id = fields.String(required=True)
    username = fields.String(required=True)
    display_name = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    area = fields.String(required=True)
    school_id = fields.String(required=True, allow_none=True)
    person_id = fields.String(required=True, allow_none=True)
    child_ids = fields.List(fields.String(), required=True)
    demo = fields.Boolean(required=True)
    state = fields.String(required=True, validate=validate.OneOf(["invited", "open", "closed"]))
    opened_at = fields.String(required=True)


class AccountPage(Schema):
    items = fields.List(fields.Nested(AccountView), required=True)
    next = fields.String(required=True, allow_none=True)


class OpenAccount(Schema):
    username = fields.String(required=True, validate=validate.Length(3, 64))
    display_name = fields.String(load_default="", validate=validate.Length(max=60))
    roles = fields.List(
        fields.String(validate=validate.OneOf(OPEN_ROLES)),
        required=True,
        validate=validate.Length(1, 8),
    )
    area = fields.String(load_default="", validate=validate.Regexp(r"^(\d{6}|\d{9}|\d{12})?$"))
    school_id = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=36))
    person_id = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=36))
    child_ids = fields.List(
        fields.String(validate=validate.Length(max=36)),
        load_default=list,
        validate=validate.Length(max=20),
    )
    link_hash = fields.String(required=True, validate=validate.Length(equal=64))


class ResetAccount(Schema):
    account_id = fields.String(required=True)
    link_hash = fields.String(required=True, validate=validate.Length(equal=64))


class CloseAccount(Schema):
    account_id = fields.String(required=True)
    why = fields.String(required=True, validate=validate.Length(1, 200))


class GetAccount(Schema):
    account_id = fields.String(required=True)


class ListAccounts(Schema):
    q = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=64))
    role = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(OPEN_ROLES))
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class InvitationView(AccountView):
    """`link` opens once, until `link_expires_at`; it is shown in this answer only."""

    link = fields.String(required=True)
    link_expires_at = fields.String(required=True)


class FirstAdministrator(Schema):
    token = fields.String(required=True, load_only=True, validate=validate.Length(1, 128))
    username = fields.String(required=True, validate=validate.Length(3, 64))
    password = fields.String(required=True, load_only=True, validate=validate.Length(1, 256))


class SetPassword(Schema):
    """With the one-time link of an invitation or a reset."""

    token = fields.String(required=True, load_only=True, validate=validate.Length(1, 128))
    password = fields.String(required=True, load_only=True, validate=validate.Length(1, 256))


class ChangePassword(Schema):
    old_password = fields.String(required=True, load_only=True, validate=validate.Length(1, 256))
    password = fields.String(required=True, load_only=True, validate=validate.Length(1, 256))


class IssueToken(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 60))
    days = fields.Integer(load_default=90, validate=validate.Range(1, TOKEN_DAYS))
    token_hash = fields.String(required=True, validate=validate.Length(equal=64))


class RevokeToken(Schema):
    token_id = fields.String(required=True)


class TokenView(Schema):
    """`token` stands in the answer that issues it only."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    created_at = fields.String(required=True)
    expires_at = fields.String(required=True)
    token = fields.String()


class TokenList(Schema):
    items = fields.List(fields.Nested(TokenView), required=True)


class ListTokens(Schema):
    """One's own."""


class Nothing(Schema):
    """No fields."""
