"""Letters of the letterbox as activities answer them, and their pages."""

from typing import Any

from tests.unit.gateway.pages import county

LETTER, ANSWERED = (f"00000000-0000-4000-8000-0000000000{n}" for n in ("c1", "c2"))
ROW: dict[str, Any] = {
    "id": LETTER,
    "school_id": county.SCHOOL,
    "written_at": "2025-09-10T08:00:00+00:00",
    "answer_by": "2025-09-15",
    "answered_at": None,
}
SENT = {"code": "ABCD-2345-EFGH", "written_at": ROW["written_at"], "answer_by": "2025-09-15"}
ANSWER = {
    "written_at": ROW["written_at"],
    "answer_by": "2025-09-15",
    "answered_at": "2025-09-11T02:00:00+00:00",
    "answer": "周五放学来找我聊聊。",
}


def letter(request: dict[str, Any]) -> dict[str, Any]:
    told = {"child_id": county.CHILD, "words": "我不想活了", "answer": None, "version": 1}
    if str(request["letter_id"]) == ANSWERED:
        done = {"answered_at": ANSWER["answered_at"], "answer": ANSWER["answer"]}
        return {**ROW, **told, **done, "danger": [], "id": ANSWERED, "child_id": None}
    return {**ROW, **told, "danger": ["disabled_or_dead"]}


ANSWERS: dict[str, Any] = {
    "write_to_letterbox": ("LetterRef", lambda _r: SENT),
    "get_letter_answer": ("LetterAnswer", lambda _r: ANSWER),
    "list_letterbox": ("LetterboxList", lambda _r: {"items": [ROW], "next": None}),
    "read_letter": ("LetterView", letter),
    "answer_letter": ("LetterView", letter),
    "alarm_letter": ("LetterView", letter),
}
PAGES = (
    ("counsellor", "/letterbox/letters"),
    ("principal", "/letterbox/letters?unanswered=1"),
    ("counsellor", f"/letterbox/letters/{LETTER}"),
    ("counsellor", f"/letterbox/letters/{ANSWERED}"),
    ("child", "/letterbox"),
    ("child", f"/letterbox/{county.SCHOOL}"),
    ("child", "/letterbox/answer"),
    ("child", "/letterbox/answer?code=ABCD-2345-EFGH"),
)
