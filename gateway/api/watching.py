"""/api/v1: the early-warning list and the results of a term."""

from gateway.api.routes import Area
from shared.contracts.pairing import schemas

AREA = Area("pairing", "watching")

AREA.query("/watch-list", "list_watched", schemas.ListWatched, schemas.WatchedList)
AREA.query("/watch-list/counts", "count_watched", schemas.CountWatched, schemas.WatchedCounts)
AREA.query("/watch-list/book", "export_watched", schemas.ExportWatched, schemas.WatchedBook)
AREA.query("/results", "list_results", schemas.ListResults, schemas.ResultList)
AREA.command("/results", "enter_results", schemas.EnterResults, schemas.ResultList)
