"""Services that answer in the contracts' shape, for pages without a bus or a database.

Each call goes through the real access table and the real request schema, and each answer is held
against the real view, so that a page that passes here speaks the services' language.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from marshmallow import Schema, fields

from shared.access.table import admit
from shared.contracts import records
from shared.doors import load
from shared.viewer import Viewer
from tests.unit.gateway.pages import (
    bus_answers,
    care_samples,
    case_samples,
    contact_samples,
    county,
    helping_samples,
    letterbox_samples,
    money_samples,
    organising_samples,
    quarter_samples,
    school_samples,
    visit_samples,
)

Answer = Callable[[dict[str, Any]], Any]
NAMED = {
    "coverage": "GetCoverage",
    "sign_off": "SignOffQuarter",
    "export_statistics": "GetStatistics",
}


def items(*listed: Any, **more: Any) -> dict[str, Any]:
    return {"items": list(listed), "next": None, **more}


def camel(operation: str) -> str:
    return "".join(part.capitalize() for part in operation.split("_"))


@cache
def schema(service: str, name: str) -> type[Schema]:
    """From the service's schemas, or from the one part of its contract that has it."""
    schemas = import_module(f"shared.contracts.{service}.schemas")
    if hasattr(schemas, name):
        return getattr(schemas, name)
    contract = import_module(f"shared.contracts.{service}")
    within = walk_packages(contract.__path__, f"{contract.__name__}.")
    modules = (import_module(module.name) for module in within)
    found = {getattr(module, name) for module in modules if hasattr(module, name)}
    if len(found) != 1:
        raise LookupError(f"{service} has {len(found)} schemas named {name}")
    return found.pop()


def request_schema(service: str, operation: str) -> type[Schema]:
    if operation in ("list_access_log", "verify_records"):
        return getattr(records, camel(operation))
    return schema(service, NAMED.get(operation, camel(operation)))


class WrongAnswer(AssertionError):
    """A fake answers what the contract does not say: mend the fake."""


def check(view: type[Schema], answer: Any, where: str) -> None:
    """Every field of the view is there, and no other."""
    known = view().fields
    given = set(answer)
    if given - set(known) or (set(known) - given):
        raise WrongAnswer(f"{where}: {sorted(given ^ set(known))}")
    for name, field in known.items():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested) and answer[name] is not None:
            for each in answer[name] if isinstance(field, fields.List) else [answer[name]]:
                check(type(inner.schema), each, f"{where}.{name}")


class FakeService:
    """`answers`: operation -> a function of the loaded request, or an error to raise."""

    def __init__(self, name: str, answers: dict[str, tuple[str, Answer]]) -> None:
        self.name, self.answers = name, answers
        self.told: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        if operation in bus_answers.VIEWS:
            return self._of_the_bus(operation)

        def call(viewer: dict[str, Any], idempotency_key: str | None = None, **sent: Any) -> Any:
            request = load(request_schema(self.name, operation), sent)
            admit(Viewer.from_wire(viewer), f"{self.name}.{operation}")
            self.told.append((operation, {**sent, "key": idempotency_key}))
            view, answer = self.answers[operation]
            given = answer(request)
            if isinstance(given, Exception):
                raise given
            recorded = view in RECORD_VIEWS
            check(getattr(records, view) if recorded else schema(self.name, view), given, operation)
            return given

        return call

    def _of_the_bus(self, operation: str) -> Callable[..., Any]:
        def call(viewer: dict[str, Any], idempotency_key: str | None = None, **sent: Any) -> Any:
            request = load(bus_answers.request_schema(operation), sent)
            admit(Viewer.from_wire(viewer), f"{self.name}.{operation}")
            self.told.append((operation, {**sent, "key": idempotency_key}))
            given = bus_answers.answer(self.name, operation, request)
            check(bus_answers.view_of(operation), given, operation)
            return given

        return call


