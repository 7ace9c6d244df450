"""/api/v1: areas, schools, imports, children, assessments, policy packs."""

import base64
from io import BytesIO
from typing import Any

from flask import Response, send_file

from gateway.api.routes import Area, answered
from gateway.api.uploads import given, upload_body, uploaded
from gateway.rpc import ask, tell
from shared.contracts.registry import schemas

AREA = Area("registry")

CHILD = "/children/<uuid:child_id>"
MOVE = "/moves/<uuid:move_id>"
IMPORT = "/imports/<uuid:import_id>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

AREA.query("/areas", "list_areas", schemas.ListAreas, schemas.AreaList)
AREA.query("/areas/<code>", "get_area", schemas.GetArea, schemas.AreaWithPath)
AREA.command("/areas/<code>/changes", "change_area", schemas.ChangeArea, schemas.AreaWithPath)
AREA.query("/todo", "count_todo", schemas.CountTodo, schemas.TodoCounts)
AREA.query("/places", "search_places", schemas.SearchPlaces, schemas.PlaceList)
AREA.command(
    "/schools",
    "register_school",
    schemas.RegisterSchool,
    schemas.SchoolView,
    status=201,
    at="/schools",
)
AREA.query("/schools", "list_schools", schemas.ListSchools, schemas.SchoolList)
AREA.query("/schools/<uuid:school_id>", "get_school", schemas.GetSchool, schemas.SchoolView)

AREA.query("/imports", "list_imports", schemas.ListImports, schemas.ImportList)
AREA.query(IMPORT, "get_import", schemas.GetImport, schemas.ImportView)
AREA.command(f"{IMPORT}/restart", "restart_import", schemas.RestartImport, schemas.ImportView)
AREA.command(f"{IMPORT}/drop", "drop_import", schemas.DropImport, schemas.ImportView)
AREA.query(f"{IMPORT}/rows", "list_import_rows", schemas.ListImportRows, schemas.ImportRowList)

AREA.command(
    "/children",
    "register_child",
    schemas.RegisterChild,
    schemas.ChildRef,
    status=201,
    at="/children",
)
AREA.query("/children", "list_children", schemas.ListChildren, schemas.ChildList)
AREA.query(f"{CHILD}/changes", "changes_since", schemas.ChangesSince, schemas.ChangedFields)
AREA.query("/children/search", "search_children", schemas.SearchChildren, schemas.FoundList)
AREA.query(CHILD, "get_dossier", schemas.GetDossier, schemas.DossierView)
AREA.command(CHILD, "correct_child", schemas.CorrectChild, schemas.ChildRef, method="PATCH")
AREA.query("/child-names", "name_children", schemas.NameChildren, schemas.NameList)
AREA.query(f"{CHILD}/history", "child_history", schemas.ChildHistory, schemas.HistoryList)
AREA.command(
    f"{CHILD}/assessments",
    "assess_child",
    schemas.AssessChild,
    schemas.AssessmentView,
    status=201,
)
AREA.query(
    f"{CHILD}/assessments", "get_assessments", schemas.GetAssessments, schemas.AssessmentList
)
AREA.query("/children/counts", "count_children", schemas.CountChildren, schemas.AreaCounts)
AREA.query("/duplicates", "list_duplicates", schemas.ListDuplicates, schemas.DuplicateList)

