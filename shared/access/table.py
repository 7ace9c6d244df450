"""The whole access table, and the one question asked of it."""

from collections.abc import Mapping
from importlib import import_module

from shared.access.grant import Grant
from shared.access.rules import Allowance, Operation
from shared.errors import AccessDenied
from shared.viewer import Viewer

SERVICES = ("registry", "pairing", "activities", "funding", "notifications", "gateway")


class NoRule(LookupError):
    """An operation that the access table does not know: it must not be built."""


def load() -> dict[str, Operation]:
    rules: dict[str, Operation] = {}
    for service in SERVICES:
        rules |= import_module(f"shared.access.{service}").RULES
    return rules


def rules_of(service: str) -> Mapping[str, Operation]:
    rules: Mapping[str, Operation] = import_module(f"shared.access.{service}").RULES
    return rules


def rule_for(name: str) -> Operation:
    """Raises NoRule, at import of the service, for an operation without a rule."""
    rules = rules_of(name.partition(".")[0])
    if name not in rules:
        raise NoRule(f"{name} has no rule in shared/access/{name.partition('.')[0]}.py")
    return rules[name]


def admit(viewer: Viewer, name: str, purpose: str | None = None) -> Grant:
    """The grant with which `viewer` may perform the operation; raises AccessDenied."""
    rule = rule_for(name)
    own = (Allowance(a.roles & viewer.roles, a.scope) for a in rule.allowances)
    matched = tuple(allowance for allowance in own if allowance.roles)
    if not matched:
        raise AccessDenied()
    return Grant(viewer, name, matched, rule.audited, purpose, rule.confidential)


def may_call(
    viewer: Viewer, name: str, *, area: str | None = None, school_id: str | None = None
) -> bool:
    """Whether a page should offer it, of a record if its place or school is named; the service
    decides again."""
    try:
        grant = admit(viewer, name)
    except AccessDenied:
        return False
    return (area is None and school_id is None) or grant.covers(area=area, school_id=school_id)
