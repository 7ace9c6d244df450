"""Contact duties, how they stand, and the contacts that keep them."""

from marshmallow import fields, validate

from shared.contracts.base import Request, View, length, matching
from shared.contracts.pairing.codes import ContactKind, ContactOutcome, PromiseState
from shared.contracts.pairing.schemas.base import (
    Answer,
    Paged,
    an_area,
    an_id,
    code_of,
    optional,
    some_text,
)

FILE_KINDS = ("jpeg", "png", "mp3", "amr", "ogg", "webm", "m4a", "wav")
LONGEST_FILE = 12 * 2**20  # of 8 MB in base64, and a little


class LogContact(Request):
    """`helper_id` names in whose name an office or a school logs it. The same `client_key` from
    the same account is the same contact, however often it is sent."""

    child_id = an_id(required=True)
    helper_id = optional(an_id)
    kind = code_of(ContactKind, required=True)
    outcome = code_of(ContactOutcome, load_default="fine")
    on_date = fields.Date(required=True)
    summary = optional(fields.String, validate=length(0, 1000))
    follow_up = optional(fields.String, validate=length(0, 500))
    client_key = optional(fields.String, validate=length(1, 100))


class StrikeContact(Request):
    """Logged by mistake: it is not counted any more, and kept."""

    contact_id = an_id(required=True)
    why = some_text(500, required=True)


class AttachToContact(Request):
    contact_id = an_id(required=True)
    content = fields.String(required=True, validate=length(4, LONGEST_FILE))  # base64


class GetContactFile(Request):
    contact_id = an_id(required=True)
    file_id = an_id(required=True)


class ContactFileView(View):
    filename = fields.String()
    kind = fields.String(validate=validate.OneOf(FILE_KINDS))
    content = fields.String()  # base64


class GetContact(Request):
    contact_id = an_id(required=True)


class ListContacts(Paged):
    """The newest first."""

    child_id = optional(an_id)
    helper_id = optional(an_id)
    pairing_id = optional(an_id)
    area = optional(an_area)
    school_id = optional(an_id)
    kind = optional(code_of, codes=ContactKind)
    outcome = optional(code_of, codes=ContactOutcome)


class FileRef(View):
    id = an_id()
    kind = fields.String(validate=validate.OneOf(FILE_KINDS))
    size = fields.Integer()


class ContactView(View):
    """What was said is None for those who may know only that a contact was."""

    id = an_id()
    child_id = an_id()
    helper_id = an_id(allow_none=True)
    area_code = fields.String()
    kind = code_of(ContactKind)
    outcome = code_of(ContactOutcome)
    on_date = fields.Date()
    summary = fields.String(allow_none=True)
    follow_up = fields.String(allow_none=True)
    as_role = fields.String()
    recorded_at = fields.AwareDateTime()
    struck_at = fields.AwareDateTime(allow_none=True)
    files = fields.List(fields.Nested(FileRef))
    may_strike = fields.Boolean()
    version = fields.Integer()


class ContactList(Answer):
    items = fields.List(fields.Nested(ContactView))


class ListPromises(Paged):
    """By the last day. Without filters: all within reach."""

    helper_id = optional(an_id)
    child_id = optional(an_id)
    area = optional(an_area)
    school_id = optional(an_id)
    state = optional(code_of, codes=PromiseState)
    unkept = fields.Boolean(load_default=False)  # open and overdue ones alone


class PromiseView(View):
    id = an_id()
    helper_id = an_id()
    child_id = an_id(allow_none=True)  # None: per helper
    area_code = fields.String()
    school_id = an_id(allow_none=True)
    duty = code_of(ContactKind)
    term = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()
    wanted = fields.Integer()
    reached = fields.Integer()
    state = code_of(PromiseState)
    done_on = fields.Date(allow_none=True)


class PromiseList(Answer):
    items = fields.List(fields.Nested(PromiseView))


class CountPromises(Request):
    """Of a place or a school; the running term unless told."""

    area = optional(an_area)
    school_id = optional(an_id)
    term = optional(fields.String, validate=matching(r"^\d{4}-[a-z]{2,12}$"))


class PromiseFigures(View):
    open = fields.Integer()
    done = fields.Integer()
    overdue = fields.Integer()
    late = fields.Integer()


class PlaceFigures(PromiseFigures):
    area_code = fields.String()


class DutyFigures(PromiseFigures):
    duty = code_of(ContactKind)


class PromiseCounts(View):
    """Kept counts: the total, by duty, and of each place just below."""

    term = fields.String()
    terms = fields.List(fields.String())
    total = fields.Nested(PromiseFigures)
    duties = fields.List(fields.Nested(DutyFigures))
    items = fields.List(fields.Nested(PlaceFigures))


class ListTallies(Paged):
    """Helpers by how much they are behind, the most first."""

    area = optional(an_area)
    school_id = optional(an_id)
    term = optional(fields.String, validate=matching(r"^\d{4}-[a-z]{2,12}$"))


class TallyView(PromiseFigures):
    helper_id = an_id()
    area_code = fields.String()
    term = fields.String()


class TallyList(Answer):
    items = fields.List(fields.Nested(TallyView))
