"""/api/v1: departments and their schools, responsibility letters, leading groups."""

from gateway.api.routes import Area
from shared.contracts.registry.organising import (
    departments,
    evaluations,
    exports,
    groups,
    inspections,
    letters,
    plans,
)

AREA = Area("registry", "organising")

DEPARTMENT = "/departments/<uuid:department_id>"
ADOPTION = "/adoptions/<uuid:adoption_id>"

AREA.query(
    "/departments", "list_departments", departments.ListDepartments, departments.DepartmentList
)
AREA.command(
    "/departments",
    "add_department",
    departments.AddDepartment,
    departments.DepartmentView,
    status=201,
    at="/departments",
)
AREA.query(DEPARTMENT, "get_department", departments.GetDepartment, departments.DepartmentView)
AREA.command(
    f"{DEPARTMENT}/changes",
    "change_department",
    departments.ChangeDepartment,
    departments.DepartmentView,
)
AREA.command(
    f"{DEPARTMENT}/adoptions",
    "adopt_school",
    departments.AdoptSchool,
    departments.AdoptionView,
    status=201,
    at="/adoptions",
)
AREA.query("/adoptions", "list_adoptions", departments.ListAdoptions, departments.AdoptionList)
AREA.query(ADOPTION, "get_adoption", departments.GetAdoption, departments.AdoptionView)
AREA.command(f"{ADOPTION}/end", "end_adoption", departments.EndAdoption, departments.AdoptionView)
AREA.command(
    f"{ADOPTION}/deeds", "log_deed", departments.LogDeed, departments.AdoptionView, status=201
)
AREA.command(
    "/deeds/<uuid:deed_id>/striking",
    "strike_deed",
    departments.StrikeDeed,
    departments.AdoptionView,
)
AREA.query(
    "/schools-without-department",
    "list_unadopted",
    departments.ListUnadopted,
    departments.UnadoptedList,
)

LETTER = "/letters/<uuid:letter_id>"
AREA.command(
    "/letters", "prepare_letters", letters.PrepareLetters, letters.LettersPrepared, status=201
)
AREA.query("/letters", "list_letters", letters.ListLetters, letters.LetterList)
AREA.query(LETTER, "get_letter", letters.GetLetter, letters.LetterView)
AREA.command(f"{LETTER}/signature", "sign_letter", letters.SignLetter, letters.LetterView)
AREA.command(f"{LETTER}/voiding", "void_letter", letters.VoidLetter, letters.LetterView)

AREA.query("/leading-group", "get_group", groups.GetGroup, groups.GroupView)
AREA.command(
    "/leading-group/members", "appoint_member", groups.AppointMember, groups.GroupView, status=201
)
AREA.command(
    "/leading-group/members/<uuid:member_id>/release",
    "release_member",
    groups.ReleaseMember,
    groups.GroupView,
)

PLAN, STEP = "/plans/<uuid:plan_id>", "/plan-steps/<uuid:step_id>"
AREA.query("/plans", "list_plans", plans.ListPlans, plans.PlanList)
AREA.command("/plans", "make_plan", plans.MakePlan, plans.PlanView, status=201, at="/plans")
AREA.query(PLAN, "get_plan", plans.GetPlan, plans.PlanView)
AREA.command(f"{PLAN}/copies", "copy_plan", plans.CopyPlan, plans.PlanView, status=201, at="/plans")
AREA.command(f"{PLAN}/steps", "add_step", plans.AddStep, plans.PlanView, status=201)
AREA.command(f"{STEP}/changes", "change_step", plans.ChangeStep, plans.PlanView)
AREA.command(f"{STEP}/dropping", "drop_step", plans.DropStep, plans.PlanView)
AREA.command(f"{STEP}/progress", "report_step", plans.ReportStep, plans.PlanView)
AREA.query("/my-plan-steps", "list_my_steps", plans.ListMySteps, plans.MyStepList)

INSPECTION, FINDING = "/inspections/<uuid:inspection_id>", "/findings/<uuid:finding_id>"
VISIT = "/inspection-visits/<uuid:visit_id>"
AREA.query(
    "/inspections",
    "list_inspections",
    inspections.ListInspections,
    inspections.InspectionList,
)
AREA.command(
    "/inspections",
    "draw_inspection",
    inspections.DrawInspection,
    inspections.InspectionView,
    status=201,
    at="/inspections",
)
AREA.query(INSPECTION, "get_inspection", inspections.GetInspection, inspections.InspectionView)
AREA.command(
    f"{VISIT}/record",
    "record_inspection_visit",
    inspections.RecordInspectionVisit,
    inspections.InspectionView,
)
AREA.command(
    f"{VISIT}/findings",
    "make_finding",
    inspections.MakeFinding,
    inspections.FindingView,
    status=201,
    at="/findings",
)
AREA.query("/findings", "list_findings", inspections.ListFindings, inspections.FindingList)
AREA.query(FINDING, "get_finding", inspections.GetFinding, inspections.FindingView)
AREA.command(
    f"{FINDING}/answer", "answer_finding", inspections.AnswerFinding, inspections.FindingView
)
AREA.command(
    f"{FINDING}/decision", "decide_finding", inspections.DecideFinding, inspections.FindingView
)

AREA.query(
    "/evaluations",
    "list_evaluations",
    evaluations.ListEvaluations,
    evaluations.EvaluationList,
)
AREA.query(
    "/evaluations/<evaluated>/<subject>",
    "get_evaluation",
    evaluations.GetEvaluation,
    evaluations.EvaluationView,
)
AREA.command(
    "/evaluations/signature",
    "sign_evaluations",
    evaluations.SignEvaluations,
    evaluations.EvaluationsSigned,
)
AREA.query(
    "/organising-lists/<what>",
    "export_organising",
    exports.ExportOrganising,
    exports.OrganisingBook,
)
