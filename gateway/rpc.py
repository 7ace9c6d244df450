"""Calls to the services from within a request, as the person who is signed in.

    children = ask("registry", "list_children", area="520330103")     # a read
    tell("pairing", "accept_proposal", proposal_id=proposal_id)       # a command, idempotent
    panel = part("funding", "list_rolls")                             # a read that may be away

Answers are the JSON of the contract's view schemas. Refusals are raised as their own classes of
`shared.contracts.<service>.errors`; a service that is away is `ServiceAway`, one that does not
answer in time `ServiceTooSlow`. Uncaught, each becomes problem+json or a page in Chinese.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from flask import current_app, g, request
from nameko.exceptions import RpcTimeout, UnknownService

from gateway import auth
from gateway.access import FRAME, access_of
from shared.access.table import may_call
from shared.contracts.gateway.errors import KeyNotValid, ServiceAway, ServiceTooSlow

if TYPE_CHECKING:
    from gateway.service import GatewayService

SERVICES = ("registry", "pairing", "activities", "funding", "notifications")
KEY_HEADER = "Idempotency-Key"
KEY_FIELD = "idempotency_key"
KEY = re.compile(r"^[\x21-\x7e]{1,100}$")


class UndeclaredCall(RuntimeError):
    """A route asks for an operation that its `@calls` does not name: a fault of ours."""


@dataclass(frozen=True)
class Part:
    """What one service gave to a page; `away` names the service if it could not be reached."""

    value: Any = None
    away: str = ""

    @property
    def items(self) -> list[Any]:
        """The items of a list, none if the service is away."""
        return [] if self.value is None else list(self.value["items"])


def services() -> "GatewayService":
    """The worker that serves this request: one attribute per service, and the database."""
    return cast("GatewayService", request.environ[auth.WORKER])


def ask(service: str, operation: str, **fields: Any) -> Any:
    """Read from a service as the viewer."""
    return _call(service, operation, fields)


def tell(service: str, operation: str, **fields: Any) -> Any:
    """Command a service as the viewer, with the request's idempotency key."""
    return _call(service, operation, fields | {"idempotency_key": _next_key()})


def part(service: str, operation: str, **fields: Any) -> Part:
    """Read what a page can do without: a service that is away leaves its part empty."""
    try:
        return Part(value=ask(service, operation, **fields))
    except (ServiceAway, ServiceTooSlow):
        return Part(away=service)


def may(operation: str) -> bool:
    """Whether a page should offer it, e.g. `may("pairing.accept_proposal")`."""
    return may_call(auth.viewer(), operation)


def idempotency_key() -> str:
    """The header of an API call or the hidden field of a form; made up where there is neither.

    A form renders `{{ new_key() }}` in a hidden field `idempotency_key`, so that a second press
    of the button is the same command.
    """
    if "idempotency_key" not in g:
        given = request.headers.get(KEY_HEADER) or request.form.get(KEY_FIELD) or new_key()
        if not KEY.match(given):
            raise KeyNotValid()
        g.idempotency_key = given
    return cast(str, g.idempotency_key)


def new_key() -> str:
    return str(uuid4())


def _next_key() -> str:
    """A request that commands several things numbers them: a key stands for one command."""
    g.told = g.get("told", 0) + 1
    key = idempotency_key()
    return key if g.told == 1 else f"{key}#{g.told}"


def _call(service: str, operation: str, fields: dict[str, Any]) -> Any:
    _check_declared(f"{service}.{operation}")
    worker = services()
    target = worker if service == "gateway" else getattr(worker, service)
    try:
        return getattr(target, operation)(viewer=auth.viewer().to_wire(), **fields)
    except RpcTimeout:
        raise ServiceTooSlow(service) from None
    except UnknownService:
        raise ServiceAway(service) from None


def _check_declared(name: str) -> None:
    access = access_of(current_app.view_functions.get(request.endpoint or ""))
    if access is None or name not in access.operations | FRAME:
        raise UndeclaredCall(f"{request.endpoint} calls {name} without declaring it")
