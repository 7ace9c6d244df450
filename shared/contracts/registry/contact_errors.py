"""Refusals of contacts between child and parent; the class name is the API's code."""

from shared.errors import Conflict, Invalid, NotFound


class ParentContactNotFound(NotFound): ...


class ParentContactDateInvalid(Invalid):
    """Before the child was born, or still to come."""


class ParentContactStruck(Conflict):
    """It was taken back already, and is kept as it was."""