RECORD_VIEWS = ("AccessList", "RecordsCheck")
ENTRY = {
    "position": 7,
    "at": county.WHEN,
    "account_id": county.ACCOUNT,
    "roles": "village_officer",
    "operation": "registry.get_dossier",
    "subject": f"child/{county.CHILD}",
    "purpose": "电话家访",
}
RECORDS: dict[str, tuple[str, Answer]] = {
    "list_access_log": ("AccessList", lambda _r: items(ENTRY)),
    "verify_records": (
        "RecordsCheck",
        lambda _r: {
            "sound": True,
            "chains": [
                {"chain": "access_log", "sound": True, "position": None, "fault": None},
                {"chain": "history", "sound": True, "position": None, "fault": None},
            ],
        },
    ),
}


def names(known: dict[str, str], **more: Any) -> Answer:
    return lambda request: {
        "items": [
            {"id": str(each), "name": known.get(str(each), "张**"), **more}
            for each in request["ids"]
        ]
    }


CASES: dict[str, tuple[str, Answer]] = {
    "get_verification": ("VerificationView", quarter_samples.verification),
    "list_to_confirm": ("ToConfirmList", lambda _r: items(quarter_samples.TO_CONFIRM)),
    "confirm_children": (
        "ChildrenConfirmed",
        lambda r: {"confirmed": len(r["children"]), "changed_meanwhile": []},
    ),
    "sign_off": (
        "SignOffView",
        lambda r: {
            "area_code": r["area"],
            "quarter": quarter_samples.QUARTER,
            "children": 38,
            "deadline": "2026-12-15",
            "signed_on": "2026-12-01",
        },
    ),
    "get_statistics": ("StatisticsView", quarter_samples.report),
    "export_statistics": ("StatisticsBook", quarter_samples.book),
    "list_behind": ("BehindList", lambda _r: items(quarter_samples.BEHIND)),
    "get_targets": ("TargetsView", quarter_samples.targets),
    "report_danger": ("ReportRef", lambda _r: case_samples.REF),
    "get_report": ("ReportView", lambda _r: case_samples.REPORT),
    "list_own_reports": ("OwnReports", lambda _r: items(case_samples.REPORT)),
    "see_reporter": ("ReporterList", lambda _r: items(case_samples.REPORTER)),
    "list_like_cases": ("LikeCases", lambda _r: items(*case_samples.LIKE)),
    "get_hotlines": ("HotlineList", lambda _r: items({"title": "报警", "number": "110"})),
    "count_todo": (
        "TodoCounts",
        lambda _r: {
            "dropouts": 3,
            "health": 100,
            "vaccinations": 31,
            "promotions": 1,
            "enough": 100,
        },
    ),
    "list_cases": ("CaseList", lambda _r: items(case_samples.ROW)),
    "get_case": ("CaseView", lambda _r: case_samples.CASE),
    "prove_case": ("ProofView", lambda _r: case_samples.PROOF),
    "count_cases": ("CaseCounts", lambda _r: case_samples.COUNTS),
    "list_my_duties": ("DutyList", lambda _r: items(case_samples.DUTY, case_samples.LATE)),
    "count_my_duties": ("DutyCount", lambda _r: {"open": 2, "overdue": 1}),
    "acknowledge_duty": ("DutyView", lambda _r: {**case_samples.DUTY, "state": "done"}),
    **{
        operation: ("CaseView", lambda _r: case_samples.CASE)
        for operation in (
            "open_case",
            "match_case",
            "find_in_case",
            "set_case_duty",
            "assess_case",
            "step_in_case",
            "note_in_case",
            "join_case",
            "part_case",
            "commend_reporter",
            "close_case",
        )
    },
}


def counted(code: str) -> dict[str, Any]:
    return {
        **county.area(code),
        "children": 1234,
        "by_status": {"left_behind": 980, "to_verify": 31, "in_difficulty": 12, "followed": 3},
        "by_level": {"0": 200, "1": 300, "2": 300, "3": 180, "4": 254},
    }


def files(*listed: Any) -> tuple[str, Answer]:
    return "AttachmentList", lambda _r: items(*listed)


