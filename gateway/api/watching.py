"""/api/v1: the early-warning list, results of a term, a year's scores, and commendation."""

from gateway.api.routes import Area
from shared.contracts.pairing import schemas

AREA = Area("pairing", "watching")

AREA.query("/watch-list", "list_watched", schemas.ListWatched, schemas.WatchedList)
AREA.query("/watch-list/counts", "count_watched", schemas.CountWatched, schemas.WatchedCounts)
AREA.query("/watch-list/book", "export_watched", schemas.ExportWatched, schemas.WatchedBook)
AREA.query("/results", "list_results", schemas.ListResults, schemas.ResultList)
AREA.query("/scores", "list_scorings", schemas.ListScorings, schemas.ScoringList)
AREA.query("/schools/<uuid:school_id>/scores", "get_scores", schemas.GetScores, schemas.ScoresView)
AREA.command(
    "/schools/<uuid:school_id>/scores/confirmation",
    "confirm_scores",
    schemas.ConfirmScores,
    schemas.ScoresView,
)
AREA.query("/commendation", "get_commendation", schemas.GetCommendation, schemas.CommendationView)
AREA.command("/results", "enter_results", schemas.EnterResults, schemas.ResultList)
