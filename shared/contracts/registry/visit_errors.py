"""Refusals of return visits; the class name is the API's code."""

from shared.errors import Conflict, Invalid, NotFound


class VisitNotFound(NotFound): ...


class VisitDateInvalid(Invalid):
    """Before the child was born, or still to come."""


class VisitPeriodInvalid(Invalid):
    """The first day asked for is after the last."""


class VisitStruck(Conflict):
    """It was taken back already, and is kept as it was."""
