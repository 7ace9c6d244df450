"""Lists of money as they go out: whole, and each in the access log."""

from marshmallow import fields

from shared.contracts.base import Request, View, one_of
from shared.contracts.funding.schemas.base import Id, an_area, optional

LISTS = ("roll", "notice", "batch", "refunds")
SUMS = ("statement", "balance")


class ExportList(Request):
    """`subject_id`: the roll or the batch; `area` of refunds."""

    what = fields.String(required=True, validate=one_of(LISTS))
    subject_id = optional(Id)
    area = an_area(required=False)


class ExportSums(Request):
    what = fields.String(required=True, validate=one_of(SUMS))
    by = fields.String(
        load_default="fund", validate=one_of(("fund", "scheme", "township", "school", "term"))
    )
    area = an_area(required=False)


class ExportView(View):
    """`rows` are those of the list; amounts are fen."""

    what = fields.String()
    area_code = fields.String()
    about = fields.Dict(keys=fields.String(), values=fields.Raw())
    rows = fields.List(fields.Dict(keys=fields.String(), values=fields.Raw()))
    more = fields.Boolean()  # there are rows beyond the most that one file holds
