"""Return visits, in answers of the contracts' shape."""

from typing import Any

from tests.unit.gateway.pages import county

VISIT: dict[str, Any] = {
    "id": "0d6b7a34-3a52-4a6e-9d58-000000000001",
    "child_id": county.CHILD,
    "name": "王小明",
    "area_code": county.VILLAGE,
    "area_name": "桃林镇永胜村",
    "visited_on": "2026-11-12",
    "method": "home",
    "outcome": "help_needed",
    "visitor": "罗德芬",
    "met": "儿童本人和祖父",
    "result": "祖父腰腿不好，接送有困难，已联系学校。",
    "by": county.ACCOUNT,
    "recorded_at": county.WHEN,
    "struck_by": None,
    "struck_at": None,
    "why": None,
    "may_strike": True,
}
STRUCK = {
    **VISIT,
    "id": "0d6b7a34-3a52-4a6e-9d58-000000000002",
    "struck_by": county.ACCOUNT,
    "struck_at": county.WHEN,
    "why": "记到了另一个孩子名下",
    "may_strike": False,
}
HIDDEN = {
    **VISIT,
    "id": "0d6b7a34-3a52-4a6e-9d58-000000000003",
    "visitor": None,
    "met": None,
    "result": None,
    "may_strike": False,
}


def count(code: str) -> dict[str, Any]:
    numbers = {"visits": 12, "children": 9, "by_outcome": {"fine": 10, "help_needed": 2}}
    return {**county.area(code), **numbers}


COUNTS = {
    "area": count(county.TOWNSHIP),
    "since": "2026-01-01",
    "until": "2026-11-21",
    "items": [count(county.VILLAGE)],
    "next": None,
}
ANSWERS: dict[str, Any] = {
    "list_return_visits": (
        "ReturnVisitList",
        lambda _r: {"items": [VISIT, STRUCK, HIDDEN], "next": None},
    ),
    "count_return_visits": ("VisitCounts", lambda _r: COUNTS),
    "record_return_visit": ("ReturnVisitView", lambda _r: VISIT),
    "strike_return_visit": ("ReturnVisitView", lambda _r: STRUCK),
}
