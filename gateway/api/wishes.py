"""/api/v1: children's wishes."""

from collections.abc import Callable
from typing import Any

from flask import Response

from gateway import wishes
from gateway.access import View, calls
from gateway.api.routes import Area, answered
from shared.contracts.pairing import schemas

AREA = Area("pairing", "wishes")
WISH = "/wishes/<uuid:wish_id>"
PUBLISHING = schemas.PublishWish(exclude=("wish_id",))

AREA.command(
    "/children/<uuid:child_id>/wishes",
    "submit_wish",
    schemas.SubmitWish,
    schemas.WishView,
    status=201,
)
AREA.query("/wishes", "list_wishes", schemas.ListWishes, schemas.WishList)
AREA.command(f"{WISH}/refusal", "refuse_wish", schemas.RefuseWish, schemas.WishView)
AREA.command(f"{WISH}/non-receipt", "return_wish", schemas.ReturnWish, schemas.WishView)
AREA.command(f"{WISH}/confirmation", "confirm_wish", schemas.ConfirmWish, schemas.WishView)
AREA.query("/open-wishes", "list_open_wishes", schemas.ListOpenWishes, schemas.OpenWishList)
AREA.command(f"{WISH}/claim", "claim_wish", schemas.ClaimWish, schemas.OpenWishView)
AREA.command(f"{WISH}/return", "give_up_wish", schemas.GiveUpWish, schemas.OpenWishView)
AREA.command(f"{WISH}/fulfilment", "fulfil_wish", schemas.FulfilWish, schemas.OpenWishView)


def _with_names(operation: str) -> Callable[[View], View]:
    return calls(operation, "registry.get_dossier")


@AREA.special(
    "POST",
    f"{WISH}/publication",
    "publish_wish",
    body=PUBLISHING,
    answers=schemas.WishView,
    access=_with_names,
)
def publish_wish(fields: dict[str, Any], wish_id: Any) -> Response:
    return answered(wishes.publish_wish(str(wish_id), **fields), 200)
