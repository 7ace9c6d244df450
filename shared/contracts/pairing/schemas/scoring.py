"""A school year's results as points and awards, and helpers to commend."""

from typing import Any

from marshmallow import fields, validate

from shared.contracts.base import Request, View, between
from shared.contracts.pairing.codes import Category
from shared.contracts.pairing.schemas.base import Answer, Paged, an_area, an_id, code_of, optional
from shared.contracts.pairing.scoring_codes import ScoringState, StepKind

PERIOD = validate.Regexp(r"^\d{4}(-[a-z]{2,12})?$")


def a_year(**options: Any) -> fields.Integer:
    """The one in which a school year begins."""
    return fields.Integer(strict=True, validate=between(2000, 2100), **options)


class GetScores(Request):
    """Without a year the one that ended last."""

    school_id = an_id(required=True)
    year = optional(fields.Integer, validate=between(2000, 2100))


class ConfirmScores(Request):
    """`seen` as the sheet said it, so that nobody confirms what changed meanwhile."""

    school_id = an_id(required=True)
    year = a_year(required=True)
    seen = fields.String(required=True, validate=validate.Length(16, 16))


class ListScorings(Paged):
    """Schools with results at the end of that school year."""

    area = optional(an_area)
    year = optional(fields.Integer, validate=between(2000, 2100))


class ScoreStep(View):
    """`text` says it in words."""

    kind = code_of(StepKind)
    points = fields.Integer()
    text = fields.String()


class ScoreView(View):
    """`base_rank` is what the rank is compared with; none for a child new to the school year."""

    child_id = an_id()
    area_code = fields.String()
    class_name = fields.String(allow_none=True)
    base_term = fields.String(allow_none=True)
    base_rank = fields.Integer(allow_none=True)
    rank = fields.Integer()
    of_pupils = fields.Integer()
    points = fields.Integer()
    steps = fields.List(fields.Nested(ScoreStep))
    award = fields.String(allow_none=True)
    award_title = fields.String(allow_none=True)
    award_fen = fields.Integer()
    helper_ids = fields.List(an_id())


class HelperSum(View):
    """Over the helper's children at the school."""

    helper_id = an_id()
    points = fields.Integer()
    children = fields.Integer()


class ClassAverage(View):
    """For the head teacher; `average` in tenths of a point."""

    class_name = fields.String()
    average = fields.Integer()
    children = fields.Integer()


class ScoresView(View):
    """`waiting`: with a result of the year, but none at its end. `fen_per_point` is what a point of
    a helper or a head teacher is worth."""

    school_id = an_id()
    area_code = fields.String()
    year = fields.Integer()
    years = fields.List(fields.Integer())
    end_term = fields.String()
    before_term = fields.String()
    first_term = fields.String()
    state = code_of(ScoringState)
    confirmed_at = fields.DateTime(allow_none=True)
    pack = fields.String()
    pack_version = fields.String()
    fen_per_point = fields.Integer()
    items = fields.List(fields.Nested(ScoreView))
    waiting = fields.List(an_id())
    helpers = fields.List(fields.Nested(HelperSum))
    classes = fields.List(fields.Nested(ClassAverage))
    awards = fields.Integer()
    total_fen = fields.Integer()
    seen = fields.String()


class ScoringView(View):
    school_id = an_id()
    year = fields.Integer()
    children = fields.Integer()
    state = code_of(ScoringState)
    confirmed_at = fields.DateTime(allow_none=True)
    awards = fields.Integer(allow_none=True)
    total_fen = fields.Integer(allow_none=True)


class ScoringList(Answer):
    """`terms` are those whose results can be entered, the newest first."""

    items = fields.List(fields.Nested(ScoringView))
    terms = fields.List(fields.String())
    year = fields.Integer()
    years = fields.List(fields.Integer())


class GetCommendation(Request):
    """`period`: a term, "2026-autumn", or a school year, "2026"; without one, the running term."""

    area = optional(an_area)
    school_id = optional(an_id)
    period = optional(fields.String, validate=PERIOD)


class CommendedHelper(View):
    """`points` of the children's results in the school year of the period, as far as they are
    confirmed. `why` says it in words."""

    helper_id = an_id()
    area_code = fields.String()
    category = code_of(Category)
    done = fields.Integer()
    late = fields.Integer()
    overdue = fields.Integer()
    points = fields.Integer()
    why = fields.String()


class CommendationView(View):
    """`helpers` had duties of the period whose day has passed; the rules by which they are chosen
    stand beside."""

    area_code = fields.String(allow_none=True)
    period = fields.String()
    periods = fields.List(fields.String())
    percent = fields.Integer()
    least_percent = fields.Integer()
    least_kept = fields.Integer()
    helpers = fields.Integer()
    items = fields.List(fields.Nested(CommendedHelper))
