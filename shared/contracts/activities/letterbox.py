"""RPC requests and views of the letterbox."""

from marshmallow import fields

from shared.contracts.activities.parts import Paged, codes, how_many, ident, optional, text
from shared.contracts.base import Request, View, length
from shared.contracts.registry.case_codes import REPORTABLE


class WriteToLetterbox(Request):
    """`school_id`: None for a child's account, whose school is known."""

    school_id = optional(ident)
    words = text(4000, required=True)


class LetterRef(View):
    code = fields.String()  # shown once
    written_at = fields.DateTime()
    answer_by = fields.Date()


class GetLetterAnswer(Request):
    code = fields.String(required=True, validate=length(8, 20))


class LetterAnswer(View):
    written_at = fields.DateTime()
    answer_by = fields.Date()
    answered_at = fields.DateTime(allow_none=True)
    answer = fields.String(allow_none=True)


class ListLetterbox(Paged):
    unanswered = fields.Boolean(load_default=False)


class LetterRow(View):
    """That a letter came; whose it is and what it says is read with `read_letter`."""

    id = fields.String()
    school_id = fields.String()
    written_at = fields.DateTime()
    answer_by = fields.Date()
    answered_at = fields.DateTime(allow_none=True)


class LetterboxList(View):
    items = fields.List(fields.Nested(LetterRow))
    next = fields.String(allow_none=True)


class ReadLetter(Request):
    letter_id = ident(required=True)


class LetterView(LetterRow):
    child_id = fields.String(allow_none=True)
    words = fields.String()
    answer = fields.String(allow_none=True)
    danger = fields.List(fields.String())
    version = fields.Integer()


class AnswerLetter(Request):
    letter_id = ident(required=True)
    answer = text(4000, required=True)


class AlarmLetter(Request):
    letter_id = ident(required=True)
    situations = codes(REPORTABLE, required=True, validate=how_many(1, len(REPORTABLE)))
