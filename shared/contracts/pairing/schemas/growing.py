"""Help plans, the growth diary, and what one helper leaves the next."""

from marshmallow import fields, validate

from shared.contracts.base import Request, View, length
from shared.contracts.pairing.growing_codes import PlanKind, PlanState
from shared.contracts.pairing.schemas.base import (
    Answer,
    Paged,
    an_id,
    code_of,
    optional,
    some_text,
)


class PlanStepRow(Request):
    text = some_text(300, required=True)
    due_on = fields.Date(required=True)


class MakePlan(Request):
    child_id = an_id(required=True)
    kind = code_of(PlanKind, load_default="help")
    from_day = fields.Date(required=True)
    to_day = fields.Date(required=True)
    situation = optional(fields.String, validate=length(0, 2000))
    aims = some_text(2000, required=True)
    steps = fields.List(
        fields.Nested(PlanStepRow), required=True, validate=validate.Length(min=1, max=20)
    )


class NotePlanStep(Request):
    plan_id = an_id(required=True)
    number = fields.Integer(required=True)
    result = some_text(1000, required=True)


class EndPlan(Request):
    plan_id = an_id(required=True)
    outcome = some_text(2000, required=True)


class ListPlans(Request):
    child_id = an_id(required=True)


class StepView(View):
    number = fields.Integer()
    text = fields.String()
    due_on = fields.Date()
    result = fields.String(allow_none=True)
    done_on = fields.Date(allow_none=True)


class HelpPlanView(View):
    id = an_id()
    child_id = an_id()
    kind = code_of(PlanKind)
    state = code_of(PlanState)
    from_day = fields.Date()
    to_day = fields.Date()
    situation = fields.String(allow_none=True)
    aims = fields.String()
    outcome = fields.String(allow_none=True)
    as_role = fields.String()
    steps = fields.List(fields.Nested(StepView))
    version = fields.Integer()


class HelpPlanList(Answer):
    items = fields.List(fields.Nested(HelpPlanView))


class WriteDiary(Request):
    """`client_key`: the same one again is the same entry again."""

    child_id = an_id(required=True)
    on_date = fields.Date(required=True)
    text = some_text(2000, required=True)
    client_key = optional(fields.String, validate=length(1, 100))


class StrikeDiary(Request):
    entry_id = an_id(required=True)
    why = some_text(300, required=True)


class ListDiary(Paged):
    child_id = an_id(required=True)


class DiaryView(View):
    id = an_id()
    child_id = an_id()
    on_date = fields.Date()
    text = fields.String()
    as_role = fields.String()
    written_at = fields.AwareDateTime()
    struck_at = fields.AwareDateTime(allow_none=True)
    may_strike = fields.Boolean()
    version = fields.Integer()


class DiaryList(Answer):
    items = fields.List(fields.Nested(DiaryView))


class TakeHandover(Request):
    """`pairing_id`: the one that ended."""

    pairing_id = an_id(required=True)


class ListHandovers(Request):
    child_id = an_id(required=True)


class HandoverView(View):
    pairing_id = an_id()
    child_id = an_id()
    helper_id = an_id()
    words = fields.String()
    left_on = fields.Date()
    taken_by = an_id(allow_none=True)
    taken_on = fields.Date(allow_none=True)
    version = fields.Integer()


class HandoverList(Answer):
    items = fields.List(fields.Nested(HandoverView))
