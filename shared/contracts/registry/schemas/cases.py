"""Protection cases: reports, duties, the timeline, and numbers."""

from marshmallow import Schema, fields, validate

from shared.contracts.base import matching
from shared.contracts.registry.case_codes import (
    ASPECTS,
    BY_HAND,
    CASE_STATES,
    FINDINGS,
    POSTS,
    REPORTABLE,
    RESULTS,
    RISKS,
    STEPS,
)
from shared.contracts.registry.schemas.base import AREA, Page, nonblank

PLACE = matching(r"^(\d{6}|\d{9}|\d{12})$")
CODE = validate.Regexp(r"^[A-Za-z2-9-]{8,20}$")
ONE = validate.Length(min=1)
TEXT = validate.Length(max=1000)


def words(most: int = 1000) -> fields.String:
    return fields.String(load_default=None, allow_none=True, validate=validate.Length(max=most))


class ReportDanger(Schema):
    """What anybody may report. `area_code` is where the child is, as near as is known; `child` who
    it is, in words; the reporter's name and number only where they wish to be asked."""

    situations = fields.List(
        fields.String(validate=validate.OneOf(REPORTABLE)), required=True, validate=ONE
    )
    area_code = fields.String(required=True, validate=PLACE)
    place = words(200)
    child = words(300)
    what = words()
    school_id = fields.UUID(load_default=None, allow_none=True)
    at_school = fields.Boolean(load_default=False)
    incident_at = fields.AwareDateTime(load_default=None, allow_none=True)
    reporter_name = words(60)
    reporter_phone = words(40)


class ReportRef(Schema):
    """`code` opens the report's page again; it is told once."""

    code = fields.String()
    reported_at = fields.AwareDateTime()


class GetReport(Schema):
    code = fields.String(required=True, validate=CODE)


class ReportView(Schema):
    """What a reporter is told (Minors Protection Law, article 11): that it was handled, when."""

    reported_at = fields.AwareDateTime()
    handling = fields.String()
    closed_at = fields.AwareDateTime(allow_none=True)
    commended_at = fields.AwareDateTime(allow_none=True)
    commendation = fields.String(allow_none=True)


class ListOwnReports(Schema): ...


class OwnReports(Schema):
    items = fields.List(fields.Nested(ReportView))
    next = fields.String(allow_none=True)


class CaseRef(Schema):
    case_id = fields.UUID(required=True)


class OpenCase(Schema):
    """For an office that comes upon a danger itself."""

    child_id = fields.UUID(required=True)
    findings = fields.List(
        fields.String(validate=validate.OneOf(FINDINGS)), required=True, validate=ONE
    )
    note = words()


class ListCases(Page):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    state = fields.String(
        load_default=None, allow_none=True, validate=validate.OneOf((*CASE_STATES, "running"))
    )
    child_id = fields.UUID(load_default=None, allow_none=True)


class GetCase(CaseRef): ...


class ProveCase(CaseRef): ...


class MatchCase(CaseRef):
    """`why` is asked for where another child was matched before."""

    child_id = fields.UUID(required=True)
    why = fields.String(load_default=None, allow_none=True, validate=nonblank(500))


class FindInCase(CaseRef):
    findings = fields.List(
        fields.String(validate=validate.OneOf(FINDINGS)), required=True, validate=ONE
    )
    note = words()


class SetCaseDuty(CaseRef):
    """`post` is one of the case's posts; `helper_id` gives it to a helper in person instead."""

    kind = fields.String(required=True, validate=validate.OneOf(BY_HAND))
    post = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(POSTS))
    helper_id = fields.UUID(load_default=None, allow_none=True)
    due_on = fields.Date(required=True)
    note = words()


class AcknowledgeDuty(CaseRef):
    number = fields.Integer(required=True, strict=False, validate=validate.Range(min=1, max=9999))
    note = words()


class AssessCase(CaseRef):
    """Township with civil affairs, police and school (DOMAIN 5.3)."""

    risks = fields.Dict(
        keys=fields.String(validate=validate.OneOf(ASPECTS)),
        values=fields.String(validate=validate.OneOf(RISKS)),
        required=True,
        validate=validate.Length(equal=len(ASPECTS)),
    )
    note = fields.String(required=True, validate=nonblank(1000))


class StepInCase(CaseRef):
    """A step of guardianship intervention; `on` is the day of it, today where it is left out."""

    step = fields.String(required=True, validate=validate.OneOf(STEPS))
    on = fields.Date(load_default=None, allow_none=True)
    note = words()


