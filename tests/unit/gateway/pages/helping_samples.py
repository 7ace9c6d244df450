"""Contacts, duties and what else belongs to a pairing, in answers of the contracts' shape."""

from typing import Any

from tests.unit.gateway.pages import county

CONTACT_ID = "1d6b7a34-3a52-4a6e-9d58-000000000001"
FILE_ID = "1d6b7a34-3a52-4a6e-9d58-000000000002"
CONTACT: dict[str, Any] = {
    "id": CONTACT_ID,
    "child_id": county.CHILD,
    "helper_id": county.HELPER,
    "area_code": county.VILLAGE,
    "kind": "home_visit",
    "outcome": "follow_up",
    "on_date": "2026-11-12",
    "summary": "祖母腿脚不便，孩子放学后独自走山路。",
    "follow_up": "与学校商量下周起有人同行。",
    "as_role": "helper",
    "recorded_at": county.WHEN,
    "struck_at": None,
    "files": [{"id": FILE_ID, "kind": "jpeg", "size": 240_000}],
    "may_strike": True,
    "version": 1,
}
HIDDEN = {**CONTACT, "summary": None, "follow_up": None, "files": [], "may_strike": False}
STRUCK = {**CONTACT, "struck_at": county.WHEN, "may_strike": False, "helper_id": None}
PROMISE: dict[str, Any] = {
    "id": "2d6b7a34-3a52-4a6e-9d58-000000000001",
    "helper_id": county.HELPER,
    "child_id": county.CHILD,
    "area_code": county.VILLAGE,
    "school_id": county.SCHOOL,
    "duty": "talk",
    "term": "2026-autumn",
    "first_day": "2026-11-01",
    "last_day": "2026-11-30",
    "wanted": 1,
    "reached": 0,
    "state": "open",
    "done_on": None,
}
LATE = {**PROMISE, "duty": "home_visit", "state": "overdue", "last_day": "2026-10-31"}
OF_HELPER = {**PROMISE, "duty": "joint_activity", "child_id": None, "wanted": 2, "reached": 1}
FIGURES = {"open": 1200, "done": 3400, "overdue": 87, "late": 40}


def items(*listed: Any) -> dict[str, Any]:
    return {"items": list(listed), "next": None}


def counts(request: dict[str, Any]) -> dict[str, Any]:
    below = county.VILLAGE if len(request["area"] or "") > 6 else county.TOWNSHIP
    return {
        "term": "2026-autumn",
        "terms": ["2026-autumn", "2026-spring"],
        "total": FIGURES,
        "duties": [{"duty": "talk", **FIGURES}, {"duty": "home_visit", **FIGURES}],
        "items": [{"area_code": below, **FIGURES}],
    }


WISH: dict[str, Any] = {
    "id": "3d6b7a34-3a52-4a6e-9d58-000000000001",
    "child_id": county.CHILD,
    "area_code": county.VILLAGE,
    "status": "submitted",
    "text": "想要一双合脚的球鞋，和同学一起打球。",
    "public_text": None,
    "why": None,
    "submitted_at": county.WHEN,
    "claimed_until": None,
    "version": 1,
}
PUBLISHED = {**WISH, "status": "fulfilled", "public_text": "一双 36 码的球鞋"}
OPEN_WISH = {
    "id": WISH["id"],
    "county_code": county.COUNTY,
    "public_text": "一双 36 码的球鞋",
    "status": "published",
    "claim_state": None,
    "until": None,
}
HELD = {**OPEN_WISH, "status": "claimed", "claim_state": "held", "until": "2026-12-20"}
PAPER_ID = "4d6b7a34-3a52-4a6e-9d58-000000000001"
PAPER: dict[str, Any] = {
    "id": PAPER_ID,
    "helper_id": county.HELPER,
    "area_code": county.TOWNSHIP,
    "category": "volunteer",
    "name": "罗德芬",
    "code": "ABCD-EFGH-JKLM",
    "from_day": "2026-01-01",
    "to_day": "2026-11-21",
    "children": 2,
    "contacts": 31,
    "kept": 28,
    "issued_on": "2026-11-21",
    "revoked_on": None,
}
VERIFIED = {
    **{n: PAPER[n] for n in ("category", "from_day", "to_day", "children", "contacts", "kept")},
    "issued_on": "2026-11-21",
    "name": "罗**",
    "county_code": county.COUNTY,
    "valid": True,
    "serving": True,
}
TRIAL_ID, RUNNING_TRIAL = (f"5d6b7a34-3a52-4a6e-9d58-00000000000{n}" for n in (1, 2))
COST = {"village": 0, "township": 100, "county": 1000, "kin": 0, "bond": 20, "stranger": 50}
RULES = {
    "area_code": county.COUNTY,
    "pack": "xishui",
    "pack_version": "2026.1",
    "cost": {**COST, "per_child": 5, "below_least": 10},
    "capacity": [
        {"category": "teacher", "side": "teacher", "least": 1, "most": 5},
        {"category": "cadre", "side": "cadre", "least": 0, "most": 2},
    ],
    "pairing_days": 7,
}
CHANGES = {"cost": {"county": 1200}, "capacity": {"cadre": 3}, "applicants": True, "renewed": True}


