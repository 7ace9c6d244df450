"""What the registry answers about plans, inspections and the yearly evaluation, for pages."""

from typing import Any

from shared.clock import today
from tests.unit.gateway.pages import county

PLAN, STEP = "1d6b7a34-3a52-4a6e-9d58-000000000001", "1d6b7a34-3a52-4a6e-9d58-000000000002"
LATE_STEP, DROPPED = "1d6b7a34-3a52-4a6e-9d58-000000000003", "1d6b7a34-3a52-4a6e-9d58-000000000004"
INSPECTION, VISIT = "2d6b7a34-3a52-4a6e-9d58-000000000001", "2d6b7a34-3a52-4a6e-9d58-000000000002"
FINDING, ANSWERED = "2d6b7a34-3a52-4a6e-9d58-000000000003", "2d6b7a34-3a52-4a6e-9d58-000000000004"
NOT_VISITED = "2d6b7a34-3a52-4a6e-9d58-000000000005"
TITLE, PLACE = "农村留守儿童关爱保护工作方案", "习水县桃林镇永胜村"
MINE = {
    "id": LATE_STEP,
    "plan_id": PLAN,
    "title": TITLE,
    "place": PLACE,
    "phase": "survey",
    "content": "入户核实留守儿童的监护情况",
    "due_on": "2025-03-31",
    "state": "late",
}


def my_steps(_request: dict[str, Any]) -> dict[str, Any]:
    due = {**MINE, "id": STEP, "content": "召开家长会", "due_on": today().isoformat()}
    return {"items": [MINE, {**due, "state": "under_way"}], "next": None}


def _step(step_id: str, state: str, **more: Any) -> dict[str, Any]:
    note = {"note": "已走访二十户", "state": "under_way", "by": county.ACCOUNT, "at": county.WHEN}
    return {
        "id": step_id,
        "plan_id": PLAN,
        "phase": "survey",
        "content": MINE["content"],
        "post": "village_officer",
        "post_place": PLACE,
        "post_area": county.VILLAGE,
        "holder": "张德全",
        "from_on": "2026-01-01",
        "due_on": "2026-03-31",
        "state": state,
        "done_on": None,
        "done_late": False,
        "dropped_why": None,
        "notes": [note, {**note, "note": None}],
        "may_report": True,
        "may_change": True,
        "version": 2,
        **more,
    }


