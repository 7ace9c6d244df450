"""A helper's certificates."""

from typing import Any

from services.pairing.handlers.certificates import shown
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant


def list_certificates(uow: UnitOfWork, grant: Grant, *, helper_id: str) -> dict[str, Any]:
    """The newest first. Raises HelperNotFound."""
    helper = uow.helpers.get(helper_id)
    grant.require(area=helper.area_code, school_id=helper.school_id, person_id=helper.id)
    found = uow.certificates.of_helper(helper_id)
    return {"items": [shown(uow, one, helper) for one in found], "next": None}
