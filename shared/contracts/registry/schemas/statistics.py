"""The quarterly verification, reports by area, and targets."""

from marshmallow import Schema, fields, validate

from shared.contracts.base import matching
from shared.contracts.registry.codes import EXITS, FLOWS, STATUSES, TARGETS
from shared.contracts.registry.schemas.base import AREA, VILLAGE, Page, nonblank
from shared.contracts.registry.schemas.places import AreaRef

QUARTER = matching(r"^\d{4}Q[1-4]$")
PERIOD = matching(r"^\d{4}(Q[1-4])?$")
STOCKS = ("opening", "closing", "now", "late", "left")  # "left": whatever the reason


class ExitChild(Schema):
    """Close the file from a day on, for a reason; `version` is the one shown."""

    child_id = fields.UUID(required=True)
    reason = fields.String(required=True, validate=validate.OneOf(EXITS))
    on = fields.Date(required=True)
    why = fields.String(required=True, validate=nonblank(500))
    version = fields.Integer(load_default=None, allow_none=True)


class ReopenChild(Schema):
    """The child is back: the same file goes on."""

    child_id = fields.UUID(required=True)
    why = fields.String(required=True, validate=nonblank(500))
    version = fields.Integer(load_default=None, allow_none=True)


class GetVerification(Schema):
    """Without a quarter: the one that is due."""

    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    quarter = fields.String(load_default=None, allow_none=True, validate=QUARTER)


class PlaceProgress(AreaRef):
    listed = fields.Integer()  # children to confirm
    confirmed = fields.Integer()
    places = fields.Integer()  # right under it that have children; 0 for a village
    places_signed = fields.Integer()
    signed_on = fields.Date(allow_none=True)
    late = fields.Boolean()  # signed after the deadline, or not signed and it is over


class VerificationView(Schema):
    """`quarter` is None where no round is open."""

    area = fields.Nested(PlaceProgress)
    quarter = fields.String(allow_none=True)
    quarters = fields.List(fields.String())  # that can be looked at, newest first
    deadline = fields.Date(allow_none=True)
    days_left = fields.Integer(allow_none=True)  # negative once the deadline is over
    own = fields.Boolean()  # whether the viewer's office signs this place off
    ready = fields.Boolean()  # nothing is missing any more
    items = fields.List(fields.Nested(PlaceProgress))  # right under it, those missing first
    next = fields.String(allow_none=True)


class ListToConfirm(Page):
    """A village's children that are still to be confirmed."""

    area = fields.String(required=True, validate=VILLAGE)
    quarter = fields.String(load_default=None, allow_none=True, validate=QUARTER)


class ToConfirmView(Schema):
    """What the officer looks through: as far as the viewer may see it."""

    id = fields.UUID()
    version = fields.Integer()
    name = fields.String()
    sex = fields.String()
    age = fields.Integer()
    stage = fields.String()
    school_name = fields.String(allow_none=True)
    class_name = fields.String(allow_none=True)
    status = fields.String()
    level = fields.Integer(allow_none=True)
    father_situation = fields.String(allow_none=True)
    father_workplace = fields.String(allow_none=True)
    mother_situation = fields.String(allow_none=True)
    mother_workplace = fields.String(allow_none=True)
    guardian_name = fields.String(allow_none=True)
    guardian_relation = fields.String(allow_none=True)


class ToConfirmList(Schema):
    items = fields.List(fields.Nested(ToConfirmView))
    next = fields.String(allow_none=True)


class SeenChild(Schema):
    id = fields.UUID(required=True)
    version = fields.Integer(required=True, strict=True)  # of the dossier that was looked at


class ConfirmChildren(Schema):
    """Looked at for the quarter and nothing has changed."""

    area = fields.String(required=True, validate=VILLAGE)
    quarter = fields.String(load_default=None, allow_none=True, validate=QUARTER)
    children = fields.List(
        fields.Nested(SeenChild), required=True, validate=validate.Length(min=1, max=200)
    )


class ChildrenConfirmed(Schema):
    confirmed = fields.Integer()
    changed_meanwhile = fields.List(fields.UUID())  # not confirmed: to be looked at again