def trial(request: dict[str, Any]) -> dict[str, Any]:
    running = str(request.get("trial_id")) == RUNNING_TRIAL
    summary = county.matching()["summary"]
    return {
        "id": TRIAL_ID,
        "area_code": county.COUNTY,
        "changes": CHANGES,
        "status": "running" if running else "proposed",
        "requested_at": county.WHEN,
        "before": None if running else summary,
        "after": None if running else {**summary, "full4": summary["full4"] + 12},
        "problem": None,
        "version": 1,
    }


CANDIDATE = {
    "helper_id": county.APPLICANT,
    "name": "司马建国",
    "category": "cadre",
    "area_code": county.VILLAGE,
    "tier": "village",
    "children": 1,
    "most": 2,
    "relation": "kin",
}
PLAN: dict[str, Any] = {
    "id": "8d6b7a34-3a52-4a6e-9d58-000000000001",
    "child_id": county.CHILD,
    "kind": "individual",
    "state": "running",
    "from_day": "2026-09-01",
    "to_day": "2027-01-31",
    "situation": "祖母腿脚不便，孩子话少。",
    "aims": "每周和父母通一次话，愿意和同学一起玩。",
    "outcome": None,
    "as_role": "helper",
    "steps": [
        {
            "number": 1,
            "text": "和班主任商量座位",
            "due_on": "2026-09-30",
            "result": "已换到前排",
            "done_on": "2026-09-20",
        },
        {
            "number": 2,
            "text": "约父母固定通话时间",
            "due_on": "2026-10-31",
            "result": None,
            "done_on": None,
        },
    ],
    "version": 2,
}
ENTRY: dict[str, Any] = {
    "id": "8d6b7a34-3a52-4a6e-9d58-000000000002",
    "child_id": county.CHILD,
    "on_date": "2026-11-12",
    "text": "今天主动说起了学校的篮球赛。",
    "as_role": "helper",
    "written_at": county.WHEN,
    "struck_at": None,
    "may_strike": True,
    "version": 1,
}
HANDOVER: dict[str, Any] = {
    "pairing_id": "8d6b7a34-3a52-4a6e-9d58-000000000003",
    "child_id": county.CHILD,
    "helper_id": county.HELPER,
    "words": "孩子怕生，先和祖母说好再去家里。",
    "left_on": "2026-10-01",
    "taken_by": None,
    "taken_on": None,
    "version": 1,
}
WATCHED: dict[str, Any] = {
    "child_id": county.CHILD,
    "area_code": county.VILLAGE,
    "school_id": county.SCHOOL,
    "silent_days": 52,
    "overdue": 3,
    "missed": 0,
    "of_sessions": 5,
    "ranks_lost": 0,
    "signs": 2,
    "why": "已有 52 天没有人联系上；本学期 3 项帮扶任务逾期。",
    "since": "2026-11-12",
    "judged_on": "2026-11-21",
}
SIGNS = {"children": 31, "silent_days": 12, "overdue": 20, "missed": 4, "ranks_lost": 2}
RESULT: dict[str, Any] = {
    "child_id": county.CHILD,
    "class_name": "三年级2班",
    "term": "2026-spring",
    "rank": 7,
    "of_pupils": 42,
    "breach": False,
    "three_good": True,
    "version": 1,
}


