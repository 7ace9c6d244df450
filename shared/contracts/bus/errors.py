"""Refusals of the operations of the bus."""

from shared.errors import Conflict, Invalid


class BrokerAway(Conflict):
    """The broker does not answer, so nothing can be read or moved."""


class NoSuchConsumer(Invalid):
    """Nobody of this name subscribes to events of this type."""


class NothingChosen(Invalid):
    """Neither an id, a type, a reason nor a consumer was given, and not "all" either."""