class NoteInCase(CaseRef):
    note = fields.String(required=True, validate=nonblank(1000))


class CloseCase(CaseRef):
    result = fields.String(required=True, validate=validate.OneOf(RESULTS))
    why = fields.String(required=True, validate=nonblank(1000))


class SeeReporter(CaseRef):
    purpose = fields.String(required=True, validate=validate.Length(max=200))


class ReporterView(Schema):
    """Of one report; nothing where the reporter wished to stay unknown."""

    reported_at = fields.AwareDateTime()
    name = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    account_id = fields.String(allow_none=True)


class ReporterList(Schema):
    items = fields.List(fields.Nested(ReporterView))
    next = fields.String(allow_none=True)


class DutyView(Schema):
    case_id = fields.UUID()
    number = fields.Integer()
    kind = fields.String()
    title = fields.String()
    state = fields.String()
    area_code = fields.String()
    child_id = fields.UUID(allow_none=True)
    child_name = fields.String(allow_none=True)  # masked
    set_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime()
    missed_at = fields.AwareDateTime(allow_none=True)
    ended_at = fields.AwareDateTime(allow_none=True)
    ended_by = fields.String(allow_none=True)
    posts = fields.List(fields.String())  # roles that were called, by level
    level = fields.Integer()
    mine = fields.Boolean()  # the viewer may acknowledge it


class ListMyDuties(Page):
    """Open ones that the viewer may acknowledge, the most pressing first."""


class DutyList(Schema):
    items = fields.List(fields.Nested(DutyView))
    next = fields.String(allow_none=True)


class CountMyDuties(Schema): ...


class DutyCount(Schema):
    open = fields.Integer()
    overdue = fields.Integer()


class CaseRow(Schema):
    id = fields.UUID()
    version = fields.Integer()
    area_code = fields.String()
    area_name = fields.String()
    school_id = fields.UUID(allow_none=True)
    child_id = fields.UUID(allow_none=True)
    child_name = fields.String(allow_none=True)  # in full where the viewer may see it
    origin = fields.String()
    state = fields.String()
    situations = fields.List(fields.String())
    findings = fields.List(fields.String())
    opened_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)
    closed_as = fields.String(allow_none=True)
    joined_into = fields.UUID(allow_none=True)  # it goes on as part of that case
    open_duties = fields.Integer()
    overdue = fields.Integer()


class CaseList(Schema):
    items = fields.List(fields.Nested(CaseRow))  # newest first
    next = fields.String(allow_none=True)


class EntryView(Schema):
    position = fields.Integer()
    at = fields.AwareDateTime()
    kind = fields.String()
    by = fields.String()
    post = fields.String(allow_none=True)
    codes = fields.Dict()
    text = fields.Dict(keys=fields.String(), values=fields.String())  # what was typed, by box
    hash = fields.String()


class CaseView(CaseRow):
    """`full` is false for those who see that, who and when alone."""

    full = fields.Boolean()
    incident_at = fields.AwareDateTime()
    risks = fields.Dict(keys=fields.String(), values=fields.String())
    steps = fields.List(fields.String())
    refused_since = fields.Date(allow_none=True)
    grounds = fields.List(fields.String())
    pack = fields.String()
    pack_version = fields.String()
    reports = fields.Integer()
    duties = fields.List(fields.Nested(DutyView))
    timeline = fields.List(fields.Nested(EntryView))  # oldest first


class ProofView(Schema):
    """Whether the timeline is as it was written: its own chain, and its end as the registry's
    history notes it."""

    sound = fields.Boolean()
    entries = fields.Integer()
    head = fields.String()
    position = fields.Integer(allow_none=True)  # of the first fault
    fault = fields.String(allow_none=True)


class CountCases(Schema):
    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    from_date = fields.Date(load_default=None, allow_none=True)
    to_date = fields.Date(load_default=None, allow_none=True)


class CaseCounts(Schema):
    """Numbers alone: cases opened in the time, by what they are."""

    opened = fields.Integer()
    by_state = fields.Dict(keys=fields.String(), values=fields.Integer())
    by_origin = fields.Dict(keys=fields.String(), values=fields.Integer())
    by_situation = fields.Dict(keys=fields.String(), values=fields.Integer())
    by_finding = fields.Dict(keys=fields.String(), values=fields.Integer())
    by_result = fields.Dict(keys=fields.String(), values=fields.Integer())
    duties_set = fields.Integer()
    duties_in_time = fields.Integer()
    duties_late = fields.Integer()
    duties_overdue = fields.Integer()
