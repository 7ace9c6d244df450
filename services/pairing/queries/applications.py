"""How an application stands, for who has its code."""

from typing import Any

from services.pairing.handlers.paper_codes import APPLICATION, index_of
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.contracts.pairing.codes import HelperStatus
from shared.contracts.pairing.errors import ApplicationNotFound

RECEIVED = "received"


def get_application(uow: UnitOfWork, _grant: Grant, *, code: str) -> dict[str, Any]:
    """Raises ApplicationNotFound."""
    index = index_of(uow.vault, APPLICATION, code)
    found = uow.applications.get(index) if index else None
    if found is None:
        raise ApplicationNotFound()
    helper = uow.helpers.get(found.helper_id) if found.helper_id else None
    decided = helper is not None and helper.status is not HelperStatus.APPLIED
    return {"code": code, "status": helper.status.value if helper and decided else RECEIVED}