PLAN_ROW = {
    "id": PLAN,
    "year": 2026,
    "title": TITLE,
    "area": county.VILLAGE,
    "school_id": None,
    "place": PLACE,
    "steps": 3,
    "done": 1,
    "late": 1,
    "own": True,
}
PLAN_VIEW = {
    **PLAN_ROW,
    "phases": [
        {
            "phase": "survey",
            "from_on": "2026-01-01",
            "to_on": "2026-03-31",
            "steps": [
                _step(LATE_STEP, "late"),
                _step(STEP, "done", done_on="2026-04-02", done_late=True, may_report=False),
                _step(DROPPED, "dropped", holder=None, notes=[], dropped_why="与乡镇的工作重复"),
            ],
        },
        {"phase": "review", "from_on": "2026-11-01", "to_on": "2026-12-31", "steps": []},
    ],
    "post_places": {county.VILLAGE: "永胜村", county.TOWNSHIP: "桃林镇"},
    "posts": ["village_officer", "township_officer"],
    "may_change": True,
    "copied_from": None,
}
FOUND = {"what": "found", "text": "三份档案没有监护人电话", "by": county.ACCOUNT, "at": county.WHEN}
OPEN = {
    "id": FINDING,
    "inspection_id": INSPECTION,
    "title": "秋季学期留守儿童工作督查",
    "subject": "village",
    "place": PLACE,
    "area_code": county.VILLAGE,
    "school_id": None,
    "child_id": None,
    "child_name": None,
    "due_on": "2025-11-20",
    "state": "open",
    "overdue": True,
    "answered_on": None,
    "accepted_on": None,
    "entries": [FOUND],
    "may_answer": True,
    "may_decide": False,
}
TO_JUDGE = {
    **OPEN,
    "id": ANSWERED,
    "subject": "dossier",
    "child_id": county.CHILD,
    "child_name": "王小明",
    "state": "answered",
    "overdue": False,
    "answered_on": "2025-11-18",
    "entries": [FOUND, {**FOUND, "what": "answered", "text": "已补齐电话"}],
    "may_answer": False,
    "may_decide": True,
}
INSPECTION_ROW = {
    "id": INSPECTION,
    "title": OPEN["title"],
    "subject": "village",
    "area_code": county.TOWNSHIP,
    "place": "习水县桃林镇",
    "drawn_on": "2026-11-01",
    "from_on": "2026-11-02",
    "to_on": "2026-11-20",
    "sampled": 2,
    "visited": 1,
    "findings": 2,
    "accepted": 0,
    "overdue": 1,
}
SEEN = {
    "id": VISIT,
    "number": 1,
    "place": PLACE,
    "area_code": county.VILLAGE,
    "school_id": None,
    "child_id": None,
    "child_name": None,
    "visited_on": "2026-11-05",
    "visitors": "陈国强、刘敏",
    "summary": "查看档案并走访三户",
    "findings": [OPEN, TO_JUDGE],
}
UNSEEN = {"visited_on": None, "visitors": None, "summary": None, "findings": []}
INSPECTION_VIEW = {
    **INSPECTION_ROW,
    "lead": "陈国强",
    "seed": "9f" * 16,
    "population": 14,
    "digest": "3c" * 32,
    "visits": [SEEN, {**SEEN, "id": NOT_VISITED, "number": 2, **UNSEEN}],
    "may_inspect": True,
}
PART = {"measure": "dossiers", "done": 36, "of": 38, "weight": 30, "points": 284}
EVALUATION = {
    "evaluated": "village",
    "subject": county.VILLAGE,
    "area_code": county.VILLAGE,
    "school_id": None,
    "name": PLACE,
    "year": 2026,
    "points": 946,
    "counted": True,
    "commended": True,
    "parts": [PART, {**PART, "measure": "plan_steps", "done": 2, "of": 2, "points": 300}],
    "signed_on": None,
    "signed_by": None,
}


def evaluations(request: dict[str, Any]) -> dict[str, Any]:
    return {
        "items": [EVALUATION, {**EVALUATION, "counted": False, "commended": False, "parts": []}],
        "next": None,
        "evaluated": request["evaluated"],
        "year": 2026,
        "area": county.COUNTY,
        "name": "习水县",
        "unsigned": 2,
        "may_sign": True,
        "sign_from": "2026-12-01",
        "kinds": ["village", "township", "school"],
    }


ANSWERS: dict[str, tuple[str, Any]] = {
    "list_my_steps": ("MyStepList", my_steps),
    "list_plans": (
        "PlanList",
        lambda r: {
            "items": [PLAN_ROW] if r["year"] is None else [],
            "next": None,
            "year": r["year"] or 2026,
            "own": [PLAN] if r["year"] is None else [],
            "may_make": True,
        },
    ),
    "get_plan": ("PlanView", lambda _r: PLAN_VIEW),
    "list_findings": ("FindingList", lambda _r: {"items": [OPEN, TO_JUDGE], "next": None}),
    "get_finding": (
        "FindingView",
        lambda r: TO_JUDGE if str(r["finding_id"]) == ANSWERED else OPEN,
    ),
    "list_inspections": (
        "InspectionList",
        lambda _r: {"items": [INSPECTION_ROW], "next": None, "year": 2026, "may_draw": True},
    ),
    "get_inspection": ("InspectionView", lambda _r: INSPECTION_VIEW),
    "list_evaluations": ("EvaluationList", evaluations),
    "get_evaluation": ("EvaluationView", lambda _r: EVALUATION),
}
PAGES = (
    "/plans",
    "/plans?year=2027",
    f"/plans/{PLAN}",
    "/inspections",
    f"/inspections/{INSPECTION}",
    "/findings",
    "/findings?waiting=mine",
    f"/findings/{FINDING}",
    f"/findings/{ANSWERED}",
    "/evaluations",
    "/evaluations?evaluated=school&only=commended",
    f"/evaluations/village/{county.VILLAGE}/2026",
)
