"""/api/v1: return visits."""

from gateway.api.routes import Area
from shared.contracts.registry import schemas

AREA = Area("registry", "visits")

AREA.command(
    "/children/<uuid:child_id>/return-visits",
    "record_return_visit",
    schemas.RecordReturnVisit,
    schemas.ReturnVisitView,
    status=201,
)
AREA.query(
    "/return-visits", "list_return_visits", schemas.ListReturnVisits, schemas.ReturnVisitList
)
AREA.query(
    "/return-visits/counts", "count_return_visits", schemas.CountReturnVisits, schemas.VisitCounts
)
AREA.command(
    "/return-visits/<uuid:visit_id>/striking",
    "strike_return_visit",
    schemas.StrikeReturnVisit,
    schemas.ReturnVisitView,
)
