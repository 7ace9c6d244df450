"""Refusals of what a school does with the registry; the class name is the API's code."""

from shared.errors import Conflict, Invalid, NotFound


class PromotionNotFound(NotFound): ...


class PromotionMade(Conflict):
    """The school was promoted into this school year already."""


class PromotionChanged(Conflict):
    """Pupils or classes are others now than in the preview."""


class PromotionUndone(Conflict): ...


class PromotionSettled(Conflict):
    """The stage of the term is fixed since the day given."""


class PromotionBuiltUpon(Conflict):
    """So many pupils were put elsewhere, or changed, after the promotion."""


class NothingToPromote(Invalid):
    """No child of the school is in a class."""


class NotAPupil(Invalid):
    """The child is not at this school, or graduated from it and went on already."""
