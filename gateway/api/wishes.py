"""/api/v1: children's wishes."""

from gateway.api.routes import Area
from shared.contracts.pairing import schemas

AREA = Area("pairing", "wishes")
WISH = "/wishes/<uuid:wish_id>"

AREA.command(
    "/children/<uuid:child_id>/wishes",
    "submit_wish",
    schemas.SubmitWish,
    schemas.WishView,
    status=201,
)
AREA.query("/wishes", "list_wishes", schemas.ListWishes, schemas.WishList)
AREA.command(f"{WISH}/publication", "publish_wish", schemas.PublishWish, schemas.WishView)
AREA.command(f"{WISH}/refusal", "refuse_wish", schemas.RefuseWish, schemas.WishView)
AREA.command(f"{WISH}/confirmation", "confirm_wish", schemas.ConfirmWish, schemas.WishView)
AREA.query("/open-wishes", "list_open_wishes", schemas.ListOpenWishes, schemas.OpenWishList)
AREA.command(f"{WISH}/claim", "claim_wish", schemas.ClaimWish, schemas.OpenWishView)
AREA.command(f"{WISH}/return", "give_up_wish", schemas.GiveUpWish, schemas.OpenWishView)
AREA.command(f"{WISH}/fulfilment", "fulfil_wish", schemas.FulfilWish, schemas.OpenWishView)
