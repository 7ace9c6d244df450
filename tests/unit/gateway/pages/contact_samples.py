"""Contact between child and parents, in answers of the contracts' shape."""

from typing import Any

from tests.unit.gateway.pages import county

FATHER = {
    "parent": "father",
    "owes": True,
    "since": "2026-09-01",
    "last": "2026-11-02",
    "without_days": 18,
    "missing": True,
}
MOTHER = {**FATHER, "parent": "mother", "last": None, "without_days": 2, "missing": False}
AT_HOME = {
    "parent": "mother",
    "owes": False,
    "since": None,
    "last": None,
    "without_days": 0,
    "missing": False,
}
CONTACT: dict[str, Any] = {
    "id": "0d6b7a34-3a52-4a6e-9d58-000000000011",
    "child_id": county.CHILD,
    "parent": "father",
    "method": "video",
    "contacted_on": "2026-11-02",
    "source": "hand",
    "logged_as": "village_officer",
    "by": county.ACCOUNT,
    "recorded_at": county.WHEN,
    "note": "视频二十分钟，问了学习。",
    "struck_at": None,
    "why": None,
    "may_strike": True,
}
STRUCK = {
    **CONTACT,
    "id": "0d6b7a34-3a52-4a6e-9d58-000000000012",
    "struck_at": county.WHEN,
    "why": "记到了另一个孩子名下",
    "may_strike": False,
}
CALLED = {
    **CONTACT,
    "id": "0d6b7a34-3a52-4a6e-9d58-000000000013",
    "source": "activities",
    "logged_as": None,
    "note": None,
}
OF_CHILD = {
    "child_id": county.CHILD,
    "days": 7,
    "parents": [FATHER, AT_HOME],
    "items": [CONTACT, STRUCK, CALLED],
    "next": None,
}
WITHOUT = {
    "child_id": county.CHILD,
    "name": "王小明",
    "area_code": county.VILLAGE,
    "area_name": "桃林镇永胜村",
    "school_name": "桃林小学",
    "class_name": "三（1）班",
    "parents": [FATHER, MOTHER],
}


def count(code: str) -> dict[str, Any]:
    return {**county.area(code), "watched": 40, "without": 12}


COUNTS = {
    "days": 7,
    "watched": 40,
    "without": 12,
    "area": count(county.TOWNSHIP),
    "items": [count(county.VILLAGE)],
    "next": None,
}
ANSWERS: dict[str, Any] = {
    "list_parent_contacts": ("ContactList", lambda _r: OF_CHILD),
    "log_parent_contact": ("ContactList", lambda _r: OF_CHILD),
    "strike_parent_contact": ("ContactList", lambda _r: OF_CHILD),
    "list_without_contact": ("WithoutContactList", lambda _r: {"items": [WITHOUT], "next": None}),
    "count_without_contact": ("WithoutContactCounts", lambda _r: COUNTS),
}
