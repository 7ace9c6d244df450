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

DROPOUT_ROW = {
    "id": county.MOVE,
    "child_id": county.CHILD,
    "name": "王小明",
    "sex": "male",
    "age": 13,
    "area_code": county.VILLAGE,
    "school_name": "桃林小学",
    "class_name": "六（1）班",
    "state": "dropped_out",
    "absent_since": "2026-10-12",
    "days": 40,
    "dropped_on": "2026-10-20",
    "reported_on": None,
    "over_on": None,
    "outcome": None,
    "known": "电话打不通",
    "report": None,
    "attempts": 1,
    "attempts_wanted": 3,
    "version": 3,
}
ATTEMPT = {
    "number": 1,
    "on_day": "2026-10-25",
    "who": "班主任王老师",
    "method": "home_visit",
    "result": "not_met",
    "note": "家中只有外婆",
    "by": county.ACCOUNT,
    "at": county.WHEN,
}


def dropout(_request: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**DROPOUT_ROW, "place": "习水县桃林镇永胜村", "persuasions": [ATTEMPT], **more}


def reported(request: dict[str, Any]) -> dict[str, Any]:
    """One that was reported, one that can be, and one that is under way."""
    shown = str(request["dropout_id"])
    if shown == county.CHILD:
        return dropout(request, state="reported", reported_on="2026-11-01", report="请督促返校")
    if shown == county.OTHER:
        return dropout(request, attempts=3)
    if shown == county.HELPER:
        return dropout(request, state="absent", dropped_on=None)
    return dropout(request)


ANSWERS: dict[str, tuple[str, Any]] = {
    "preview_promotion": ("PromotionPreview", lambda _r: PREVIEW),
    "list_promotions": ("PromotionList", lambda _r: {"items": [ROW], "next": None}),
    "list_dropouts": ("DropoutList", lambda _r: {"items": [DROPOUT_ROW], "next": None}),
    "get_dropout": ("DropoutView", reported),
    **{
        operation: ("DropoutView", dropout)
        for operation in (
            "note_absence",
            "register_dropout",
            "log_persuasion",
            "report_dropout",
            "close_dropout",
        )
    },
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
    "/dropouts",
    "/dropouts?state=over",
    *(f"/dropouts/{each}" for each in (county.CHILD, county.OTHER, county.HELPER, county.MOVE)),
    f"/dropouts/{county.CHILD}/report",
    f"/dropouts/{county.MOVE}/report",
    f"/children/{county.CHILD}/absence",
)