AREA.query(
    f"{CHILD}/comparison/<uuid:other_id>",
    "compare_children",
    schemas.CompareChildren,
    schemas.Comparison,
)
AREA.command("/merges", "merge_children", schemas.MergeChildren, schemas.MergeView, status=201)
AREA.query("/merges", "list_merges", schemas.ListMerges, schemas.MergeList)
AREA.command("/merges/<uuid:merge_id>/undoing", "undo_merge", schemas.UndoMerge, schemas.MergeView)
AREA.command(
    "/duplicates/<uuid:duplicate_id>/dismissal",
    "dismiss_duplicate",
    schemas.DismissDuplicate,
    schemas.DuplicateSettled,
)
AREA.command(
    f"{CHILD}/moves",
    "request_move",
    schemas.RequestMove,
    schemas.MoveView,
    status=201,
    at="/moves",
)
AREA.query("/moves", "list_moves", schemas.ListMoves, schemas.MoveList)
AREA.query(MOVE, "get_move", schemas.GetMove, schemas.MoveView)
AREA.command(f"{MOVE}/acceptance", "accept_move", schemas.AcceptMove, schemas.MoveView)
AREA.command("/moves/acceptances", "accept_moves", schemas.AcceptMoves, schemas.MovesAccepted)
AREA.command(f"{MOVE}/refusal", "refuse_move", schemas.RefuseMove, schemas.MoveView)
AREA.command(f"{MOVE}/withdrawal", "withdraw_move", schemas.WithdrawMove, schemas.MoveView)
AREA.command(f"{CHILD}/exit", "exit_child", schemas.ExitChild, schemas.ChildRef, status=201)
AREA.command(f"{CHILD}/return", "reopen_child", schemas.ReopenChild, schemas.ChildRef, status=201)

AREA.query("/verification", "get_verification", schemas.GetVerification, schemas.VerificationView)
AREA.query(
    "/verification/children", "list_to_confirm", schemas.ListToConfirm, schemas.ToConfirmList
)
AREA.command(
    "/confirmations",
    "confirm_children",
    schemas.ConfirmChildren,
    schemas.ChildrenConfirmed,
    status=201,
)
AREA.command("/sign-offs", "sign_off", schemas.SignOffQuarter, schemas.SignOffView, status=201)
AREA.query("/statistics", "get_statistics", schemas.GetStatistics, schemas.StatisticsView)
AREA.query("/statistics/book", "export_statistics", schemas.GetStatistics, schemas.StatisticsBook)
AREA.query("/statistics/children", "list_behind", schemas.ListBehind, schemas.BehindList)
AREA.query("/targets", "get_targets", schemas.GetTargets, schemas.TargetsView)

AREA.query("/packs", "list_packs", schemas.ListPacks, schemas.PackList)
AREA.command("/pack-adoptions", "adopt_pack", schemas.AdoptPack, schemas.PackAdopted, status=201)


@AREA.special(
    "POST",
    "/imports",
    "start_import",
    answers=schemas.ImportView,
    status=202,
    documents=upload_body(kind={"type": "string", "default": "children"}, area={}, school_id={}),
)
def start_import() -> Response:
    filename, content = uploaded()
    about = given("kind", "area", "school_id")
    return answered(
        tell("registry", "start_import", filename=filename, content=content, **about),
        202,
        "/imports",
    )


@AREA.special(
    "POST",
    "/area-imports",
    "import_areas",
    answers=schemas.AreasImported,
    documents=upload_body(valid_from={"format": "date"}),
)
def import_areas() -> Response:
    _, content = uploaded()
    return answered(tell("registry", "import_areas", content=content, **given("valid_from")), 200)


@AREA.special(
    "GET",
    f"{IMPORT}/correction",
    "correction_workbook",
    documents={
        "responses": {200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}}
    },
)
def correction_workbook(import_id: Any) -> Response:
    book = ask("registry", "correction_workbook", import_id=str(import_id))
    return send_file(
        BytesIO(base64.b64decode(book["content"])),
        mimetype=XLSX,
        as_attachment=True,
        download_name=book["filename"],
    )


@AREA.special(
    "POST",
    f"{CHILD}/print",
    "print_dossier",
    body=schemas.PrintDossier(exclude=["child_id"]),
    answers=schemas.DossierView,
)
def print_dossier(about: dict[str, Any], child_id: Any) -> Response:
    """A purpose is typed text, which no address shall hold."""
    return answered(ask("registry", "print_dossier", child_id=str(child_id), **about), 200)
