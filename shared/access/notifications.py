"""Notifications: everybody has an inbox and sees that one alone."""

from shared.access import bus
from shared.access.roles import OF_NO_ACCOUNT, Role
from shared.access.rules import Operation, Scope, allow, operation

_own_inbox = operation(allow(*(set(Role) - OF_NO_ACCOUNT), scope=Scope.ANY))
_operators = operation(allow(Role.OPERATOR, scope=Scope.ANY))
# Whoever has the link was sent it; the link shows what was sent and no more.
_by_link = operation(allow(*(set(Role) - {Role.SYSTEM}), scope=Scope.ANY))

RULES: dict[str, Operation] = {
    "notifications.list_messages": _own_inbox,
    "notifications.count_unread": _own_inbox,
    "notifications.read_message": _own_inbox,
    "notifications.acknowledge_message": _own_inbox,
    "notifications.get_my_channels": _own_inbox,
    "notifications.add_channel": _own_inbox,
    "notifications.resend_code": _own_inbox,
    "notifications.confirm_channel": _own_inbox,
    "notifications.remove_channel": _own_inbox,
    "notifications.put_channel_first": _own_inbox,
    "notifications.set_receiving_hours": _own_inbox,
    "notifications.delivery_overview": _operators,
    "notifications.list_deliveries": _operators,
    "notifications.get_delivery": _operators,
    "notifications.send_again": _operators,
    "notifications.open_link": _by_link,
    "notifications.acknowledge_by_link": _by_link,
    "notifications.list_access_log": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, scope=Scope.AREA)
    ),
    "notifications.verify_records": operation(
        allow(Role.AUDITOR, Role.AUDIT_ADMIN, Role.OPERATOR, scope=Scope.ANY)
    ),
    **bus.of("notifications"),
}
