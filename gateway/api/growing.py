"""/api/v1: help plans, the growth diary, handovers."""

from gateway.api.routes import Area
from shared.contracts.pairing import schemas

AREA = Area("pairing", "growing")
CHILD = "/children/<uuid:child_id>"
PLAN = "/help-plans/<uuid:plan_id>"

AREA.command(f"{CHILD}/help-plans", "make_plan", schemas.MakePlan, schemas.HelpPlanView, status=201)
AREA.query(f"{CHILD}/help-plans", "list_plans", schemas.ListPlans, schemas.HelpPlanList)
AREA.command(
    f"{PLAN}/steps/<int:number>", "note_plan_step", schemas.NotePlanStep, schemas.HelpPlanView
)
AREA.command(f"{PLAN}/ending", "end_plan", schemas.EndPlan, schemas.HelpPlanView)
AREA.command(f"{CHILD}/diary", "write_diary", schemas.WriteDiary, schemas.DiaryView, status=201)
AREA.query(f"{CHILD}/diary", "list_diary", schemas.ListDiary, schemas.DiaryList)
AREA.command(
    "/diary/<uuid:entry_id>/striking", "strike_diary", schemas.StrikeDiary, schemas.DiaryView
)
AREA.query(f"{CHILD}/handovers", "list_handovers", schemas.ListHandovers, schemas.HandoverList)
AREA.command(
    "/handovers/<uuid:pairing_id>/taking",
    "take_handover",
    schemas.TakeHandover,
    schemas.HandoverView,
)
