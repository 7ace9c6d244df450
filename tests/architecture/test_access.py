"""Nothing is served that the access table does not rule: no RPC, no route, no event-fed view."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from nameko.rpc import Rpc
from werkzeug.routing import Rule

from gateway.access import access_of, calls, public
from gateway.app import create_app
from gateway.settings import WebSettings
from lantian.launcher import SERVICES, service_class
from shared.access.groups import Group, groups_of
from shared.access.roles import Role
from shared.access.table import NoRule, load, may_call
from shared.doors import query
from shared.viewer import Viewer

RULES = load()
APP = create_app(WebSettings(secret=b"only to read the routes"))


def rpcs(service: type[Any]) -> Iterator[str]:
    """The names under which a service's methods are called."""
    for name in dir(service):
        entrypoints = getattr(getattr(service, name), "nameko_entrypoints", ())
        if any(isinstance(entrypoint, Rpc) for entrypoint in entrypoints):
            yield name


def undeclared(app: Flask) -> list[str]:
    """Routes that neither name what they call nor say that they are public."""
    rules: list[Rule] = list(app.url_map.iter_rules())
    return [str(rule) for rule in rules if access_of(app.view_functions[rule.endpoint]) is None]


def operations(app: Flask, prefix: str = "") -> set[str]:
    """Everything that the routes under an address call."""
    found: set[str] = set()
    for rule in app.url_map.iter_rules():
        access = access_of(app.view_functions[rule.endpoint])
        if access is not None and str(rule).startswith(prefix):
            found |= access.operations
    return found


@pytest.mark.parametrize("service", SERVICES)
def test_every_rpc_has_a_rule(service: str) -> None:
    offered = {f"{service}.{name}" for name in rpcs(service_class(service))}

    assert offered
    assert offered <= set(RULES)


@pytest.mark.parametrize("service", SERVICES)
def test_every_rule_is_of_an_operation_that_exists(service: str) -> None:
    offered = {f"{service}.{name}" for name in rpcs(service_class(service))}

    assert {name for name in RULES if name.startswith(f"{service}.")} <= offered


def test_every_route_says_what_it_calls_or_that_it_is_public() -> None:
    assert undeclared(APP) == []


def test_routes_call_only_what_the_table_rules() -> None:
    assert operations(APP) <= set(RULES)


def test_every_operation_can_be_reached_over_the_api() -> None:
    assert set(RULES) - operations(APP, "/api/v1/") == set()


def test_every_rule_lets_somebody_in_beside_the_system() -> None:
    for name, rule in RULES.items():
        allowed = frozenset[Role]().union(*(each.roles for each in rule.allowances))
        assert allowed - {Role.SYSTEM}, name


@pytest.mark.parametrize("name", ["list_eligible", "get_roll", "public_list", "list_payments"])
def test_what_a_child_is_paid_is_for_those_who_see_the_group_finance(name: str) -> None:
    allowances = RULES[f"funding.{name}"].allowances
    for role in frozenset[Role]().union(*(each.roles for each in allowances)):
        assert Group.FINANCE in groups_of(frozenset({role})), role


def test_public_routes_are_few_and_known() -> None:
    open_to_all = {
        str(rule)
        for rule in APP.url_map.iter_rules()
        if access_of(APP.view_functions[rule.endpoint]).public  # type: ignore[union-attr]
    }
    assert open_to_all == {
        "/api/v1/docs/",
        "/api/v1/docs/start.js",
        "/api/v1/first-administrator",
        "/api/v1/hotlines",
        "/api/v1/openapi.json",
        "/api/v1/passwords",
        "/api/v1/session",
        "/metrics",  # not there without a token set, and then for the token alone
        "/api/v1/letterbox",
        "/api/v1/letterbox/answers/<code>",
        "/letterbox",
        "/letterbox/<uuid:school_id>",
        "/letterbox/answer",
        "/api/v1/reports",
        "/api/v1/reports/<code>",
        "/api/v1/applications",
        "/api/v1/applications/<code>",
        "/api/v1/certificates/verified/<code>",
        "/apply",
        "/apply/<code>",
        "/certificate",
        "/certificate/<code>",
        "/assets/<tag>/<path:name>",
        "/baogao",
        "/favicon.ico",
        "/first-sign-in/<token>",
        "/m/<token>",
        "/api/v1/message-links/<token>",
        "/api/v1/message-links/<token>/acknowledgement",
        "/health/live",
        "/health/ready",
        "/report",
        "/report/<code>",
        "/report/status",
        "/sign-in",
    }
    asked = {
        operation
        for rule in APP.url_map.iter_rules()
        if access_of(APP.view_functions[rule.endpoint]).public  # type: ignore[union-attr]
        for operation in access_of(APP.view_functions[rule.endpoint]).operations  # type: ignore[union-attr]
    }
    for operation in asked:
        assert may_call(Viewer.anybody(), operation), operation
    for name in set(RULES) - asked:
        assert not may_call(Viewer.anybody(), name), name


# -- each check broken once on purpose --------------------------------------------------------


def test_a_route_that_says_nothing_is_found() -> None:
    app = Flask("careless")
    app.add_url_rule("/open", view_func=public(lambda: ""), endpoint="open")
    app.add_url_rule("/ruled", view_func=calls("registry.list_packs")(lambda: ""), endpoint="ruled")
    app.add_url_rule("/forgotten", view_func=lambda: "", endpoint="forgotten")

    assert undeclared(app) == ["/static/<path:filename>", "/forgotten"]


def test_an_rpc_without_a_rule_cannot_even_be_built() -> None:
    def list_secrets(self: Any, uow: Any, grant: Any) -> None: ...

    list_secrets.__module__ = "services.registry.service"
    with pytest.raises(NoRule, match=r"registry\.list_secrets"):
        query()(list_secrets)
