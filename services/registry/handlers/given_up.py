"""An import that our own failures stopped: tried once more, dropped, or forgotten in time.

The file names people, so it is kept only as long as somebody may still want the import to go on
(LAW, personal data: shortest retention).
"""

from datetime import datetime, timedelta

from services.registry.handlers.importing import ENDED, IMPORT
from services.registry.handlers.reach import check_import
from services.registry.models import Import
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.registry.errors import (
    ImportDropped,
    ImportExpired,
    ImportGivenUp,
    ImportNotGivenUp,
)

EXPIRY = "import_expiry"  # kind of its timer
JOBS = {"health": "health_sheet"}  # kind of an import -> kind of its job, where it has its own
KEPT = timedelta(days=7)


def give_up(uow: UnitOfWork, import_id: str, _problem: str, at: datetime) -> None:
    """Its job was tried often enough. The file is not to blame, so its content is kept a while."""
    roster = uow.imports.get(import_id)
    if roster.status not in ENDED:
        roster.status, roster.finished_at = "failed", at
        roster.problem, roster.problem_args = ImportGivenUp.__name__, []
        # Named with its time: after another try and another failure there is another deadline.
        uow.set_timer(EXPIRY, f"{import_id}@{at.isoformat()}", at + KEPT)


def restart_import(uow: UnitOfWork, grant: Grant, *, import_id: str) -> Import:
    """Go on behind the last row that is stored, as whoever uploaded it. Raises ImportNotFound,
    AccessDenied, ImportNotGivenUp."""
    roster = _given_up(uow, grant, import_id)
    roster.status, roster.finished_at, roster.problem = "queued", None, None
    uow.start_job(JOBS.get(roster.kind, IMPORT), roster.id)
    _record(uow, roster, "restart_import", grant.viewer.account_id)
    return roster


def drop_import(uow: UnitOfWork, grant: Grant, *, import_id: str) -> Import:
    """Forget the file now; rows that are stored stay. Raises as `restart_import`."""
    roster = _given_up(uow, grant, import_id)
    _forget(roster, ImportDropped)
    _record(uow, roster, "drop_import", grant.viewer.account_id)
    return roster


def expire(uow: UnitOfWork, *, subject: str) -> None:
    """`subject` is "<import>@<when it was given up>", as the deadline was set."""
    import_id, _, at = subject.partition("@")
    roster = uow.imports.get(import_id)
    if kept_until(roster) == datetime.fromisoformat(at) + KEPT:
        _forget(roster, ImportExpired)
        _record(uow, roster, "expire_import", "system")


def kept_until(roster: Import) -> datetime | None:
    """Until when the file of a given-up import waits to be tried again; None if there is none."""
    waits = roster.problem == ImportGivenUp.__name__ and roster.content is not None
    return roster.finished_at + KEPT if waits and roster.finished_at else None


def _given_up(uow: UnitOfWork, grant: Grant, import_id: str) -> Import:
    roster = uow.imports.get(import_id)
    check_import(grant, roster)
    if kept_until(roster) is None:
        raise ImportNotGivenUp()
    return roster


def _forget(roster: Import, why: type[ImportDropped] | type[ImportExpired]) -> None:
    roster.content, roster.problem = None, why.__name__


def _record(uow: UnitOfWork, roster: Import, operation: str, by: str) -> None:
    uow.record(
        subject=f"import/{roster.id}",
        version=1,
        operation=operation,
        by=by,
        changes={"status": roster.status},
    )
