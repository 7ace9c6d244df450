"""Refusals a caller of notifications must expect."""

from shared.errors import Conflict, Invalid, NotFound


class MessageNotFound(NotFound):
    """No such message among those addressed to the viewer. Args: message id."""


class ContactPointNotFound(NotFound):
    """No such channel among the viewer's own."""


class ChannelNotSet(Conflict):
    """This installation has no such way out."""


class ChannelTaken(Conflict):
    """One address for each channel: the same cause is never told twice by one."""


class AddressNotFitting(Invalid):
    """Not the shape of an address of that channel. Args: channel."""


class TooManyCodes(Conflict):
    """So many codes a day for each person."""


class NothingToConfirm(Conflict):
    """It is confirmed already, or its code is void."""


class DeliveryNotFound(NotFound): ...


class NothingToSendAgain(Conflict):
    """It is on its way, has arrived, or was a code."""


class LinkUnknown(NotFound): ...


class LinkUsed(Conflict):
    """Used, or expired."""