CARE: dict[str, tuple[str, Answer]] = {
    "list_attachments_of_child": files(care_samples.ATTACHMENT, care_samples.TAKEN_BACK),
    "list_care_agreements": (
        "CareAgreementList",
        lambda _r: items(care_samples.AGREEMENT, care_samples.OVER, care_samples.REFUSED),
    ),
    "get_care_agreement": (
        "CareAgreementView",
        lambda r: {**care_samples.AGREEMENT, "full": bool(r["purpose"])},
    ),
    "record_care_agreement": ("CareAgreementView", lambda _r: care_samples.AGREEMENT),
    "end_care_agreement": ("CareAgreementView", lambda _r: care_samples.OVER),
    "report_carer": ("CarerReported", lambda _r: {"case_id": county.CASE}),
    "note_care_notice": ("CareAgreementView", lambda _r: care_samples.AGREEMENT),
    "list_attachments_of_case": files(care_samples.OF_CASE),
    "get_attachment_of_child": ("AttachmentFile", lambda _r: care_samples.FILE),
    "get_attachment_of_case": ("AttachmentFile", lambda _r: care_samples.FILE),
    "attach_to_child": ("AttachmentView", lambda _r: care_samples.ATTACHMENT),
    "attach_to_case": ("AttachmentView", lambda _r: care_samples.OF_CASE),
    "take_back_of_child": ("AttachmentView", lambda _r: care_samples.TAKEN_BACK),
}


def registry() -> FakeService:
    ref = {"id": county.CHILD, "version": 4, "status": "left_behind", "level": 4}
    change = {"field": "father_situation", "old": "at_home", "new": "away"}
    entry = {
        "version": 3,
        "operation": "correct_child",
        "at": county.WHEN,
        "by": county.ACCOUNT,
        "reason": "家访得知父亲三月起到广东务工",
        "changes": [change, {"field": "area_code", "old": None, "new": county.VILLAGE}],
        "merged_from": None,
    }
    pack = {
        "id": "xishui",
        "version": "2026.1",
        "hash": "9f" * 32,
        "title": "习水县规则",
        "valid_from": "2026-01-01",
        "in_force": True,
    }
    duplicate = {
        "id": county.PAYMENT,
        "child_id": county.CHILD,
        "other_id": county.OTHER,
        "name": "王小明",
        "other_name": "王小明",
        "area_code": county.VILLAGE,
        "found_on": "2026-11-20",
        "by": "village",
    }

    def areas(request: dict[str, Any]) -> dict[str, Any]:
        parent = request["parent"] or county.COUNTY
        below = [c for c in county.AREAS if c.startswith(parent) and len(c) == len(parent) + 3]
        return items(*({**county.area(code), "parent": parent} for code in below))

    return FakeService(
        "registry",
        {
            **RECORDS,
            "list_areas": ("AreaList", areas),
            **CASES,
            **CARE,
            **school_samples.ANSWERS,
            **visit_samples.ANSWERS,
            **contact_samples.ANSWERS,
            **organising_samples.ANSWERS,
            "get_area": ("AreaWithPath", lambda r: county.area_with_path(r["code"])),
            "search_places": (
                "PlaceList",
                lambda _r: items(
                    {
                        "kind": "area",
                        "id": county.TOWNSHIP,
                        "name": "桃林镇",
                        "full_name": "习水县桃林镇",
                        "area_code": county.TOWNSHIP,
                    }
                ),
            ),
            "list_schools": ("SchoolList", lambda _r: items(county.SCHOOL_VIEW)),
            "get_school": ("SchoolView", lambda _r: county.SCHOOL_VIEW),
            "start_import": ("ImportView", lambda _r: county.imported(status="queued")),
            "get_import": ("ImportView", import_of),
            "restart_import": ("ImportView", import_of),
            "drop_import": ("ImportView", import_of),
            "list_imports": ("ImportList", lambda _r: items(county.imported())),
            "list_import_rows": (
                "ImportRowList",
                lambda r: items(*(county.row(n, r["outcome"] or "rejected") for n in (5, 9, 17))),
            ),
            "correction_workbook": (
                "FileView",
                lambda _r: {"filename": "改正表.xlsx", "content": "UEsDBA=="},
            ),
            "register_child": ("ChildRef", lambda _r: ref),
            "correct_child": ("ChildRef", lambda _r: ref),
            "get_dossier": ("DossierView", lambda _r: county.dossier()),
            "print_dossier": ("DossierView", lambda _r: county.dossier()),
            "list_children": (
                "ChildList",
                lambda _r: (
                    items(county.child(), county.child(county.OTHER, level=0, status="to_verify"))
                    | {"next": "abc"}
                ),
            ),
            "changes_since": (
                "ChangedFields",
                lambda _r: items(
                    {"field": "hobbies", "old": "", "new": "唱歌", "at": county.WHEN},
                    {"field": "class_name", "old": None, "new": "二班", "at": county.WHEN},
                    version=9,
                ),
            ),
            "compare_children": ("Comparison", lambda _r: county.comparison()),
            **{f"{verb}_merge": ("MergeView", lambda _r: county.merge()) for verb in ("undo",)},
            "merge_children": ("MergeView", lambda _r: county.merge()),
            "list_merges": ("MergeList", lambda _r: items(county.merge())),
            "dismiss_duplicate": ("DuplicateSettled", lambda r: {"id": str(r["duplicate_id"])}),
            "list_moves": ("MoveList", lambda _r: items(county.move())),
            "accept_moves": ("MovesAccepted", lambda r: {"accepted": len(r["move_ids"])}),
            **{
                f"{verb}_move": ("MoveView", lambda _r: county.move())
                for verb in ("get", "request", "accept", "refuse", "withdraw")
            },
            "search_children": (
                "FoundList",
                lambda _r: items(
                    {**county.child(), "sounds_alike": False},
                    {**county.child(county.OTHER), "sounds_alike": True},
                ),
            ),
            "name_children": ("NameList", lambda r: items(*names(county.NAMES)(r)["items"])),
            "child_history": ("HistoryList", lambda _r: items(entry)),
            "assess_child": ("AssessmentView", lambda _r: county.assessment()),
            "get_assessments": ("AssessmentList", lambda _r: items(county.assessment())),
            "count_children": (
                "AreaCounts",
                lambda r: items(counted(county.TOWNSHIP), area=counted(r["area"] or county.COUNTY)),
            ),
            "list_duplicates": ("DuplicateList", lambda _r: items(duplicate)),
            "list_packs": ("PackList", lambda _r: items(pack)),
            "adopt_pack": (
                "PackAdopted",
                lambda r: {
                    "area": r["area"],
                    "pack": r["pack"],
                    "version": "1",
                    "hash": "9f",
                    "valid_from": "2026-12-01",
                },
            ),
        },
    )