SCORING: dict[str, Any] = {
    "school_id": county.SCHOOL,
    "year": 2025,
    "children": 41,
    "state": "confirmed",
    "confirmed_at": "2026-07-20T08:00:00+00:00",
    "awards": 6,
    "total_fen": 205_00,
}
OPEN_SCORING = {**SCORING, "state": "open"} | dict.fromkeys(("confirmed_at", "awards", "total_fen"))
SCORE: dict[str, Any] = {
    "child_id": county.CHILD,
    "area_code": county.VILLAGE,
    "class_name": "三年级2班",
    "base_term": "2025-spring",
    "base_rank": 12,
    "rank": 5,
    "of_pupils": 42,
    "points": 90,
    "steps": [
        {"kind": "ranks", "points": 70, "text": "第 12 名到第 5 名，进步 7 名，每名 10 分"},
        {"kind": "top", "points": 0, "text": "没有保持在前列"},
        {"kind": "no_breach", "points": 20, "text": "没有受过学校处分"},
        {"kind": "three_good", "points": 0, "text": "没有评为三好学生"},
    ],
    "award": "second_to_fifth",
    "award_title": "班级第二至五名",
    "award_fen": 30_00,
    "helper_ids": [county.HELPER],
}
NEW = {**SCORE, "base_term": None, "base_rank": None, "class_name": None}
UNAWARDED = {**NEW, "award": None, "award_title": None, "award_fen": 0, "helper_ids": []}
SCORES: dict[str, Any] = {
    "school_id": county.SCHOOL,
    "area_code": county.COUNTY,
    "year": 2025,
    "years": [2026, 2025, 2024],
    "end_term": "2026-spring",
    "before_term": "2025-spring",
    "first_term": "2025-autumn",
    "state": "open",
    "confirmed_at": None,
    "pack": "national",
    "pack_version": "1",
    "fen_per_point": 100,
    "items": [SCORE, UNAWARDED],
    "waiting": [county.CHILD],
    "helpers": [{"helper_id": county.HELPER, "points": 90, "children": 1}],
    "classes": [{"class_name": "三年级2班", "average": 905, "children": 2}],
    "awards": 1,
    "total_fen": 30_00,
    "seen": "0123456789abcdef",
}
COMMENDED: dict[str, Any] = {
    "helper_id": county.HELPER,
    "area_code": county.VILLAGE,
    "category": "cadre",
    "done": 18,
    "late": 1,
    "overdue": 0,
    "points": 90,
    "why": "应完成 19 项，按时完成 18 项，逾期补做 1 项；帮扶的孩子学年成绩积 90 分。",
}


def commendation(request: dict[str, Any]) -> dict[str, Any]:
    return {
        "area_code": request["area"] or county.COUNTY,
        "period": request["period"] or "2026-autumn",
        "periods": ["2026-autumn", "2026", "2026-spring", "2025-autumn", "2025"],
        "percent": 20,
        "least_percent": 90,
        "least_kept": 3,
        "helpers": 1204,
        "items": [] if request["period"] == "2025" else [COMMENDED],
    }


def scores(request: dict[str, Any]) -> dict[str, Any]:
    if request["year"] == 2024:
        none = {"items": [], "waiting": [], "helpers": [], "classes": []}
        return {**SCORES, **none, "awards": 0, "total_fen": 0, "year": 2024}
    return SCORES


def watched_counts(request: dict[str, Any]) -> dict[str, Any]:
    below = county.VILLAGE if len(request["area"] or "") > 6 else county.TOWNSHIP
    places = [{"area_code": code, **SIGNS} for code in dict.fromkeys((below, county.VILLAGE))]
    return {"total": SIGNS, "items": places}


