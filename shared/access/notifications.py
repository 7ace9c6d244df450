"""Notifications: everybody has an inbox and sees that one alone."""

from shared.access import bus
from shared.access.roles import OF_NO_ACCOUNT, Role
from shared.access.rules import Operation, Scope, allow, operation

_own_inbox = operation(allow(*(set(Role) - OF_NO_ACCOUNT), scope=Scope.ANY))

RULES: dict[str, Operation] = {
    "notifications.list_messages": _own_inbox,
    "notifications.count_unread": _own_inbox,
    "notifications.read_message": _own_inbox,
    "notifications.acknowledge_message": _own_inbox,
    "notifications.list_access_log": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, scope=Scope.AREA)
    ),
    "notifications.verify_records": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, Role.OPERATOR, scope=Scope.ANY)
    ),
    **bus.of("notifications"),
}