def import_of(request: dict[str, Any]) -> dict[str, Any]:
    if str(request["import_id"]) == county.RUNNING:
        return county.imported(county.RUNNING, status="storing", done=17)
    if str(request["import_id"]) == county.STOPPED:
        message = "系统多次处理都没有成功，这次导入已停止，文件本身没有问题。"
        stopped = {"status": "failed", "problem": "ImportGivenUp", "message": message}
        return county.imported(county.STOPPED, **stopped, kept_until=county.WHEN)
    return county.imported()


def coverage(code: str) -> dict[str, Any]:
    return {
        "area_code": code,
        **{"children4": 254, "full4": 200, "half4": 40, "none4": 14, "children3": 180},
        **{"covered3": 170, "children2": 300, "covered2": 260, "children1": 300, "covered1": 200},
    }


def pairing() -> FakeService:
    unmatched = {
        "child_id": county.OTHER,
        "area_code": county.VILLAGE,
        "level": 4,
        "coverage": "half",
        "missing": ["cadre"],
        "reasons": [{"code": "no_cadre_left", "params": {}}],
        "why": "本镇干部都已达到上限 2 人。再批准一名桃林镇的干部，或由县里调配，就能配上。",
    }
    applicant = county.helper(
        county.APPLICANT,
        status="applied",
        category="cadre",
        conditions=[],
        checked_on=None,
        check_good_until=None,
        load=0,
        capacity=2,
    )
    return FakeService(
        "pairing",
        {
            **RECORDS,
            "register_helper": ("HelperView", lambda _r: applicant),
            "list_helpers": ("HelperList", lambda _r: items(applicant, county.helper())),
            "get_helper": (
                "HelperView",
                lambda r: applicant if str(r["helper_id"]) == county.APPLICANT else county.helper(),
            ),
            "name_helpers": ("HelperNames", names(county.HELPERS, category="teacher")),
            "record_check": ("HelperView", lambda _r: county.helper()),
            "approve_helper": ("HelperView", lambda _r: county.helper()),
            "clear_declaration": ("HelperView", lambda _r: county.helper()),
            "refuse_helper": ("HelperView", lambda _r: county.helper()),
            "record_consent": ("ConsentView", lambda _r: county.consent()),
            "withdraw_consent": ("ConsentView", lambda _r: county.consent()),
            "list_consents": (
                "ConsentList",
                lambda _r: {**items(county.consent()), "own_view_age": 8, "own_consent_age": 14},
            ),
            "start_matching": ("MatchingView", lambda _r: county.matching(status="queued")),
            "get_matching": ("MatchingView", lambda _r: county.matching()),
            "list_matchings": ("MatchingList", lambda _r: items(county.matching())),
            "list_proposals": (
                "ProposalList",
                lambda _r: items(
                    county.proposal(),
                    county.proposal(county.PAIRING, child_id=county.OTHER, consented=False),
                    county.proposal(county.FUND, helper_id=county.APPLICANT, slot="cadre"),
                ),
            ),
            "list_unmatched": ("UnmatchedList", lambda _r: items(unmatched)),
            "accept_proposal": ("PairingView", lambda _r: county.pairing()),
            "refuse_proposal": ("ProposalView", lambda _r: county.proposal(status="refused")),
            "list_pairings": ("PairingList", lambda _r: items(county.pairing())),
            "end_pairing": ("PairingView", lambda _r: county.pairing()),
            **helping_samples.ANSWERS,
            "coverage": (
                "CoverageView",
                lambda r: {"total": coverage(r["area"]), "items": [coverage(county.TOWNSHIP)]},
            ),
        },
    )