ANSWERS: dict[str, Any] = {
    "make_plan": ("HelpPlanView", lambda _r: PLAN),
    "note_plan_step": ("HelpPlanView", lambda _r: PLAN),
    "end_plan": ("HelpPlanView", lambda _r: {**PLAN, "state": "ended", "outcome": "好"}),
    "list_plans": ("HelpPlanList", lambda _r: items(PLAN)),
    "write_diary": ("DiaryView", lambda _r: ENTRY),
    "strike_diary": ("DiaryView", lambda _r: ENTRY),
    "list_diary": ("DiaryList", lambda _r: items(ENTRY)),
    "take_handover": ("HandoverView", lambda _r: HANDOVER),
    "list_handovers": ("HandoverList", lambda _r: items(HANDOVER)),
    "list_watched": ("WatchedList", lambda _r: items(WATCHED)),
    "export_watched": ("WatchedBook", lambda _r: {"items": [WATCHED], "more": False}),
    "count_watched": ("WatchedCounts", watched_counts),
    "get_scores": ("ScoresView", scores),
    "list_scorings": (
        "ScoringList",
        lambda _r: {
            **items(SCORING, OPEN_SCORING),
            "terms": ["2026-spring", "2025-autumn"],
            "year": 2025,
            "years": [2026, 2025, 2024],
        },
    ),
    "confirm_scores": (
        "ScoresView",
        lambda _r: {
            **SCORES,
            "state": "confirmed",
            "confirmed_at": SCORING["confirmed_at"],
            "waiting": [],
        },
    ),
    "get_commendation": ("CommendationView", commendation),
    "enter_results": ("ResultList", lambda _r: items(RESULT)),
    "list_results": ("ResultList", lambda _r: items(RESULT)),
    "apply_as_helper": (
        "ApplicationView",
        lambda _r: {"code": "ABCD-EFGH-JKLM", "status": "received"},
    ),
    "get_application": (
        "ApplicationView",
        lambda _r: {"code": "ABCD-EFGH-JKLM", "status": "approved"},
    ),
    "update_helper": ("HelperView", lambda _r: county.helper()),
    "record_training": ("HelperView", lambda _r: county.helper()),
    "issue_certificate": ("CertificateView", lambda _r: PAPER),
    "revoke_certificate": ("CertificateView", lambda _r: PAPER),
    "export_pairings": ("PairingBook", lambda _r: {"items": [county.pairing()], "more": False}),
    "list_certificates": ("CertificateList", lambda _r: items(PAPER)),
    "verify_certificate": ("VerifiedCertificate", lambda _r: VERIFIED),
    "try_matching": ("TrialView", trial),
    "get_trial": ("TrialView", trial),
    "get_matching_rules": ("MatchingRules", lambda _r: RULES),
    "list_candidates": ("CandidateList", lambda _r: items(CANDIDATE)),
    "change_proposal": ("PairingView", lambda _r: county.pairing()),
    "submit_wish": ("WishView", lambda _r: WISH),
    "publish_wish": ("WishView", lambda _r: PUBLISHED),
    "refuse_wish": ("WishView", lambda _r: WISH),
    "return_wish": ("WishView", lambda _r: PUBLISHED),
    "confirm_wish": ("WishView", lambda _r: PUBLISHED),
    "list_wishes": ("WishList", lambda _r: items(WISH, PUBLISHED)),
    "list_open_wishes": ("OpenWishList", lambda r: items(HELD if r["mine"] else OPEN_WISH)),
    "claim_wish": ("OpenWishView", lambda _r: HELD),
    "give_up_wish": ("OpenWishView", lambda _r: OPEN_WISH),
    "fulfil_wish": ("OpenWishView", lambda _r: HELD),
    "log_contact": ("ContactView", lambda _r: CONTACT),
    "strike_contact": ("ContactView", lambda _r: STRUCK),
    "attach_to_contact": ("ContactView", lambda _r: CONTACT),
    "get_contact": ("ContactView", lambda _r: CONTACT),
    "get_contact_file": (
        "ContactFileView",
        lambda _r: {"filename": "2026-11-12.jpeg", "kind": "jpeg", "content": "/9j/"},
    ),
    "list_contacts": ("ContactList", lambda _r: items(CONTACT, HIDDEN, STRUCK)),
    "list_promises": ("PromiseList", lambda _r: items(LATE, PROMISE, OF_HELPER)),
    "count_promises": ("PromiseCounts", counts),
    "list_tallies": (
        "TallyList",
        lambda _r: items(
            {
                "helper_id": county.HELPER,
                "area_code": county.VILLAGE,
                "term": "2026-autumn",
                **FIGURES,
            }
        ),
    ),
}
PAGES = (
    ("helper", "/contacts"),
    ("helper", f"/children/{county.CHILD}/contacts/new?kind=talk"),
    ("township_officer", f"/children/{county.CHILD}/contacts/new"),
    ("helper", f"/contacts/{CONTACT_ID}"),
    ("helper", f"/children/{county.CHILD}/contacts"),
    ("county_officer", "/promises"),
    ("township_officer", f"/promises?area={county.TOWNSHIP}"),
    ("township_officer", "/promises/overdue"),
    ("principal", "/promises"),
    ("county_officer", "/apply"),
    ("county_officer", f"/apply?place={county.TOWNSHIP}"),
    ("county_officer", "/apply/ABCD-EFGH-JKLM"),
    ("county_officer", "/certificate"),
    ("county_officer", "/certificate/ABCD-EFGH-JKLM"),
    ("township_officer", f"/helpers/{county.HELPER}/profile"),
    ("helper", f"/helpers/{county.HELPER}/profile"),
    ("township_officer", f"/helpers/{county.HELPER}/certificates/{PAPER_ID}"),
    ("township_officer", "/matchings/what-if"),
    ("township_officer", f"/matchings/what-if/{TRIAL_ID}"),
    ("township_officer", f"/matchings/what-if/{RUNNING_TRIAL}"),
    ("township_officer", f"/matchings/proposals/{county.PROPOSAL}/change?child={county.CHILD}"),
    ("helper", f"/children/{county.CHILD}/growing"),
    ("head_teacher", f"/children/{county.CHILD}/growing"),
    ("county_officer", "/watch-list"),
    ("township_officer", f"/watch-list?area={county.TOWNSHIP}&sign=overdue"),
    ("principal", "/watch-list"),
    ("principal", "/results"),
    ("head_teacher", "/results?class_name=三年级2班&term=2025-autumn"),
    ("county_officer", "/scores"),
    ("education_bureau", f"/scores/{county.SCHOOL}?year=2025"),
    ("principal", f"/scores/{county.SCHOOL}?year=2024"),
    ("county_federation", "/commendation"),
    ("village_officer", f"/commendation?area={county.VILLAGE}&period=2025"),
    ("principal", "/commendation?period=2026"),
    ("township_officer", "/wishes"),
    ("parent", f"/children/{county.CHILD}/wishes"),
    ("helper", "/open-wishes"),
)
