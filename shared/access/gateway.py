"""Accounts: the system administrator opens and closes them, the security administrator releases
those of administrators, auditors and finance, the audit administrator looks on (LAW)."""

from shared.access import bus
from shared.access.roles import FINANCE, OF_NO_ACCOUNT, OFFICES, Role
from shared.access.rules import Operation, Scope, allow, operation

_keep_accounts = operation(allow(Role.SYSTEM_ADMIN, scope=Scope.ANY))
_see_accounts = operation(
    allow(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, scope=Scope.ANY)
)
_own_tokens = operation(
    allow(*(role for role in Role if role not in OF_NO_ACCOUNT), scope=Scope.PERSON)
)

RULES: dict[str, Operation] = {
    "gateway.open_account": _keep_accounts,
    "gateway.close_account": _keep_accounts,
    "gateway.reset_account": _keep_accounts,
    "gateway.release_account": operation(allow(Role.SECURITY_ADMIN, scope=Scope.ANY)),
    "gateway.list_accounts": _see_accounts,
    "gateway.get_account": _see_accounts,
    # Who did what in a case stands in its timeline by account.
    "gateway.name_accounts": operation(
        allow(
            *(*OFFICES, Role.PRINCIPAL, Role.HEAD_TEACHER, Role.COUNSELLOR),
            *(Role.EDUCATION_BUREAU, Role.POLICE, Role.AUDITOR),
            scope=Scope.ANY,
        )
    ),
    # Whom of the finance staff one may stand in for.
    "gateway.name_colleagues": operation(allow(*FINANCE, scope=Scope.ANY)),
    "gateway.issue_token": _own_tokens,
    "gateway.list_tokens": _own_tokens,
    "gateway.revoke_token": _own_tokens,
    "gateway.list_history": operation(
        allow(Role.AUDIT_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR, scope=Scope.ANY)
    ),
    "gateway.list_access_log": operation(
        allow(Role.AUDIT_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR, scope=Scope.ANY)
    ),
    "gateway.verify_records": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, Role.OPERATOR, scope=Scope.ANY)
    ),
    **bus.of("gateway"),
}
