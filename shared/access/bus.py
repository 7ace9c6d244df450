"""Operating the bus: the operator sees and acts; auditor and system administrator see numbers.

The same for every service; each takes the rules over under its own name.
"""

from shared.access.roles import Role
from shared.access.rules import Operation, Scope, allow, operation

_numbers = operation(
    allow(Role.OPERATOR, Role.AUDITOR, Role.SYSTEM_ADMIN, scope=Scope.ANY),
)
_look = operation(allow(Role.OPERATOR, scope=Scope.ANY), audited=True)
_act = operation(allow(Role.OPERATOR, scope=Scope.ANY), audited=True)

OPERATIONS: dict[str, Operation] = {
    "bus_status": _numbers,
    "bus_topology": _numbers,
    "bus_subscriptions": _numbers,
    "count_committed": _numbers,
    "count_handled": _numbers,
    "list_settled": _numbers,
    "find_without_trace": _numbers,
    "list_dead_letters": _look,
    "redrive_dead_letters": _act,
    "discard_dead_letters": _act,
    "remove_queue": _act,
    "list_copies": _numbers,
    "list_replays": _numbers,
    "start_replay": _act,
    "stop_replay": _act,
    "clean_up": _act,
}


def of(service: str) -> dict[str, Operation]:
    return {f"{service}.{name}": rule for name, rule in OPERATIONS.items()}


def is_operation(name: str) -> bool:
    """Whether "registry.bus_status" is one of these."""
    return name.partition(".")[2] in OPERATIONS
