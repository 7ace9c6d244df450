"""/api/v1: a school's year."""

from gateway.api.routes import Area
from shared.contracts.registry.schemas import school_year

AREA = Area("registry", "schooling")
SCHOOL = "/schools/<uuid:school_id>"
PROMOTION = "/promotions/<uuid:promotion_id>"

AREA.query(
    f"{SCHOOL}/promotion-preview",
    "preview_promotion",
    school_year.PreviewPromotion,
    school_year.PromotionPreview,
)
AREA.command(
    f"{SCHOOL}/promotions",
    "promote_school",
    school_year.PromoteSchool,
    school_year.PromotionView,
    status=201,
    at="/promotions",
)
AREA.query("/promotions", "list_promotions", school_year.ListPromotions, school_year.PromotionList)
AREA.query(PROMOTION, "get_promotion", school_year.GetPromotion, school_year.PromotionView)
AREA.command(
    f"{PROMOTION}/undoing",
    "undo_promotion",
    school_year.UndoPromotion,
    school_year.PromotionView,
)
AREA.command(
    f"{PROMOTION}/graduates",
    "send_graduates",
    school_year.SendGraduates,
    school_year.PromotionView,
)
