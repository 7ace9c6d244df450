"""/api/v1: a school's year."""

from flask import Response

from gateway.api.routes import Area, answered
from gateway.api.uploads import given, upload_body, uploaded
from gateway.rpc import tell
from shared.contracts.registry.schemas import (
    dropouts,
    health,
    rosters,
    school_year,
    vaccinations,
)

AREA = Area("registry", "schooling")
SCHOOL = "/schools/<uuid:school_id>"
PROMOTION = "/promotions/<uuid:promotion_id>"
DROPOUT = "/dropouts/<uuid:dropout_id>"

AREA.query(
    f"{SCHOOL}/promotion-preview",
    "preview_promotion",
    school_year.PreviewPromotion,
    school_year.PromotionPreview,
)
AREA.command(
    f"{SCHOOL}/promotions",
    "promote_school",
    school_year.PromoteSchool,
    school_year.PromotionView,
    status=201,
    at="/promotions",
)
AREA.query("/promotions", "list_promotions", school_year.ListPromotions, school_year.PromotionList)
AREA.query(PROMOTION, "get_promotion", school_year.GetPromotion, school_year.PromotionView)
AREA.command(
    f"{PROMOTION}/undoing",
    "undo_promotion",
    school_year.UndoPromotion,
    school_year.PromotionView,
)
AREA.command(
    f"{PROMOTION}/graduates",
    "send_graduates",
    school_year.SendGraduates,
    school_year.PromotionView,
)

AREA.command(
    "/children/<uuid:child_id>/absences",
    "note_absence",
    dropouts.NoteAbsence,
    dropouts.DropoutView,
    status=201,
    at="/dropouts",
)
AREA.query("/dropouts", "list_dropouts", dropouts.ListDropouts, dropouts.DropoutList)
AREA.query(DROPOUT, "get_dropout", dropouts.GetDropout, dropouts.DropoutView)
AREA.command(
    f"{DROPOUT}/registration", "register_dropout", dropouts.RegisterDropout, dropouts.DropoutView
)
AREA.command(
    f"{DROPOUT}/persuasions",
    "log_persuasion",
    dropouts.LogPersuasion,
    dropouts.DropoutView,
    status=201,
)
AREA.command(f"{DROPOUT}/report", "report_dropout", dropouts.ReportDropout, dropouts.DropoutView)
AREA.command(f"{DROPOUT}/end", "close_dropout", dropouts.CloseDropout, dropouts.DropoutView)

AREA.command(
    f"{SCHOOL}/health-checks",
    "record_health_checks",
    health.RecordHealthChecks,
    health.HealthChecksRecorded,
    status=201,
)
AREA.query(
    f"{SCHOOL}/health-checks", "list_class_checks", health.ListClassChecks, health.ClassChecks
)
AREA.query(
    f"{SCHOOL}/health-template",
    "health_template",
    health.HealthTemplate,
    health.HealthTemplateView,
)
AREA.query("/health-sheets", "list_health_sheets", health.ListHealthSheets, rosters.ImportList)
SHEET = "/health-sheets/<uuid:import_id>"
AREA.query(SHEET, "get_health_sheet", health.GetHealthSheet, rosters.ImportView)
AREA.query(
    f"{SHEET}/rows", "list_health_sheet_rows", health.ListHealthSheetRows, rosters.ImportRowList
)
AREA.query(f"{SHEET}/corrections", "health_corrections", health.HealthCorrections, rosters.FileView)


@AREA.special(
    "POST",
    "/health-sheets",
    "start_health_sheet",
    answers=rosters.ImportView,
    status=202,
    documents=upload_body(school_id={}, checked_on={"format": "date"}),
)
def start_health_sheet() -> Response:
    filename, content = uploaded()
    about = given("school_id", "checked_on")
    return answered(
        tell("registry", "start_health_sheet", filename=filename, content=content, **about),
        202,
        "/health-sheets",
    )


AREA.query(
    "/health-checks/to-follow",
    "list_health_follow_ups",
    health.ListHealthFollowUps,
    health.HealthFollowUpList,
)
AREA.command(
    "/health-checks/<uuid:check_id>/follow-ups",
    "follow_health_check",
    health.FollowHealthCheck,
    health.GrowthView,
    status=201,
)
AREA.query("/children/<uuid:child_id>/growth", "get_growth", health.GetGrowth, health.GrowthView)
CARD = "/children/<uuid:child_id>/vaccinations"
AREA.query(CARD, "get_vaccinations", vaccinations.GetVaccinations, vaccinations.VaccinationsView)
AREA.command(
    CARD, "record_vaccinations", vaccinations.RecordVaccinations, vaccinations.VaccinationsView
)
