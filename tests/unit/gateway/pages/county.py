"""A county in answers of the contracts' shape, with names of real length."""

from typing import Any

COUNTY, TOWNSHIP, VILLAGE = "520330", "520330103", "520330103205"
CHILD, OTHER = "1b6b7a34-3a52-4a6e-9d58-000000000001", "1b6b7a34-3a52-4a6e-9d58-000000000002"
HELPER, APPLICANT = "2b6b7a34-3a52-4a6e-9d58-000000000001", "2b6b7a34-3a52-4a6e-9d58-000000000002"
SCHOOL, ROOM = "3b6b7a34-3a52-4a6e-9d58-000000000001", "4b6b7a34-3a52-4a6e-9d58-000000000001"
SESSION, HELD = "5b6b7a34-3a52-4a6e-9d58-000000000001", "5b6b7a34-3a52-4a6e-9d58-000000000002"
STOPPED = "6b6b7a34-3a52-4a6e-9d58-000000000003"
IMPORT, RUNNING = "6b6b7a34-3a52-4a6e-9d58-000000000001", "6b6b7a34-3a52-4a6e-9d58-000000000002"
MATCHING, PROPOSAL = "7b6b7a34-3a52-4a6e-9d58-000000000001", "8b6b7a34-3a52-4a6e-9d58-000000000001"
PAIRING, FUND = "9b6b7a34-3a52-4a6e-9d58-000000000001", "ab6b7a34-3a52-4a6e-9d58-000000000001"
ROLL, PAYMENT = "bb6b7a34-3a52-4a6e-9d58-000000000001", "cb6b7a34-3a52-4a6e-9d58-000000000001"
MESSAGE, ACCOUNT = "db6b7a34-3a52-4a6e-9d58-000000000001", "eb6b7a34-3a52-4a6e-9d58-000000000001"
CONSENT = "fb6b7a34-3a52-4a6e-9d58-000000000001"
CASE = "0c6b7a34-3a52-4a6e-9d58-000000000001"
WHEN = "2026-11-21T02:30:00+00:00"
MOVE = "9b6b7a34-3a52-4a6e-9d58-000000000001"
PACK = {"pack": "xishui", "pack_version": "2026.1", "pack_hash": "9f" * 32}

NAMES = {CHILD: "王小明", OTHER: "欧阳**"}
HELPERS = {HELPER: "罗德芬", APPLICANT: "司马建国"}
AREAS = {
    COUNTY: ("习水县", "county"),
    TOWNSHIP: ("桃林镇", "township"),
    VILLAGE: ("永胜村", "village"),
    "520330103206": ("天鹅池社区", "village"),
}
SCHOOL_VIEW = {
    "id": SCHOOL,
    "name": "习水县桃林镇中心小学",
    "township_code": TOWNSHIP,
    "township_name": "桃林镇",
}


def area(code: str) -> dict[str, Any]:
    name, level = AREAS[code]
    return {"code": code, "name": name, "level": level}


def path_of(code: str) -> list[dict[str, Any]]:
    return [area(code[:length]) for length in (6, 9, 12) if length <= len(code)]


def area_with_path(code: str) -> dict[str, Any]:
    return {
        **area(code),
        "parent": code[:-3] if len(code) > 6 else None,
        "valid_from": "2023-01-01",
        "closed_from": None,
        "breadcrumb": path_of(code),
    }


def child(child_id: str = CHILD, **facts: Any) -> dict[str, Any]:
    return {
        "id": child_id,
        "name": NAMES[child_id],
        "sex": "male",
        "birth_date": "2015-03-16",
        "age": 11,
        "area_code": VILLAGE,
        "area_name": "桃林镇永胜村",
        "school_id": SCHOOL,
        "school_name": SCHOOL_VIEW["name"],
        "class_name": "五年级2班",
        "stage": "primary",
        "boarder": True,
        "hardships": ["single_parent"],
        "status": "left_behind",
        "level": 4,
        "version": 3,
        "hidden": [],
        **facts,
    }


