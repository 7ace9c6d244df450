"""A helper's certificates, and what a stranger sees of one."""

from typing import Any

from services.pairing.domain.persons import masked_name
from services.pairing.handlers.certificates import shown
from services.pairing.handlers.paper_codes import CERTIFICATE, index_of
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import COUNTY, Grant
from shared.contracts.pairing.codes import HelperStatus
from shared.contracts.pairing.errors import CertificateNotFound

PUBLIC = ("category", "from_day", "to_day", "children", "contacts", "kept", "issued_on")


def list_certificates(uow: UnitOfWork, grant: Grant, *, helper_id: str) -> dict[str, Any]:
    """The newest first. Raises HelperNotFound."""
    helper = uow.helpers.get(helper_id)
    grant.require(area=helper.area_code, school_id=helper.school_id, person_id=helper.id)
    found = uow.certificates.of_helper(helper_id)
    return {"items": [shown(uow, one, helper) for one in found], "next": None}


def verify_certificate(uow: UnitOfWork, _grant: Grant, *, code: str) -> dict[str, Any]:
    """What is needed to see that a paper is true: the name is masked, no number is shown. It tells
    of days that are over; whether the person is a helper today is said apart, and never why not.
    Raises CertificateNotFound."""
    index = index_of(uow.vault, CERTIFICATE, code)
    found = uow.certificates.with_code(index) if index else None
    if found is None:
        raise CertificateNotFound()
    helper = uow.helpers.get(found.helper_id)
    view = shown(uow, found, helper)
    return {
        **{name: view[name] for name in PUBLIC},
        "name": masked_name(view["name"]),
        "county_code": helper.area_code[:COUNTY],
        "valid": found.revoked_on is None,
        "serving": helper.status is HelperStatus.APPROVED,
    }
