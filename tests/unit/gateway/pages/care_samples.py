"""Attached files and entrusted care in answers of the contracts' shape."""

from typing import Any

from tests.unit.gateway.pages import county

ATTACHMENT: dict[str, Any] = {
    "id": county.MOVE,
    "child_id": county.CHILD,
    "case_id": None,
    "about": "family",
    "kind": "jpeg",
    "size": 1_400_000,
    "filename": "户口本.jpg",
    "note": "新换的户口本",
    "added_by": county.ACCOUNT,
    "added_at": county.WHEN,
    "taken_back_by": None,
    "taken_back_at": None,
    "why": None,
    "version": 1,
}
TAKEN_BACK = {
    **ATTACHMENT,
    "id": county.PAYMENT,
    "kind": "pdf",
    "size": 900,
    "filename": "协议.pdf",
    "taken_back_by": county.ACCOUNT,
    "taken_back_at": county.WHEN,
    "why": "传错了",
    "version": 2,
}
OF_CASE = {**ATTACHMENT, "child_id": None, "case_id": county.CASE, "about": "protection"}
FILE = {"filename": "户口本.jpg", "kind": "jpeg", "content": "/9j/4A=="}
AGREEMENT: dict[str, Any] = {
    "id": county.PAIRING,
    "child_id": county.CHILD,
    "state": "active",
    "carer_name": "王桂花",
    "carer_id_number": "610924********0243",
    "carer_relation": "姑姑",
    "carer_occupation": "务农",
    "carer_health": "健康",
    "carer_phone": "137****1111",
    "carer_address": "永胜村三组",
    "asked": {
        "offence": False,
        "habit": False,
        "neglect": False,
        "unfit": False,
        "incapable": False,
    },
    "grounds": [],
    "own_view": "agrees",
    "own_words": "姑姑对我好",
    "from_date": "2026-09-01",
    "to_date": "2027-08-31",
    "signed_on": "2026-08-30",
    "signers": ["father", "mother"],
    "guide": "赵主任",
    "notices": {"school": "2026-09-01"},
    "recorded_by": county.ACCOUNT,
    "recorded_at": county.WHEN,
    "ending": None,
    "ended_on": None,
    "why": None,
    "version": 2,
    "full": False,
}
OVER = {
    **AGREEMENT,
    "id": county.PAYMENT,
    "state": "ended",
    "ending": "parent_returned",
    "ended_on": "2026-08-01",
    "why": "母亲返乡",
}
REFUSED = {**AGREEMENT, "id": county.MOVE, "state": "refused", "grounds": ["habit"]}