def dossier(**facts: Any) -> dict[str, Any]:
    return {
        "id": CHILD,
        "version": 3,
        "as_of": "2026-11-21",
        "name": "王小明",
        "sex": "male",
        "birth_date": "2015-03-16",
        "age": 11,
        "area": area(VILLAGE),
        "breadcrumb": path_of(VILLAGE),
        "school": SCHOOL_VIEW,
        "class_name": "五年级2班",
        "stage": "primary",
        "boarder": True,
        "hardships": ["single_parent", "low_income"],
        "status": "left_behind",
        "reasons": [{"code": "both_away", "text": "父母双方都外出务工。"}],
        **PACK,
        "judged_on": "2026-11-20",
        "level": 4,
        "groups": {
            "identity": {
                "name": "王小明",
                "id_number": "520330********0135",
                "ethnicity": "汉族",
                "household_address": "贵州省遵义市习水县桃林镇永胜村大坪组18号",
            },
            "contact": {"father_phone": "138****0001", "guardian_phone": "139****0003"},
            "family": {
                "father_name": "王大山",
                "father_situation": "away",
                "father_workplace": "广东省东莞市长安镇",
                "father_since": "2026-03-01",
                "mother_name": "李秀英",
                "mother_situation": "away",
                "guardian_name": "王德贵",
                "guardian_relation": "祖父",
                "guardian_entrusted": True,
                "guardian_age": 68,
                "remarks": "",
            },
            "schooling": {"enrolment": "enrolled", "school_name": "中心小学"},
        },
        "hidden": ["health"],
        "merged_into": None,
        "masked": ["id_number", "father_phone", "guardian_phone"],
        **facts,
    }


def imported(import_id: str = IMPORT, **facts: Any) -> dict[str, Any]:
    return {
        "id": import_id,
        "kind": "children",
        "filename": "桃林镇中心小学五年级2班花名册（2026年秋）.xlsx",
        "area": COUNTY,
        "school_id": None,
        "status": "done",
        "total": 42,
        "done": 42,
        "accepted": 35,
        "merged": 3,
        "rejected": 4,
        "problem": None,
        "message": None,
        "by": "tester",
        "started_at": WHEN,
        "finished_at": WHEN,
        "kept_until": None,
        **facts,
    }


def row(number: int, outcome: str = "rejected") -> dict[str, Any]:
    remark = {
        "column": "D",
        "heading": "身份证号",
        "code": "IdNumberCheckDigit",
        "message": "身份证号的校验码不对，多半是某一位写错了，请对照户口簿核对。",
    }
    doubt = {
        "column": "H",
        "heading": "父亲 电话",
        "code": "PhoneUnlikely",
        "message": "电话少一位，已收录，请补正。",
    }
    return {
        "sheet": "五年级2班",
        "row": number,
        "outcome": outcome,
        "left_behind": None if outcome == "rejected" else "yes",
        "child_id": None if outcome == "rejected" else CHILD,
        "problems": [remark] if outcome == "rejected" else [],
        "warnings": [doubt],
    }


def assessment() -> dict[str, Any]:
    return {
        "id": PAYMENT,
        "child_id": CHILD,
        "assessed_on": "2026-11-21",
        "by": ACCOUNT,
        "level": 4,
        "total": 9,
        "scores": {"psychology": 2, "health": 0, "schooling": 2, "guardianship": 3, "living": 2},
        "facts": {"guardianship": "祖父七十岁，听力不好，夜里无人照看。", "living": "住土房。"},
        "reasons": [{"code": "guardianship_three", "text": "监护情况为 3 分，直接定为四级。"}],
        "pack": "xishui",
        "pack_version": "2026.1",
    }


def helper(helper_id: str = HELPER, **facts: Any) -> dict[str, Any]:
    return {
        "id": helper_id,
        "category": "teacher",
        "status": "approved",
        "name": HELPERS[helper_id],
        "phone": "138****5678",
        "id_number": "520330********1027",
        "sex": "female",
        "child_sex": "any",
        "area_code": VILLAGE,
        "school_id": SCHOOL,
        "capacity": 5,
        "load": 2,
        "conditions": ["good_character", "responsible"],
        "disqualified": False,
        "checked_on": "2026-09-01",
        "check_good_until": "2027-08-31",
        "why": None,
        "self_applied": True,
        "dialects": ["mandarin", "miao"],
        "available": ["evenings", "saturday"],
        "trainings": [{"on_date": "2026-05-01", "topics": ["law", "safety"], "hours": 4}],
        "about": "是孩子的邻居",
        "declared_records": [],
        "declaration_cleared": None,
        "version": 4,
        **facts,
    }


def matching(**facts: Any) -> dict[str, Any]:
    return {
        "id": MATCHING,
        "area_code": TOWNSHIP,
        "status": "proposed",
        "requested_by": ACCOUNT,
        "requested_at": WHEN,
        "ended_at": WHEN,
        "proposed": 23,
        "uncovered": 4,
        **PACK,
        "summary": {
            **{"children4": 8, "full4": 5, "half4": 2, "none4": 1},
            **{"children3": 6, "covered3": 6, "children2": 9, "covered2": 8},
            **{"children1": 3, "covered1": 3, "cost": 412, "helpers": 19, "pairs_weighed": 480},
            **{"ungraded": 5, "below_least": 2, "withdrawn": 3, "seconds": 0.04},
        },
        "problem": None,
        "version": 2,
        **facts,
    }


