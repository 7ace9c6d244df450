"""Refusals a caller of notifications must expect."""

from shared.errors import NotFound


class MessageNotFound(NotFound):
    """No such message among those addressed to the viewer. Args: message id."""
