"""What waits, as numbers for a first page."""

from marshmallow import Schema, fields

__all__ = ["CountTodo", "TodoCounts"]


class CountTodo(Schema): ...


class TodoCounts(Schema):
    """Of all that the viewer answers for; `dropouts` and `health` stop at `enough`."""

    dropouts = fields.Integer()  # away from school, not over
    health = fields.Integer()  # checks of which something is still to be treated
    vaccinations = fields.Integer()  # children with an overdue dose; 0 for a school
    promotions = fields.Integer()  # schools that were not promoted this school year
    enough = fields.Integer()
