"""Refusals of contacts between child and parent; the class name is the API's code."""

from shared.errors import Conflict, Invalid, NotFound


class ContactNotFound(NotFound): ...


class ContactDateInvalid(Invalid):
    """Before the child was born, or still to come."""


class ContactStruck(Conflict):
    """It was taken back already, and is kept as it was."""
