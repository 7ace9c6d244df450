"""Refusals of joining cases and thanking reporters; the class name is the API's code."""

from shared.errors import Conflict, Invalid, NotFound

__all__ = [
    "CaseHasJoined",
    "CaseJoined",
    "CaseNotJoined",
    "CasesOfTwoChildren",
    "JoinedWithItself",
    "NoSuchReport",
    "ReporterCommended",
    "ReporterPurposeMissing",
]


class JoinedWithItself(Invalid): ...


class CaseJoined(Conflict):
    """One of the two is part of another case already."""


class CaseHasJoined(Conflict):
    """A case that others were joined to is the one that goes on."""


class CaseNotJoined(Conflict):
    """There is nothing to take back."""


class CasesOfTwoChildren(Conflict):
    """Two children's dangers stay two cases."""


class NoSuchReport(NotFound):
    """The case has no report of that number."""


class ReporterCommended(Conflict):
    """Once is enough."""


class ReporterPurposeMissing(Invalid):
    """Who reported a danger is shown for a stated purpose alone."""
