"""How an application stands, for who has its code."""

from datetime import date, timedelta
from typing import Any

from services.pairing.handlers.paper_codes import APPLICATION, index_of
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import day_of
from shared.contracts.pairing.codes import HelperStatus
from shared.contracts.pairing.errors import ApplicationNotFound

RECEIVED, APPROVED, REFUSED = "received", "approved", "refused"
NATIONAL = ""  # the area of no county
DECIDED = {HelperStatus.APPLIED: RECEIVED, HelperStatus.REFUSED: REFUSED}


def get_application(uow: UnitOfWork, _grant: Grant, *, code: str, today: date) -> dict[str, Any]:
    """What became of the application, and nothing of what came afterwards: whoever holds the code
    learns of no record. It is good for the days of the national pack, whatever the county's: of
    those who were on file already no county is kept, and all codes end alike. Raises
    ApplicationNotFound."""
    index = index_of(uow.vault, APPLICATION, code)
    found = uow.applications.get(index) if index else None
    if found is None:
        raise ApplicationNotFound()
    helper = uow.helpers.get(found.helper_id) if found.helper_id else None
    days = uow.rules.in_force(NATIONAL, today).application_days
    if day_of(found.applied_at) + timedelta(days=days) < today:
        raise ApplicationNotFound()
    return {"code": code, "status": DECIDED.get(helper.status, APPROVED) if helper else RECEIVED}
