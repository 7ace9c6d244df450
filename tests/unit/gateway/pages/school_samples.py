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


VALUES = {
    "height_cm": 135.5,
    "weight_kg": 30.0,
    "systolic": 105,
    "diastolic": 65,
    "vision_left": 4.6,
    "vision_right": 5.0,
    "lung_ml": 1500,
    "chest_cm": None,
    "ent": "abnormal",
    "ent_note": "扁桃体肿大",
}
CHECK = {
    "id": county.MOVE,
    "term": "2026-autumn",
    "checked_on": "2026-10-12",
    "state": "follow",
    "values": VALUES,
    "abnormal": ["vision", "ent"],
    "bmi": 16.3,
}
SHEET = {
    "school_id": county.SCHOOL,
    "school_name": "桃林小学",
    "term": "2026-autumn",
    "from_day": "2026-09-01",
    "to_day": "2026-11-21",
    "classes": ["三（1）班", "六（1）班"],
}


def sheet(request: dict[str, Any]) -> dict[str, Any]:
    rows = [
        {"child_id": county.CHILD, "name": "王小明", "sex": "male", "check": CHECK},
        {"child_id": county.OTHER, "name": "李小红", "sex": "female", "check": None},
    ]
    return {**SHEET, "items": rows if request["class_name"] else []}


def growth(request: dict[str, Any]) -> dict[str, Any]:
    step = {"on_day": "2026-05-01", "note": "已配镜", "treated": True, "at": county.WHEN}
    spring = {**CHECK, "term": "2026-spring", "state": "treated", "follow_ups": [step]}
    spring["values"] = {**VALUES, "height_cm": 132.0, "weight_kg": 28.0}
    terms = [spring, {**CHECK, "follow_ups": []}]
    none_yet = str(request.get("child_id")) == county.OTHER
    return {
        "child_id": county.CHILD,
        "name": "王小明",
        "sex": "male",
        "age": 9,
        "items": [] if none_yet else terms,
    }


TO_FOLLOW = {
    "check_id": county.MOVE,
    "child_id": county.CHILD,
    "name": "王小明",
    "area_name": "永胜村",
    "school_name": "桃林小学",
    "class_name": "三（1）班",
    "term": "2026-autumn",
    "checked_on": "2026-10-12",
    "abnormal": ["vision", "ent"],
}

DOSE = {"vaccine": "hepb", "title": "乙肝疫苗", "dose": 1, "due_on": "2016-01-31", "on": None}
CARD = {
    "child_id": county.CHILD,
    "name": "王小明",
    "birth_date": "2016-01-31",
    "recorded": True,
    "complete": False,
    "doses": [
        {**DOSE, "on": "2016-01-31", "state": "given"},
        {**DOSE, "dose": 2, "state": "overdue"},
        {**DOSE, "dose": 3, "state": "later"},
    ],
}

UPLOADED = {**county.imported(), "kind": "health"}
ANSWERS: dict[str, tuple[str, Any]] = {
    "preview_promotion": ("PromotionPreview", lambda _r: PREVIEW),
    "list_promotions": ("PromotionList", lambda _r: {"items": [ROW], "next": None}),
    "get_vaccinations": ("VaccinationsView", lambda _r: CARD),
    "record_vaccinations": ("VaccinationsView", lambda _r: CARD),
    "list_class_checks": ("ClassChecks", sheet),
    "start_health_sheet": ("ImportView", lambda _r: UPLOADED),
    "get_health_sheet": ("ImportView", lambda _r: UPLOADED),
    "list_health_sheets": ("ImportList", lambda _r: {"items": [UPLOADED], "next": None}),
    "list_health_sheet_rows": (
        "ImportRowList",
        lambda r: {"items": [county.row(5, r["outcome"] or "rejected")], "next": None},
    ),
    "list_health_follow_ups": (
        "HealthFollowUpList",
        lambda _r: {"items": [TO_FOLLOW], "next": None},
    ),
    "get_growth": ("GrowthView", growth),
    "follow_health_check": ("GrowthView", growth),
    "record_health_checks": ("HealthChecksRecorded", lambda _r: {"recorded": 2, "to_follow": 1}),
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
    f"/children/{county.CHILD}/vaccinations",
    "/health-checks",
    "/health-checks/sheets",
    f"/health-checks/sheets?school_id={county.SCHOOL}",
    f"/health-checks/sheets/{county.IMPORT}",
    f"/health-checks?school_id={county.SCHOOL}",
    f"/health-checks?school_id={county.SCHOOL}&class_name=三（1）班",
    f"/children/{county.CHILD}/health",
    f"/children/{county.OTHER}/health",
    "/dropouts",
    "/dropouts?state=over",
    *(f"/dropouts/{each}" for each in (county.CHILD, county.OTHER, county.HELPER, county.MOVE)),
    f"/dropouts/{county.CHILD}/report",
    f"/dropouts/{county.MOVE}/report",
    f"/children/{county.CHILD}/absence",
)
