"""Wishes: for those who look after the child, and for those who claim one without knowing whose."""

from marshmallow import fields

from shared.contracts.base import Request, View, length
from shared.contracts.pairing.schemas.base import (
    Answer,
    Paged,
    an_area,
    an_id,
    code_of,
    optional,
    some_text,
)
from shared.contracts.pairing.wish_codes import ClaimState, WishStatus


class SubmitWish(Request):
    child_id = an_id(required=True)
    text = some_text(500, required=True)


class PublishWish(Request):
    """`public_text` names nobody: no name, village, school or number. `child_id` is whose wish it
    is: the gateway, which may read names, has held the words against that child's."""

    wish_id = an_id(required=True)
    child_id = an_id(required=True)
    public_text = some_text(300, required=True)


class RefuseWish(Request):
    wish_id = an_id(required=True)
    why = some_text(500, required=True)


class ClaimWish(Request):
    wish_id = an_id(required=True)


class GiveUpWish(Request):
    wish_id = an_id(required=True)


class FulfilWish(Request):
    wish_id = an_id(required=True)
    note = optional(fields.String, validate=length(0, 300))


class ConfirmWish(Request):
    wish_id = an_id(required=True)


class ReturnWish(Request):
    """It never came to the station."""

    wish_id = an_id(required=True)
    why = some_text(500, required=True)


class ListWishes(Paged):
    area = optional(an_area)
    child_id = optional(an_id)
    status = optional(code_of, codes=WishStatus)


class WishView(View):
    id = an_id()
    child_id = an_id()
    area_code = fields.String()
    status = code_of(WishStatus)
    text = fields.String()
    public_text = fields.String(allow_none=True)
    why = fields.String(allow_none=True)  # of a refusal
    submitted_at = fields.AwareDateTime()
    claimed_until = fields.Date(allow_none=True)
    version = fields.Integer()


class WishList(Answer):
    items = fields.List(fields.Nested(WishView))


class ListOpenWishes(Paged):
    """Those that may be claimed; with `mine` those that the caller has claimed."""

    mine = fields.Boolean(load_default=False)


class OpenWishView(View):
    """Nothing that leads to the child: the county alone."""

    id = an_id()
    county_code = fields.String()
    public_text = fields.String()
    status = code_of(WishStatus)
    claim_state = code_of(ClaimState, allow_none=True)  # of the caller's own claim
    until = fields.Date(allow_none=True)


class OpenWishList(Answer):
    items = fields.List(fields.Nested(OpenWishView))
