"""A protection case in answers of the contracts' shape."""

from typing import Any

from tests.unit.gateway.pages import county

LATER = "2099-11-21T03:30:00+00:00"
REF = {"code": "ABCD-2345-EFGH", "reported_at": county.WHEN}
REPORT = {
    "reported_at": county.WHEN,
    "handling": "handling",
    "closed_at": None,
    "commended_at": county.WHEN,
    "commendation": "您及时报告，孩子得到了帮助。",
}
REPORTER = {
    "reported_at": county.WHEN,
    "name": "张桂兰",
    "phone": "13800001111",
    "account_id": county.ACCOUNT,
}
DUTY: dict[str, Any] = {
    "case_id": county.CASE,
    "number": 1,
    "kind": "receive",
    "title": "受理报告，核实儿童是否安全",
    "state": "open",
    "area_code": county.VILLAGE,
    "child_id": county.CHILD,
    "child_name": "王**",
    "set_at": county.WHEN,
    "due_at": LATER,
    "missed_at": None,
    "ended_at": None,
    "ended_by": None,
    "posts": ["township_officer"],
    "level": 0,
    "mine": True,
}
LATE = {
    **DUTY,
    "number": 2,
    "kind": "tell_police",
    "title": "通报公安机关",
    "due_at": "2020-11-21T02:30:00+00:00",
    "missed_at": county.WHEN,
    "posts": ["police", "township_officer", "county_officer"],
    "level": 1,
}
DONE = {
    **DUTY,
    "number": 3,
    "kind": "order_back",
    "title": "督促父母返回，或确定受委托照护人",
    "state": "done",
    "ended_at": county.WHEN,
    "ended_by": county.ACCOUNT,
    "posts": ["village_officer", "family"],
    "mine": False,
}
ROW: dict[str, Any] = {
    "id": county.CASE,
    "version": 9,
    "area_code": county.VILLAGE,
    "area_name": "永胜村",
    "school_id": county.SCHOOL,
    "child_id": county.CHILD,
    "child_name": "王小明",
    "origin": "report",
    "state": "open",
    "situations": ["living_alone", "domestic_violence"],
    "findings": ["living_alone", "violence"],
    "opened_at": county.WHEN,
    "closed_at": None,
    "closed_as": None,
    "joined_into": None,
    "open_duties": 2,
    "overdue": 1,
}


def entry(position: int, what: str, by: str = "system", /, **codes: Any) -> dict[str, Any]:
    post = None if by in ("system", "reporter") else "township_officer"
    typed = codes.pop("text", {})
    return {
        "position": position,
        "at": county.WHEN,
        "kind": what,
        "by": by,
        "post": post,
        "codes": codes,
        "text": typed,
        "hash": "9f" * 32,
    }


def task(number: int, kind: str, **more: Any) -> dict[str, Any]:
    return {"duty": number, "kind": kind, "due_at": LATER, **more}


TIMELINE = [
    entry(
        1,
        "reported",
        "reporter",
        situations=["living_alone"],
        findings=["living_alone"],
        text={"child": "王小明，十来岁", "place": "学校后面", "what": "一个人住了半个月"},
    ),
    entry(2, "duty_set", **task(1, "receive")),
    entry(3, "duty_reminded", **task(1, "receive")),
    entry(4, "duty_missed", **task(2, "tell_police", level=1, call=1)),
    entry(5, "duty_acknowledged", county.ACCOUNT, **task(3, "order_back", late=True)),
    entry(6, "found", county.ACCOUNT, findings=["violence"], text={"note": "手臂有淤青"}),
    entry(7, "assessed", county.ACCOUNT, risks={"safety": "in_danger", "health": "at_risk"}),
    entry(8, "stepped", "another", step="warning_letter", on="2026-11-21"),
    entry(9, "petition_prompted", ground="serious_harm"),
]
CASE: dict[str, Any] = {
    **ROW,
    "full": True,
    "incident_at": county.WHEN,
    "risks": {"safety": "in_danger", "guardianship": "at_risk", "health": "safe"},
    "steps": ["warning_letter"],
    "refused_since": "2026-06-30",
    "grounds": ["serious_harm"],
    "pack": "xishui",
    "pack_version": "2026.1",
    "reports": 1,
    "duties": [DUTY, LATE, DONE],
    "timeline": TIMELINE,
}
LIKE = [
    {**ROW, "like": "same_child"},
    {**ROW, "child_id": None, "child_name": None, "like": "same_place"},
]
PROOF = {"sound": True, "entries": 9, "head": "9f" * 32, "position": None, "fault": None}
COUNTS = {
    "opened": 12,
    "by_state": {"reported": 2, "open": 5, "closed": 5},
    "by_origin": {"report": 9, "dossier": 3},
    "by_situation": {"living_alone": 4},
    "by_finding": {"living_alone": 4},
    "by_result": {"safe": 5},
    "duties_set": 80,
    "duties_in_time": 61,
    "duties_late": 7,
    "duties_overdue": 3,
}
