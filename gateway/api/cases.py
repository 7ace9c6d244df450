"""/api/v1: reports of danger, protection cases and their duties."""

from typing import Any

from flask import Response, request

from gateway.access import open_to_all
from gateway.api.routes import Area, answered
from gateway.reports import report_danger as send
from shared.contracts.registry import schemas

AREA = Area("registry", "cases")
CASE = "/cases/<uuid:case_id>"

AREA.query("/reports", "list_own_reports", schemas.ListOwnReports, schemas.OwnReports)
AREA.query(
    "/reports/<code>", "get_report", schemas.GetReport, schemas.ReportView, access=open_to_all
)
AREA.query("/cases", "list_cases", schemas.ListCases, schemas.CaseList)
AREA.command("/cases", "open_case", schemas.OpenCase, schemas.CaseView, status=201, at="/cases")
AREA.query("/cases/counts", "count_cases", schemas.CountCases, schemas.CaseCounts)
AREA.query(CASE, "get_case", schemas.GetCase, schemas.CaseView)
AREA.query(f"{CASE}/proof", "prove_case", schemas.ProveCase, schemas.ProofView)
AREA.query(f"{CASE}/reporter", "see_reporter", schemas.SeeReporter, schemas.ReporterList)
AREA.command(f"{CASE}/child", "match_case", schemas.MatchCase, schemas.CaseView)
AREA.query(f"{CASE}/like", "list_like_cases", schemas.ListLikeCases, schemas.LikeCases)
AREA.command(f"{CASE}/joining", "join_case", schemas.JoinCase, schemas.CaseView)
AREA.command(f"{CASE}/parting", "part_case", schemas.PartCase, schemas.CaseView)
AREA.command(f"{CASE}/commendation", "commend_reporter", schemas.CommendReporter, schemas.CaseView)
AREA.query(
    "/hotlines", "get_hotlines", schemas.GetHotlines, schemas.HotlineList, access=open_to_all
)
AREA.command(f"{CASE}/findings", "find_in_case", schemas.FindInCase, schemas.CaseView)
AREA.command(f"{CASE}/duties", "set_case_duty", schemas.SetCaseDuty, schemas.CaseView, status=201)
AREA.command(
    f"{CASE}/duties/<int:number>/acknowledgement",
    "acknowledge_duty",
    schemas.AcknowledgeDuty,
    schemas.DutyView,
)
AREA.command(f"{CASE}/assessment", "assess_case", schemas.AssessCase, schemas.CaseView)
AREA.command(f"{CASE}/steps", "step_in_case", schemas.StepInCase, schemas.CaseView)
AREA.command(f"{CASE}/notes", "note_in_case", schemas.NoteInCase, schemas.CaseView)
AREA.command(f"{CASE}/closing", "close_case", schemas.CloseCase, schemas.CaseView)
AREA.query("/case-duties", "list_my_duties", schemas.ListMyDuties, schemas.DutyList)
AREA.query("/case-duties/counts", "count_my_duties", schemas.CountMyDuties, schemas.DutyCount)


@AREA.special(
    "POST",
    "/reports",
    "report_danger",
    body=schemas.ReportDanger(),
    answers=schemas.ReportRef,
    status=201,
    access=open_to_all,
)
def report_danger(_report: dict[str, Any]) -> Response:
    return answered(send(**(request.get_json(silent=True) or {})), 201)
