"""Requests and views of inspections and their findings."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.organising.departments import area_asked, year_asked
from shared.contracts.registry.schemas.base import AREA, Page, nonblank

INSPECTED = ("village", "school", "dossier")
WAITING = ("mine", "overdue", "open", "answered", "accepted")


class DrawInspection(Schema):
    """A random sample under an area; the seed is made by the program and kept."""

    area = fields.String(required=True, validate=AREA)
    subject = fields.String(required=True, validate=validate.OneOf(INSPECTED))
    size = fields.Integer(required=True, validate=validate.Range(min=1, max=200))
    title = fields.String(required=True, validate=nonblank(80))
    lead = fields.String(required=True, validate=nonblank(60))  # who inspects, by name
    from_on = fields.Date(required=True)
    to_on = fields.Date(required=True)


class GetInspection(Schema):
    inspection_id = fields.UUID(required=True)


class ListInspections(Page):
    year = year_asked()
    area = area_asked()


class RecordInspectionVisit(Schema):
    visit_id = fields.UUID(required=True)
    visited_on = fields.Date(required=True)
    visitors = fields.String(required=True, validate=nonblank(200))
    summary = fields.String(required=True, validate=nonblank(2000))


class MakeFinding(Schema):
    visit_id = fields.UUID(required=True)
    what = fields.String(required=True, validate=nonblank(1000))
    due_on = fields.Date(required=True)


class GetFinding(Schema):
    finding_id = fields.UUID(required=True)


class AnswerFinding(GetFinding):
    answer = fields.String(required=True, validate=nonblank(2000))


class DecideFinding(GetFinding):
    """Accepted, or sent back; then with another day where `due_on` is given."""

    accepted = fields.Boolean(required=True)
    note = fields.String(required=True, validate=nonblank(1000))
    due_on = fields.Date(load_default=None, allow_none=True)


class ListFindings(Page):
    """`waiting` "mine": what the viewer's posts have to answer, judge or press for."""

    waiting = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(WAITING))
    area = area_asked()


class FindingEntryView(Schema):
    what = fields.String()
    text = fields.String(allow_none=True)
    by = fields.String()
    at = fields.AwareDateTime()


class FindingView(Schema):
    id = fields.UUID()
    inspection_id = fields.UUID()
    title = fields.String(allow_none=True)  # of the inspection
    subject = fields.String()
    place = fields.String()
    area_code = fields.String()
    school_id = fields.UUID(allow_none=True)
    child_id = fields.UUID(allow_none=True)
    child_name = fields.String(allow_none=True)
    due_on = fields.Date()
    state = fields.String()
    overdue = fields.Boolean()
    answered_on = fields.Date(allow_none=True)
    accepted_on = fields.Date(allow_none=True)
    entries = fields.List(fields.Nested(FindingEntryView))  # oldest first
    may_answer = fields.Boolean()
    may_decide = fields.Boolean()


class FindingList(Schema):
    items = fields.List(fields.Nested(FindingView))
    next = fields.String(allow_none=True)


class InspectionVisitView(Schema):
    id = fields.UUID()
    number = fields.Integer()
    place = fields.String()
    area_code = fields.String()
    school_id = fields.UUID(allow_none=True)
    child_id = fields.UUID(allow_none=True)
    child_name = fields.String(allow_none=True)
    visited_on = fields.Date(allow_none=True)
    visitors = fields.String(allow_none=True)
    summary = fields.String(allow_none=True)
    findings = fields.List(fields.Nested(FindingView))


class InspectionRow(Schema):
    id = fields.UUID()
    title = fields.String(allow_none=True)
    subject = fields.String()
    area_code = fields.String()
    place = fields.String()
    drawn_on = fields.Date()
    from_on = fields.Date()
    to_on = fields.Date()
    sampled = fields.Integer()
    visited = fields.Integer()
    findings = fields.Integer()
    accepted = fields.Integer()
    overdue = fields.Integer()


class InspectionView(InspectionRow):
    lead = fields.String(allow_none=True)
    seed = fields.String()
    population = fields.Integer()
    digest = fields.String()
    visits = fields.List(fields.Nested(InspectionVisitView))
    may_inspect = fields.Boolean()


class InspectionList(Schema):
    items = fields.List(fields.Nested(InspectionRow))
    next = fields.String(allow_none=True)
    year = fields.Integer()
    may_draw = fields.Boolean()
