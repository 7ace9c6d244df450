"""The words that the access table is written in."""

from dataclasses import dataclass
from enum import StrEnum

from shared.access.roles import Role


class Scope(StrEnum):
    """How far an allowance reaches."""

    ANY = "any"  # needs no place: lists of packs, one's own inbox, public facts
    AREA = "area"  # what lies in the viewer's county, township or village
    SCHOOL = "school"  # what belongs to the viewer's school
    CHILD = "child"  # the children the viewer is a parent, guardian or helper of
    PERSON = "person"  # what is about the viewer in person


@dataclass(frozen=True)
class Allowance:
    roles: frozenset[Role]
    scope: Scope


@dataclass(frozen=True)
class Operation:
    """Who may call it and how far; `audited` writes a row of the access log at each call. Who calls
    a `confidential` one stands nowhere in clear (Domestic Violence Law, article 14)."""

    allowances: tuple[Allowance, ...]
    audited: bool = False
    confidential: bool = False


def allow(*roles: Role, scope: Scope) -> Allowance:
    return Allowance(frozenset(roles), scope)


def operation(
    *allowances: Allowance, audited: bool = False, confidential: bool = False
) -> Operation:
    """The command line and timers may call everything, bounded by their own area."""
    system = Allowance(frozenset({Role.SYSTEM}), Scope.AREA)
    return Operation((*allowances, system), audited, confidential)
