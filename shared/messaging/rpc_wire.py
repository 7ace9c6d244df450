"""What a call and its answer look like on the bus. Where they leave the process they are sealed:
they may name a person."""

import functools
import json
from importlib import import_module
from typing import Any, NoReturn

import kombu
from nameko.exceptions import UnknownService

from shared import crypto
from shared.db import is_outage
from shared.errors import DomainError
from shared.messaging.failures import describe

PLAIN, SEALED = "application/json", "application/vnd.lantian.sealed"
CONTEXT = "rpc"


class ServiceFailed(Exception):
    """The service broke; what is known of it is the class and the place, never the text."""


def encode(payload: dict[str, Any], *, seal: bool) -> tuple[str, str]:
    """The body and its content type. Raises TypeError for what JSON does not know."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return (crypto.key_ring().seal(text.encode(), CONTEXT), SEALED) if seal else (text, PLAIN)


def decode(message: kombu.Message) -> Any:
    body = message.body
    if message.content_type == SEALED:
        text = body if isinstance(body, str) else body.decode()
        return json.loads(crypto.key_ring().open(text, CONTEXT))
    return json.loads(body)


def error_to_wire(error: BaseException) -> dict[str, Any]:
    if isinstance(error, DomainError):
        kind, details = type(error), [str(detail) for detail in error.args]
        return {"refusal": [kind.__module__, kind.__name__], "details": details}
    return {"away": True} if is_outage(error) else {"failure": describe(error)}


def raise_from_wire(service: str, error: dict[str, Any]) -> NoReturn:
    """The refusal as its own class; a service without its database counts as unreachable."""
    if "refusal" in error:
        raise refusal_class(*error["refusal"])(*error["details"])
    if "away" in error:
        raise UnknownService(service)
    raise ServiceFailed(f"{service}: {error['failure']}")


@functools.cache
def refusal_class(module: str, name: str) -> type[DomainError]:
    """Only what a contract, or the base of all contracts, declares."""
    found = getattr(import_module(module), name, None) if module.startswith("shared.") else None
    if isinstance(found, type) and issubclass(found, DomainError):
        return found
    raise ServiceFailed(f"{name} is no refusal that callers know")
