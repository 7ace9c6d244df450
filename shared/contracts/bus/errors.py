"""Refusals of the operations of the bus."""

from shared.errors import Conflict, Invalid


class BrokerAway(Conflict):
    """The broker does not answer, so nothing can be read or moved."""


class BrokerRefuses(Conflict):
    """The broker answers and does not take a copy: the queue is full, or is not there."""


class OthersRead(Conflict):
    """Another process of the service is reading its dead letters."""


class NoSuchConsumer(Invalid):
    """Nobody of this name subscribes to events of this type."""


class NotOrphaned(Invalid):
    """The queue belongs to a consumer, or is not there."""


class QueueInUse(Conflict):
    """Somebody takes messages from it: an older version is still running."""


class QueueHoldsMessages(Conflict):
    """So many messages would be lost with it, and nobody said that they may be."""


class NothingChosen(Invalid):
    """Neither an id, a type, a reason nor a consumer was given, and not "all" either."""
