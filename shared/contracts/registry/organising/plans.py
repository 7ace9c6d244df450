"""Requests and views of work plans in phases."""

from marshmallow import Schema, fields, validate

from shared.access.roles import Role
from shared.contracts.registry.organising.departments import YEAR, area_asked, year_asked
from shared.contracts.registry.schemas.base import AREA, Page, nonblank

PHASES = ("survey", "launch", "carry_out", "review")
STEP_STATES = ("not_begun", "under_way", "done", "late", "dropped")
PLAN_POSTS = (
    *(Role.COUNTY_OFFICER, Role.COUNTY_FEDERATION, Role.EDUCATION_BUREAU, Role.POLICE),
    *(Role.TOWNSHIP_OFFICER, Role.TOWNSHIP_FEDERATION, Role.VILLAGE_OFFICER),
    *(Role.PRINCIPAL, Role.HEAD_TEACHER, Role.COUNSELLOR, Role.ROOM_MANAGER),
)


class PhaseDates(Schema):
    phase = fields.String(required=True, validate=validate.OneOf(PHASES))
    from_on = fields.Date(required=True)
    to_on = fields.Date(required=True)


class MakePlan(Schema):
    """Of a school, or of an area; without either of the viewer's own place."""

    area = area_asked()
    school_id = fields.UUID(load_default=None, allow_none=True)
    year = fields.Integer(required=True, validate=YEAR)
    title = fields.String(required=True, validate=nonblank(80))
    phases = fields.List(
        fields.Nested(PhaseDates), required=True, validate=validate.Length(min=1, max=len(PHASES))
    )


class GetPlan(Schema):
    plan_id = fields.UUID(required=True)


class CopyPlan(GetPlan):
    """To another year, every date moved along; nothing of it has begun."""

    year = fields.Integer(required=True, validate=YEAR)


class _Step(Schema):
    content = fields.String(required=True, validate=nonblank(500))
    post = fields.String(required=True, validate=validate.OneOf(PLAN_POSTS))
    post_area = fields.String(load_default=None, allow_none=True, validate=AREA)  # None: the plan's
    holder = fields.String(required=True, validate=nonblank(30))  # who it is, by name
    from_on = fields.Date(required=True)
    due_on = fields.Date(required=True)


class AddStep(_Step):
    plan_id = fields.UUID(required=True)
    phase = fields.String(required=True, validate=validate.OneOf(PHASES))


class GetStep(Schema):
    step_id = fields.UUID(required=True)


class ChangeStep(_Step):
    """`version` is the one that was read."""

    step_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    why = fields.String(required=True, validate=nonblank(300))


class DropStep(GetStep):
    why = fields.String(required=True, validate=nonblank(300))


class ReportStep(GetStep):
    """With `done_on` the step is done; without it, it is under way, again where it was done."""

    note = fields.String(required=True, validate=nonblank(1000))
    done_on = fields.Date(load_default=None, allow_none=True)


class ListPlans(Page):
    year = year_asked()
    area = area_asked()


class ListMySteps(Page):
    """Open ones that the viewer answers for, the first due first."""


class StepNote(Schema):
    note = fields.String(allow_none=True)
    state = fields.String()
    by = fields.String()
    at = fields.AwareDateTime()


class StepView(Schema):
    id = fields.UUID()
    plan_id = fields.UUID()
    phase = fields.String()
    content = fields.String()
    post = fields.String()
    post_place = fields.String()
    post_area = fields.String()
    holder = fields.String(allow_none=True)
    from_on = fields.Date()
    due_on = fields.Date()
    state = fields.String()  # one of STEP_STATES
    done_on = fields.Date(allow_none=True)
    done_late = fields.Boolean()
    dropped_why = fields.String(allow_none=True)
    notes = fields.List(fields.Nested(StepNote))  # newest first
    may_report = fields.Boolean()
    may_change = fields.Boolean()
    version = fields.Integer()


class PhaseView(PhaseDates):
    steps = fields.List(fields.Nested(StepView))


class PlanRow(Schema):
    id = fields.UUID()
    year = fields.Integer()
    title = fields.String()
    area = fields.String()
    school_id = fields.UUID(allow_none=True)
    place = fields.String()
    steps = fields.Integer()
    done = fields.Integer()
    late = fields.Integer()
    own = fields.Boolean()  # of the viewer's own place


class PlanView(PlanRow):
    phases = fields.List(fields.Nested(PhaseView))
    post_places = fields.Dict(keys=fields.String(), values=fields.String())  # code -> name
    posts = fields.List(fields.String())
    may_change = fields.Boolean()
    copied_from = fields.UUID(allow_none=True)


class PlanList(Schema):
    items = fields.List(fields.Nested(PlanRow))
    next = fields.String(allow_none=True)
    year = fields.Integer()
    own = fields.List(fields.UUID())  # plans of the viewer's own place in that year
    may_make = fields.Boolean()


class MyStep(Schema):
    id = fields.UUID()
    plan_id = fields.UUID()
    title = fields.String()
    place = fields.String()
    phase = fields.String()
    content = fields.String()
    due_on = fields.Date()
    state = fields.String()


class MyStepList(Schema):
    items = fields.List(fields.Nested(MyStep))
    next = fields.String(allow_none=True)
