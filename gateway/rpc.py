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

from gateway import auth
from gateway.access import FRAME, access_of
from shared.access.table import may_call
from shared.contracts.gateway.errors import KeyNotValid, ServiceAway, ServiceTooSlow
from shared.messaging.rpc import RpcTimeout, UnknownService
from shared.messaging.threads import all_at_once
from shared.viewer import Viewer

if TYPE_CHECKING:
    from gateway.service import GatewayService

SERVICES = ("registry", "pairing", "activities", "funding", "notifications")
KEEPERS = (*SERVICES, "gateway")  # whoever has a database of its own
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


def everywhere(operation: str, **fields: Any) -> dict[str, Part]:
    """Ask every service and the gateway at once, so that one that hangs does not hold up the
    others; `fields` may hold a function of the service's name. Refusals are raised."""
    worker, viewer = services(), auth.viewer().to_wire()
    for service in KEEPERS:
        _check_declared(f"{service}.{operation}")

    def ask_one(service: str) -> Part:
        given = {k: v(service) if callable(v) else v for k, v in fields.items()}
        try:
            return Part(value=_send(worker, service, operation, viewer=viewer, **given))
        except (ServiceAway, ServiceTooSlow):
            return Part(away=service)

    return dict(zip(KEEPERS, all_at_once(ask_one, KEEPERS), strict=True))


def may(operation: str) -> bool:
    """Whether a page should offer it, e.g. `may("pairing.accept_proposal")`."""
    return may_call(asking(), operation)


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
    return _send(services(), service, operation, viewer=asking().to_wire(), **fields)


def _send(worker: "GatewayService", service: str, operation: str, **fields: Any) -> Any:
    target = worker if service == "gateway" else getattr(worker, service)
    try:
        return getattr(target, operation)(**fields)
    except RpcTimeout:
        raise ServiceTooSlow(service) from None
    except UnknownService:
        raise ServiceAway(service) from None


def asking() -> Viewer:
    """Who asks: the one signed in; on a route that is open to all, else anybody."""
    access = access_of(current_app.view_functions.get(request.endpoint or ""))
    if access is not None and access.public and auth.signed_in() is None:
        return Viewer.anybody()
    return auth.viewer()


def _check_declared(name: str) -> None:
    access = access_of(current_app.view_functions.get(request.endpoint or ""))
    if access is None or name not in access.operations | FRAME:
        raise UndeclaredCall(f"{request.endpoint} calls {name} without declaring it")
