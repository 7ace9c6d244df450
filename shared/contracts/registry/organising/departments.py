"""Requests and views of departments that adopt schools."""

from marshmallow import Schema, fields, validate

from shared.contracts.registry.schemas.base import AREA, COUNTY, Page, nonblank

YEAR = validate.Range(min=2000, max=2999)
MOST_FEN = 10_000_000_000  # a hundred million yuan
MISSING = ("school", "log")


def year_asked() -> fields.Integer:
    """None for this year."""
    return fields.Integer(load_default=None, allow_none=True, validate=YEAR)


def area_asked() -> fields.String:
    return fields.String(load_default=None, allow_none=True, validate=AREA)


class _Facts(Schema):
    name = fields.String(required=True, validate=nonblank(60))
    contact_name = fields.String(required=True, validate=nonblank(30))
    contact_phone = fields.String(required=True, validate=nonblank(30))


class AddDepartment(_Facts):
    area = fields.String(required=True, validate=COUNTY)


class GetDepartment(Schema):
    department_id = fields.UUID(required=True)


class ChangeDepartment(_Facts):
    """`version` is the one that was read."""

    department_id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    closed = fields.Boolean(load_default=False)
    why = fields.String(required=True, validate=nonblank(300))


class AdoptSchool(GetDepartment):
    school_id = fields.UUID(required=True)
    year = fields.Integer(required=True, validate=YEAR)


class GetAdoption(Schema):
    adoption_id = fields.UUID(required=True)


class EndAdoption(GetAdoption):
    why = fields.String(required=True, validate=nonblank(300))


class LogDeed(GetAdoption):
    done_on = fields.Date(required=True)
    what = fields.String(required=True, validate=nonblank(1000))
    persons = fields.String(required=True, validate=nonblank(300))
    amount_fen = fields.Integer(
        load_default=None, allow_none=True, validate=validate.Range(min=1, max=MOST_FEN)
    )


class StrikeDeed(Schema):
    deed_id = fields.UUID(required=True)
    why = fields.String(required=True, validate=nonblank(300))


class ListDepartments(Page):
    area = area_asked()
    year = year_asked()
    missing = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(MISSING))


class ListAdoptions(Page):
    area = area_asked()
    school_id = fields.UUID(load_default=None, allow_none=True)
    year = year_asked()
    silent = fields.Boolean(load_default=False)  # without an entry this term


class ListUnadopted(Page):
    area = area_asked()
    year = year_asked()


class AdoptionRow(Schema):
    id = fields.UUID()
    department_id = fields.UUID()
    department = fields.String()
    school_id = fields.UUID()
    school = fields.String()
    township_code = fields.String()
    township = fields.String()
    year = fields.Integer()
    ended_on = fields.Date(allow_none=True)
    deeds = fields.Integer()
    deeds_this_term = fields.Integer()
    amount_fen = fields.Integer()
    last_on = fields.Date(allow_none=True)


class DepartmentView(Schema):
    id = fields.UUID()
    area = fields.String()
    name = fields.String()
    contact_name = fields.String()
    contact_phone = fields.String()
    closed_on = fields.Date(allow_none=True)
    version = fields.Integer()
    adoptions = fields.List(fields.Nested(AdoptionRow))  # newest year first
    may_change = fields.Boolean()


class DepartmentRow(Schema):
    id = fields.UUID()
    name = fields.String()
    contact_name = fields.String()
    contact_phone = fields.String()
    adoption = fields.Nested(AdoptionRow, allow_none=True)  # of the year asked for


class AdoptionTotals(Schema):
    departments = fields.Integer()
    without_school = fields.Integer()
    without_log = fields.Integer()  # with a school, without an entry this term


class DepartmentList(Schema):
    items = fields.List(fields.Nested(DepartmentRow))
    next = fields.String(allow_none=True)
    year = fields.Integer()
    totals = fields.Nested(AdoptionTotals)


class AdoptionList(Schema):
    items = fields.List(fields.Nested(AdoptionRow))
    next = fields.String(allow_none=True)
    year = fields.Integer()


class UnadoptedView(Schema):
    id = fields.UUID()
    name = fields.String()
    township_code = fields.String()
    township_name = fields.String()


class UnadoptedList(Schema):
    items = fields.List(fields.Nested(UnadoptedView))
    next = fields.String(allow_none=True)
    year = fields.Integer()


class DeedView(Schema):
    id = fields.UUID()
    done_on = fields.Date()
    what = fields.String()
    persons = fields.String()
    amount_fen = fields.Integer(allow_none=True)
    by = fields.String()
    at = fields.AwareDateTime()
    struck_at = fields.AwareDateTime(allow_none=True)
    struck_why = fields.String(allow_none=True)


class AdoptionView(AdoptionRow):
    why_ended = fields.String(allow_none=True)
    contact_name = fields.String()
    contact_phone = fields.String()
    entries = fields.List(fields.Nested(DeedView))  # newest first
    may_log = fields.Boolean()
    may_end = fields.Boolean()
