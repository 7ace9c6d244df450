"""Refusals about attached files. Read them from `errors`."""

from shared.errors import Conflict, Invalid, NotFound


class AttachmentNotFound(NotFound): ...


class AttachmentEmpty(Invalid): ...


class AttachmentTooLarge(Invalid):
    """Names the largest size in MB."""


class AttachmentKindRefused(Invalid):
    """Neither photo nor PDF nor office document, whatever its name says."""


class AttachmentDangerous(Invalid):
    """A programme, a script, or a document that starts one."""


class AttachmentLocked(Invalid):
    """A document with a password: nobody could look into it."""


class AttachmentDamaged(Invalid): ...


class AttachmentTakenBack(Conflict):
    """It is shown no more; that it was there stays on record."""
