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


def may_call(viewer: Viewer, name: str) -> bool:
    """Whether a page should offer it; the service decides again."""
    return any(a.roles & viewer.roles for a in rule_for(name).allowances)
