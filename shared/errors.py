"""The kinds of refusal a service may answer with; contracts name the concrete ones.

A refusal's class name is the stable code that callers see; its Chinese sentence stands in
`shared.texts`. Arguments are strings only, so that they survive the way through a queue.
"""


class DomainError(Exception):
    """A rule said no."""

    def __init__(self, *details: str) -> None:
        super().__init__(*details)


class NotFound(DomainError): ...


class Conflict(DomainError): ...


class Invalid(DomainError): ...


class Forbidden(DomainError): ...


class AccessDenied(Forbidden):
    """The viewer's role, place or relation does not reach this."""


class InvalidRequest(Invalid):
    """Fields that a schema refused; the one argument is JSON: field -> list of messages."""


class KeyReused(Conflict):
    """An idempotency key came back with another command."""


class StillUnderWay(Conflict):
    """The command of this idempotency key has begun and has no answer yet."""


class StaleVersion(Conflict):
    """Somebody changed the record since it was read."""
