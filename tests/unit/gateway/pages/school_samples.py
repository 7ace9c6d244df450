"""What the registry answers about a school's year, for pages without a registry."""

from typing import Any

from tests.unit.gateway.pages import county

PUPILS = [{"id": county.CHILD, "name": "王小明"}, {"id": county.OTHER, "name": "李小红"}]


def _class(name: str | None, then: str | None, outcome: str, **more: Any) -> dict[str, Any]:
    return {
        "class_name": name,
        "stage": "primary",
        "new_class_name": then,
        "new_stage": "junior" if outcome == "graduated" else "primary",
        "outcome": outcome,
        "pupils": PUPILS,
        "new": 0,
        **more,
    }


PREVIEW = {
    "school_id": county.SCHOOL,
    "school_name": "桃林小学",
    "area_code": county.TOWNSHIP,
    "year": 2026,
    "seen": "0123456789abcdef",
    "settled_on": "2026-10-01",
    "made": None,
    "promoted": 2,
    "graduated": 2,
    "kept": 2,
    "classes": [
        _class("三（1）班", "四（1）班", "promoted", new=1),
        _class("六（1）班", None, "graduated"),
        _class(None, None, "kept"),
    ],
}
ROW = {
    "id": county.MOVE,
    "school_id": county.SCHOOL,
    "school_name": "桃林小学",
    "area_code": county.TOWNSHIP,
    "year": 2026,
    "promoted": 30,
    "repeated": 1,
    "graduated": 3,
    "kept": 1,
    "made_at": county.WHEN,
    "undone_at": None,
    "settled_on": "2026-10-01",
    "may_undo": True,
}
GRADUATES = [
    {"id": county.CHILD, "name": "王小明", "state": "waiting", "to_school_name": None},
    {"id": county.OTHER, "name": "李小红", "state": "offered", "to_school_name": "桃林中学"},
    {"id": county.HELPER, "name": "赵小刚", "state": "gone", "to_school_name": "桃林中学"},
]
PROMOTION = {**ROW, "graduates": GRADUATES, "repeaters": PUPILS[:1], "left_alone": PUPILS[1:]}

ANSWERS: dict[str, tuple[str, Any]] = {
    "preview_promotion": ("PromotionPreview", lambda _r: PREVIEW),
    "list_promotions": ("PromotionList", lambda _r: {"items": [ROW], "next": None}),
    **{
        operation: ("PromotionView", lambda _r: PROMOTION)
        for operation in ("get_promotion", "promote_school", "undo_promotion", "send_graduates")
    },
}
PAGES = (
    "/school-year",
    f"/school-year?school_id={county.SCHOOL}",
    f"/school-year?township={county.TOWNSHIP}",
    f"/promotions/{county.MOVE}",
)
