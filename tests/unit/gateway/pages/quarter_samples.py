"""A quarter's verification, report and targets in answers of the contracts' shape."""

from typing import Any

from shared.contracts.registry.codes import TARGETS
from tests.unit.gateway.pages import county

QUARTER = "2026Q4"
DONE = {"listed": 38, "confirmed": 38, "places": 0, "places_signed": 0, "late": False}
BALANCE: dict[str, Any] = {
    "opening": 1204,
    "flows": {"joined": 31, "moved_in": 2, "left_parent_returned": -6, "moved_out": -1},
    "closing": 1230,
    "late": -1,
}


def verification(request: dict[str, Any]) -> dict[str, Any]:
    code = request["area"] or county.COUNTY
    village = len(code) == 12
    own = {**county.area(code), **DONE, "signed_on": None}
    if village:
        own |= {"confirmed": 31}
    else:
        own |= {"places": 2, "places_signed": 1}
    below = [] if village else [{**county.area(county.VILLAGE), **DONE, "signed_on": "2026-12-01"}]
    return {
        "area": own,
        "quarter": QUARTER,
        "quarters": [QUARTER, "2026Q3"],
        "deadline": "2026-12-15",
        "days_left": -3,
        "own": True,
        "ready": False,
        "items": below,
        "next": None,
    }


TO_CONFIRM = {
    "id": county.CHILD,
    "version": 3,
    "name": "王小明",
    "sex": "male",
    "age": 11,
    "stage": "primary",
    "school_name": "习水县桃林镇中心小学",
    "class_name": "五（2）班",
    "status": "left_behind",
    "level": 2,
    "father_situation": "away",
    "father_workplace": "广东省东莞市长安镇电子厂",
    "mother_situation": "unknown",
    "mother_workplace": None,
    "guardian_name": "王德贵",
    "guardian_relation": "爷爷",
}
FIGURES = [
    {"breakdown": breakdown, "value": value, **BALANCE}
    for breakdown, value in (
        ("sex", "male"),
        ("band", "6_13"),
        ("band_sex", "6_13.male"),
        ("stage", "primary"),
        ("boarding", "unknown"),
        ("guardian", "grandparents"),
        ("cause", "both_away"),
        ("hardship", "none"),
        ("level", "4"),
    )
]


def place(code: str) -> dict[str, Any]:
    return {**county.area(code), **BALANCE, "signed_on": None}


def report(request: dict[str, Any]) -> dict[str, Any]:
    code = request["area"] or county.COUNTY
    return {
        "area": place(code),
        "period": QUARTER,
        "periods": [QUARTER, "2026"],
        "first_day": "2026-10-01",
        "last_day": "2026-12-31",
        "status": request["status"],
        "figures": FIGURES,
        "items": [place(county.TOWNSHIP)],
        "next": None,
    }


def book(request: dict[str, Any]) -> dict[str, Any]:
    named = {**place(county.TOWNSHIP), "name": "=1+2镇", "figures": {"sex=male": 640}}
    whole = {**place(county.COUNTY), "figures": {"sex=male": 640, "band=6_13": 800}}
    return {
        "area": county.area(county.COUNTY),
        "period": QUARTER,
        "first_day": "2026-10-01",
        "last_day": "2026-12-31",
        "status": request["status"],
        "figures": FIGURES,
        "levels": [{"level": "county", "rows": [whole]}, {"level": "township", "rows": [named]}],
    }


BEHIND = {
    "id": county.CHILD,
    "name": "王小明",
    "sex": "male",
    "age": 11,
    "area_code": county.VILLAGE,
    "area_name": "永胜村",
    "status": "left_behind",
    "flow": "joined",
    "on_day": "2026-10-09",
}


def targets(request: dict[str, Any]) -> dict[str, Any]:
    code = request["area"] or county.COUNTY
    listed = [
        {
            "target": name,
            "wanted": 95,
            "known": name != "legal_aid",
            "met": 90 if name == "vaccination" else 0,
            "missing": 10 if name == "vaccination" else 0,
            "percent": 90.0 if name == "vaccination" else None,
            "reached": False if name == "vaccination" else None,
        }
        for name in TARGETS
    ]
    below = {**county.area(county.TOWNSHIP), "targets": listed}
    return {
        "on": request["on"],
        "area": {**county.area(code), "targets": listed},
        "items": [below],
        "next": None,
    }