def proposal(proposal_id: str = PROPOSAL, **facts: Any) -> dict[str, Any]:
    return {
        "id": proposal_id,
        "matching_id": MATCHING,
        "child_id": CHILD,
        "helper_id": HELPER,
        "category": "teacher",
        "area_code": VILLAGE,
        "level": 4,
        "slot": "teacher",
        "status": "open",
        "cost": 3,
        "reasons": [{"code": "same_village", "params": {}}],
        "why": "同村；教师名额；帮扶人现有 2 人，未超过上限 5 人。",
        "consented": True,
        "pairing_id": None,
        "version": 1,
        **facts,
    }


def pairing() -> dict[str, Any]:
    return {
        "id": PAIRING,
        "child_id": CHILD,
        "helper_id": HELPER,
        "category": "teacher",
        "slot": "teacher",
        "status": "active",
        "area_code": VILLAGE,
        "school_id": SCHOOL,
        "level": 4,
        "proposal_id": PROPOSAL,
        "started_on": "2026-11-21",
        "ended_on": None,
        "end_reason": None,
        "last_contact_on": "2026-11-02",
        "sponsor_fen": 0,
        "version": 1,
    }


def consent() -> dict[str, Any]:
    return {
        "id": CONSENT,
        "child_id": CHILD,
        "signer": "mother",
        "signed_on": "2026-11-19",
        "own_view": "agrees",
        "own_consent": False,
        "helper_sex": "any",
        "lawful_basis": "guardian_consent",
        "withdrawn_on": None,
        "ended_pairings": 0,
        "version": 1,
    }


def room() -> dict[str, Any]:
    standards = ("uniform_sign", "fixed_place", "full_equipment", "staff")
    missing = ("children_files", "activity_plan", "activity_ledger", "secured_funds")
    return {
        "id": ROOM,
        "school_id": SCHOOL,
        "area_code": TOWNSHIP,
        "name": "阳光之家",
        "place": "教学楼一楼东侧",
        "manager_id": None,
        "equipment_plan": "basic",
        "zones": ["reading", "family_contact"],
        "opened_on": "2026-09-01",
        "standards": dict.fromkeys(standards, True) | dict.fromkeys(missing, False),
        "equipment": {"book": 80, "television": 1, "networked_computer": 1},
        "lacks_standards": list(missing),
        "lacks_equipment": {"book": 20, "printer": 1},
        "version": 2,
    }


def session(session_id: str = SESSION, **facts: Any) -> dict[str, Any]:
    return {
        "id": session_id,
        "room_id": ROOM,
        "school_id": SCHOOL,
        "area_code": TOWNSHIP,
        "state": "planned",
        "on_date": "2026-11-22",
        "weekday": 7,
        "starts_at": "15:10",
        "ends_at": "15:50",
        "period": "第七节课",
        "teachers": [HELPER],
        "place": "阳光之家",
        "class_name": None,
        "content": "亲情视频通话",
        "purpose": "让孩子每周和父母说上话",
        "reason": None,
        "moved_from": None,
        "note": None,
        "counts": {},
        "version": 1,
        **facts,
    }


def fund() -> dict[str, Any]:
    return {
        "id": FUND,
        "name": "2026年秋季留守儿童生活补助专款",
        "kind": "joint",
        "area_code": COUNTY,
        "received_fen": 3300000,
        "committed_fen": 130000,
        "paid_fen": 80000,
        "left_fen": 3170000,
        "shares": [
            {"unit": "县民政局", "amount_fen": 1100000},
            {"unit": "县教育局", "amount_fen": 1100000},
            {"unit": "义工联合会", "amount_fen": 1100000},
        ],
        "budgets": [
            {
                "scheme": "xishui_living",
                "amount_fen": 2000000,
                "committed_fen": 130000,
                "left_fen": 1870000,
            }
        ],
        "version": 3,
    }


def roll(**facts: Any) -> dict[str, Any]:
    return {
        "id": ROLL,
        "kind": "scheme",
        "scheme": "xishui_living",
        "term": "2026-autumn",
        "area_code": COUNTY,
        "fund_id": FUND,
        "state": "proposed",
        "children": 2,
        "total_fen": 130000,
        "dropped": 0,
        **PACK,
        "proposed_by": ACCOUNT,
        "proposed_at": WHEN,
        "decided_by": None,
        "decided_at": None,
        "decided_for": None,
        "notice_from": "2026-11-20",
        "notice_until": "2026-11-27",
        "waiver": None,
        "refusal": None,
        "months": [],
        "why": None,
        "paid_by": None,
        "paid_at": None,
        "version": 1,
        **facts,
    }


