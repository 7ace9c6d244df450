"""Children who are to be looked after more closely, and what a term came to for each child."""

from marshmallow import fields, validate

from shared.contracts.base import Request, View, between
from shared.contracts.pairing.schemas.base import Answer, Paged, an_area, an_id, code_of, optional

SIGNS = ("silent_days", "overdue", "missed", "ranks_lost")
TERM = validate.Regexp(r"^\d{4}-[a-z]{2,12}$")


class ExportWatched(Request):
    area = optional(an_area)
    school_id = optional(an_id)
    sign = optional(code_of, codes=SIGNS)


class ListWatched(Paged):
    """Who has most signs first."""

    area = optional(an_area)
    school_id = optional(an_id)
    sign = optional(code_of, codes=SIGNS)


class WatchedView(View):
    """`silent_days` since anybody reached the child, `overdue` duties of this term, `missed` of the
    last `of_sessions`, `ranks_lost` since the term before; 0 where it does not count. `why` says it
    in words."""

    child_id = an_id()
    area_code = fields.String()
    school_id = an_id(allow_none=True)
    silent_days = fields.Integer()
    overdue = fields.Integer()
    missed = fields.Integer()
    of_sessions = fields.Integer()
    ranks_lost = fields.Integer()
    signs = fields.Integer()
    why = fields.String()
    since = fields.Date()
    judged_on = fields.Date()


class WatchedList(Answer):
    items = fields.List(fields.Nested(WatchedView))


class WatchedBook(View):
    items = fields.List(fields.Nested(WatchedView))
    more = fields.Boolean()


class CountWatched(Request):
    area = optional(an_area)
    school_id = optional(an_id)


class WatchedFigures(View):
    children = fields.Integer()
    silent_days = fields.Integer()
    overdue = fields.Integer()
    missed = fields.Integer()
    ranks_lost = fields.Integer()


class WatchedPlace(WatchedFigures):
    area_code = fields.String()


class WatchedCounts(View):
    total = fields.Nested(WatchedFigures)
    items = fields.List(fields.Nested(WatchedPlace))


class ResultRow(Request):
    """`breach`: a school sanction is on record."""

    child_id = an_id(required=True)
    rank = fields.Integer(required=True, strict=True, validate=between(1, 999))
    of_pupils = fields.Integer(required=True, strict=True, validate=between(1, 999))
    breach = fields.Boolean(load_default=False)
    three_good = fields.Boolean(load_default=False)


class EnterResults(Request):
    """`class_name`: in which class the ranks were reached, for its head teacher's average."""

    term = fields.String(required=True, validate=TERM)
    class_name = optional(fields.String, validate=validate.Length(1, 40))
    rows = fields.List(
        fields.Nested(ResultRow), required=True, validate=validate.Length(min=1, max=200)
    )


class ListResults(Paged):
    child_id = optional(an_id)
    school_id = optional(an_id)
    term = optional(fields.String, validate=TERM)


class ResultView(View):
    child_id = an_id()
    class_name = fields.String(allow_none=True)
    term = fields.String()
    rank = fields.Integer()
    of_pupils = fields.Integer()
    breach = fields.Boolean()
    three_good = fields.Boolean()
    version = fields.Integer()


class ResultList(Answer):
    items = fields.List(fields.Nested(ResultView))