def activities() -> FakeService:
    register = [
        {"child_id": county.CHILD, "mark": "present"},
        {"child_id": county.OTHER, "mark": "absent"},
    ]

    def session_of(request: dict[str, Any]) -> dict[str, Any]:
        if str(request["session_id"]) == county.HELD:
            held = county.session(county.HELD, state="held", counts={"present": 1, "absent": 1})
            return {**held, "register": register}
        return {**county.session(), "register": []}

    seat = {"class_name": "五年级2班", "status": "left_behind", "boarder": True}
    return FakeService(
        "activities",
        {
            **RECORDS,
            "open_room": ("RoomView", lambda _r: county.room()),
            "list_rooms": ("RoomList", lambda _r: items(county.room())),
            "get_room": ("RoomView", lambda _r: county.room()),
            "confirm_standards": ("RoomView", lambda _r: county.room()),
            "record_stock": ("RoomView", lambda _r: county.room()),
            **letterbox_samples.ANSWERS,
            "plan_session": ("SessionView", lambda _r: county.session()),
            "list_sessions": (
                "SessionList",
                lambda _r: items(county.session(), county.session(county.HELD, state="held")),
            ),
            "get_session": ("SessionWithRegister", session_of),
            "hold_session": ("SessionView", lambda _r: county.session(state="held")),
            "mark_attendance": ("SessionView", lambda _r: county.session(state="held")),
            "move_session": ("SessionView", lambda _r: county.session()),
            "cancel_session": ("SessionView", lambda _r: county.session(state="cancelled")),
            "list_children_of_school": (
                "SchoolChildList",
                lambda _r: items({"id": county.CHILD, **seat}, {"id": county.OTHER, **seat}),
            ),
            "count_attendance": (
                "AttendanceCount",
                lambda r: {
                    "child_id": str(r["child_id"]),
                    "counts": {"present": 7, "absent": 1, "leave": 1},
                },
            ),
        },
    )