def line(child_id: str) -> dict[str, Any]:
    return {
        "child_id": child_id,
        "area_code": VILLAGE,
        "stage": "primary",
        "amount_fen": 50000,
        "months": [],
        "reasons": ["single_parent"],
        "state": "proposed",
        "dropped": [],
    }


def eligible(child_id: str, inside: bool) -> dict[str, Any]:
    return {
        "child_id": child_id,
        "area_code": VILLAGE,
        "school_id": SCHOOL,
        "stage": "primary",
        "eligible": inside,
        "reasons": ["single_parent"] if inside else ["no_hardship"],
        "amount_fen": 50000 if inside else 0,
        "months": [],
    }


def payment() -> dict[str, Any]:
    return {
        "id": PAYMENT,
        "roll_id": ROLL,
        "child_id": CHILD,
        "area_code": VILLAGE,
        "scheme": "xishui_living",
        "term": "2026-autumn",
        "amount_fen": 50000,
        "months": [],
        "due_on": None,
        "refunded_fen": 0,
        "state": "paid",
        "payee": "guardian",
        "paid_by": ACCOUNT,
        "paid_at": WHEN,
        "entry": 3,
        "reversed_by": None,
        "reversed_at": None,
        "reversal": None,
    }


def message(**facts: Any) -> dict[str, Any]:
    return {
        "id": MESSAGE,
        "template": "child_to_verify",
        "template_version": 1,
        "params": {"child_id": CHILD, "area_code": VILLAGE},
        "urgency": "important",
        "state": "delivered",
        "needs_acknowledgement": False,
        "address": "role:village_officer@520330103205",
        "event_id": PAYMENT,
        "event_type": "registry.child_judged",
        "link": f"/children/{CHILD}",
        "created_at": WHEN,
        "read_at": None,
        "acknowledged_at": None,
        **facts,
    }


def account(**facts: Any) -> dict[str, Any]:
    return {
        "id": ACCOUNT,
        "username": "桃林镇督导员",
        "display_name": "陈主任",
        "roles": ["township_officer"],
        "area": TOWNSHIP,
        "school_id": None,
        "person_id": None,
        "child_ids": [],
        "demo": False,
        "state": "open",
        "opened_at": WHEN,
        **facts,
    }


def move(**more: Any) -> dict[str, Any]:
    return {
        "id": MOVE,
        "child_id": CHILD,
        "name": NAMES[CHILD],
        "sex": "male",
        "age": 11,
        "kind": "village",
        "state": "requested",
        "from_area": VILLAGE,
        "to_area": VILLAGE,
        "from_place": "习水县桃林镇永胜村村民委员会",
        "to_place": "习水县桃林镇红旗村村民委员会",
        "from_school": None,
        "to_school": None,
        "from_school_name": None,
        "to_school_name": None,
        "why": "随外婆生活",
        "answer": None,
        "requested_by": ACCOUNT,
        "requested_at": WHEN,
        "expires_on": "2026-12-06",
        "decided_at": None,
        "version": 1,
        "may_decide": True,
        "may_withdraw": True,
        **more,
    }


def compared(child: str, **more: Any) -> dict[str, Any]:
    return {
        "id": child,
        "version": 3,
        "name": NAMES[child],
        "area_code": VILLAGE,
        "place": "桃林镇永胜村村民委员会",
        "school_name": None,
        "status": "left_behind",
        "level": 2,
        "registered_on": "2026-09-01",
        "merged_into": None,
        "has_absorbed": False,
        **more,
    }


def comparison() -> dict[str, Any]:
    return {
        "files": [compared(CHILD), compared(OTHER)],
        "rows": [
            {"field": "name", "values": ["王小明", "王小明"], "same": True},
            {"field": "hobbies", "values": [None, "画画"], "same": False},
            {"field": "father_situation", "values": ["away", "at_home"], "same": False},
            {"field": "level", "values": [2, 0], "same": False},
        ],
    }


def merge() -> dict[str, Any]:
    return {
        "id": MOVE,
        "survivor_id": CHILD,
        "absorbed_id": OTHER,
        "name": NAMES[CHILD],
        "absorbed_name": NAMES[OTHER],
        "area_code": VILLAGE,
        "why": "打电话核实是同一个孩子",
        "merged_at": WHEN,
        "undone_at": None,
        "may_undo": True,
    }