class SignOffQuarter(Schema):
    area = fields.String(required=True, validate=AREA)
    quarter = fields.String(load_default=None, allow_none=True, validate=QUARTER)


class SignOffView(Schema):
    area_code = fields.String()
    quarter = fields.String()
    children = fields.Integer()
    deadline = fields.Date()
    signed_on = fields.Date()


class GetStatistics(Schema):
    """`period` is a quarter such as 2025Q3, or a year; `status` whose numbers are asked for."""

    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    period = fields.String(load_default=None, allow_none=True, validate=PERIOD)
    status = fields.String(load_default="left_behind", validate=validate.OneOf(STATUSES))


class BalanceView(Schema):
    """opening + the flows = closing. Outflows are negative; `late` came after the sign-off."""

    opening = fields.Integer()
    flows = fields.Dict(keys=fields.String(validate=validate.OneOf(FLOWS)), values=fields.Integer())
    closing = fields.Integer()
    late = fields.Integer()


class FigureView(BalanceView):
    breakdown = fields.String()
    value = fields.String()


class PlaceBalance(AreaRef, BalanceView):
    signed_on = fields.Date(allow_none=True)  # of the period's last quarter


class StatisticsView(Schema):
    area = fields.Nested(PlaceBalance)
    period = fields.String()
    periods = fields.List(fields.String())  # that can be asked for, newest first
    first_day = fields.Date()
    last_day = fields.Date()
    status = fields.String()
    figures = fields.List(fields.Nested(FigureView))  # of the area itself
    items = fields.List(fields.Nested(PlaceBalance))  # right under it; they sum to the area
    next = fields.String(allow_none=True)


class PlaceRow(PlaceBalance):
    figures = fields.Dict(keys=fields.String(), values=fields.Integer())  # figure -> closing


class LevelView(Schema):
    level = fields.String()
    rows = fields.List(fields.Nested(PlaceRow))


class StatisticsBook(Schema):
    """A report as an office sends it upward: one sheet for each level down to the villages."""

    area = fields.Nested(AreaRef)
    period = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()
    status = fields.String()
    figures = fields.List(fields.Nested(FigureView))
    levels = fields.List(fields.Nested(LevelView))


class ListBehind(Page):
    """The children behind one number of a report or of a target (then without a status)."""

    area = fields.String(required=True, validate=AREA)
    period = fields.String(load_default=None, allow_none=True, validate=PERIOD)
    status = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(STATUSES))
    figure = fields.String(load_default="all=all", validate=validate.Regexp(r"^[a-z._]+=[\w.]+$"))
    part = fields.String(load_default="now", validate=validate.OneOf((*STOCKS, *FLOWS)))


class BehindView(Schema):
    id = fields.UUID()
    name = fields.String()
    sex = fields.String()
    age = fields.Integer()
    area_code = fields.String()  # where it counts
    area_name = fields.String()
    status = fields.String()  # today
    flow = fields.String(allow_none=True)
    on_day = fields.Date(allow_none=True)


class BehindList(Schema):
    items = fields.List(fields.Nested(BehindView))
    next = fields.String(allow_none=True)


class GetTargets(Schema):
    """`on`: a past day; None for now."""

    area = fields.String(load_default=None, allow_none=True, validate=AREA)
    on = fields.Date(load_default=None, allow_none=True)


class TargetView(Schema):
    """`percent` is rounded down to a tenth; None where it concerns nobody or nothing is known."""

    target = fields.String(validate=validate.OneOf(TARGETS))
    wanted = fields.Integer()
    known = fields.Boolean()  # whether there are data to compute it from
    met = fields.Integer()
    missing = fields.Integer()
    percent = fields.Float(allow_none=True)
    reached = fields.Boolean(allow_none=True)


class PlaceTargets(AreaRef):
    targets = fields.List(fields.Nested(TargetView))


class TargetsView(Schema):
    area = fields.Nested(PlaceTargets)
    on = fields.Date(allow_none=True)  # None: as they stand now
    items = fields.List(fields.Nested(PlaceTargets))
    next = fields.String(allow_none=True)
