"""Attached files in answers of the contracts' shape."""

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