def funding() -> FakeService:
    scheme = {
        "scheme": "xishui_living",
        "area_code": county.COUNTY,
        **county.PACK,
        "rates": [{"stage": "primary", "per": "term", "amount_fen": 50000, "months": []}],
        "hardships": ["single_parent"],
        "boarding": "any",
        "excludes": [],
        "terms": ["2026-autumn", "2027-spring"],
        "months": {"2026-autumn": ["2026-09", "2026-10"], "2027-spring": ["2027-02"]},
    }
    balance = {"account": "1002", "debit_fen": 3300000, "credit_fen": 80000}
    entry = {
        "number": 1,
        "at": county.WHEN,
        "kind": "funds_received",
        "by": county.ACCOUNT,
        "area_code": county.COUNTY,
        "fund_id": county.FUND,
        "roll_id": None,
        "payment_id": None,
        "document": "回单第0032号",
        "postings": [
            {"account": "1002", "debit_fen": 3300000, "credit_fen": 0},
            {"account": "4003", "debit_fen": 0, "credit_fen": 3300000},
        ],
        "hash": "9f" * 32,
    }
    sound = {
        "sound": True,
        "entries": 1,
        "signed": 1,
        "signed_until": 1,
        "head": "9f" * 32,
        "faults": [],
        "difference_fen": 0,
    }
    lines = [county.line(county.CHILD), county.line(county.OTHER)]
    return FakeService(
        "funding",
        {
            **RECORDS,
            "list_schemes": ("SchemeList", lambda _r: items(scheme)),
            "list_funds": ("FundList", lambda _r: items(county.fund())),
            "receive_funds": ("FundView", lambda _r: county.fund()),
            "list_eligible": (
                "EligibleList",
                lambda _r: items(
                    county.eligible(county.CHILD, True), county.eligible(county.OTHER, False)
                ),
            ),
            "propose_roll": ("RollView", lambda _r: county.roll()),
            "list_rolls": ("RollList", lambda r: items(county.roll(state=r["state"] or "paid"))),
            "get_roll": ("RollWithLines", lambda _r: county.roll(lines=lines, next=None)),
            "approve_roll": ("RollView", lambda _r: county.roll(state="approved")),
            "refuse_roll": ("RollView", lambda _r: county.roll(state="refused")),
            "pay_roll": ("RollView", lambda _r: county.roll(state="paid")),
            "list_payments": ("PaymentList", lambda _r: items(county.payment())),
            **money_samples.ANSWERS,
            "trial_balance": (
                "TrialBalanceView",
                lambda _r: {
                    "items": [
                        {**balance, "balance_fen": 3220000},
                        {**balance, "account": "2307", "balance_fen": -50000},
                    ],
                    "debit_fen": 3380000,
                    "credit_fen": 3380000,
                    "difference_fen": 0,
                },
            ),
            "journal": ("JournalView", lambda _r: items(entry)),
            "verify_book": ("BookCheck", lambda _r: sound),
        },
    )


def notifications() -> FakeService:
    paired = county.message(
        id=county.PAIRING,
        template="pairing_activated",
        params={"child_id": county.CHILD, "helper_id": county.HELPER, "slot": "teacher"},
        needs_acknowledgement=True,
    )
    return FakeService(
        "notifications",
        {
            **RECORDS,
            "list_messages": ("MessageList", lambda _r: items(county.message(), paired)),
            "count_unread": ("UnreadCount", lambda _r: {"unread": 2, "urgent": 0}),
            "read_message": ("MessageView", lambda _r: county.message(state="read")),
            "acknowledge_message": ("MessageView", lambda _r: county.message(state="acknowledged")),
        },
    )


def gateway() -> FakeService:
    return FakeService(
        "gateway",
        {
            **RECORDS,
            "list_accounts": (
                "AccountList",
                lambda _r: items(county.account(), county.account(state="invited")),
            ),
            "name_colleagues": (
                "AccountNames",
                lambda _r: items({"id": county.FUND, "name": "审批员"}),
            ),
            "name_accounts": (
                "AccountNames",
                lambda _r: items({"id": county.ACCOUNT, "name": "桃林镇 儿童督导员"}),
            ),
            "get_account": ("AccountView", lambda _r: county.account()),
            "open_account": ("AccountView", lambda _r: county.account(state="invited")),
            "close_account": ("AccountView", lambda _r: county.account(state="closed")),
            "release_account": ("AccountView", lambda _r: county.account(state="invited")),
            "reset_account": ("AccountView", lambda _r: county.account()),
        },
    )


class Worker:
    """What stands in for the gateway's nameko worker."""

    def __init__(self) -> None:
        self.registry, self.pairing, self.activities = registry(), pairing(), activities()
        self.funding, self.notifications, self.own = funding(), notifications(), gateway()

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        """An operation of the gateway itself."""
        return getattr(self.own, operation)  # type: ignore[no-any-return]
