"""docs/access.md: the access table, as the services enforce it."""

from collections.abc import Mapping

from shared.access.groups import FIELD_GROUPS, Group
from shared.access.roles import OF_NO_ACCOUNT, Role
from shared.access.rules import Operation, Scope
from shared.access.table import SERVICES, rules_of

HEAD = """\
# Who may see and do what

Made from the code by `lantian docs --write`; do not edit. What is not in a table is refused. Every
service decides itself, whatever the gateway lets through. The role `system` (the command line and
timers) may call everything, bounded by its area, and is left out below.

How far an allowance reaches:

| scope | reaches |
|---|---|
| any | needs no place: one's own inbox, lists of rules, public facts |
| area | what lies in the viewer's county, township or village |
| school | what belongs to the viewer's school |
| child | the children the viewer is a parent, guardian or helper of |
| person | what is about the viewer in person |

"logged" writes a row of the access log at each call, for every child that was shown.
"""


def page() -> str:
    tables = [_operations(service, rules_of(service)) for service in SERVICES]
    return "\n".join([HEAD, *tables, _field_groups()])


def _operations(service: str, rules: Mapping[str, Operation]) -> str:
    lines = [f"## {service}\n", "| operation | who, and how far | |", "|---|---|---|"]
    for name, rule in rules.items():
        logged = "logged" if rule.audited else ""
        lines.append(f"| `{name.partition('.')[2]}` | {_who(rule)} | {logged} |")
    return "\n".join(lines) + "\n"


def _who(rule: Operation) -> str:
    reaches = []
    for scope in Scope:
        of_scope = [a.roles for a in rule.allowances if a.scope is scope]
        granted = frozenset().union(*of_scope) - {Role.SYSTEM}
        if granted >= frozenset(Role) - OF_NO_ACCOUNT:
            unsigned = ", also who is not signed in" if Role.PUBLIC in granted else ""
            reaches.append(f"{scope}: everybody{unsigned}")
        elif granted:
            reaches.append(f"{scope}: {', '.join(role for role in Role if role in granted)}")
    return "; ".join(reaches) or "nobody"


def _field_groups() -> str:
    lines = [
        "## Field groups of a dossier\n",
        f"| role | {' | '.join(Group)} |",
        f"|---|{'---|' * len(Group)}",
    ]
    for role in Role:
        seen = FIELD_GROUPS.get(role, frozenset())
        if seen and role is not Role.SYSTEM:
            marks = " | ".join("yes" if group in seen else "" for group in Group)
            lines.append(f"| {role} | {marks} |")
    return "\n".join(lines) + "\n"
