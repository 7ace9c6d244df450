"""Certificates of what a volunteer did: free, true, and checked by a code (LAW, volunteers)."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.pairing.handlers.paper_codes import CERTIFICATE, new_code
from services.pairing.models import Certificate, Helper
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.pairing.codes import HelperStatus
from shared.contracts.pairing.errors import (
    CertificatePeriodInvalid,
    HelperNotApproved,
    NothingToCertify,
)

COUNTED = (HelperStatus.APPROVED, HelperStatus.SUSPENDED)


def issue_certificate(
    uow: UnitOfWork, grant: Grant, *, helper_id: str, from_day: date, to_day: date, today: date
) -> dict[str, Any]:
    """Counted from the contacts on file, never typed in. Raises HelperNotFound, HelperNotApproved,
    CertificatePeriodInvalid or NothingToCertify."""
    helper = uow.helpers.get(helper_id)
    grant.require(area=helper.area_code, school_id=helper.school_id)
    if helper.status not in COUNTED:
        raise HelperNotApproved(helper.status.value)
    if not from_day <= to_day <= today:
        raise CertificatePeriodInvalid()
    counted = uow.contacts.counted(helper_id, from_day, to_day)
    if not counted["contacts"]:
        raise NothingToCertify()
    code, index = new_code(uow.vault, CERTIFICATE)
    certificate = Certificate(
        id=str(uuid4()),
        code_index=index,
        sealed_code=uow.vault.seal(helper_id, {"code": code}),
        helper_id=helper_id,
        area_code=helper.area_code,
        from_day=from_day,
        to_day=to_day,
        **counted,
        issued_on=today,
        issued_by=grant.viewer.account_id,
        version=1,
    )
    uow.certificates.add(certificate)
    _note(uow, grant, certificate, {**counted, "from": from_day.isoformat()})
    return shown(uow, certificate, helper)


def revoke_certificate(
    uow: UnitOfWork, grant: Grant, *, certificate_id: str, why: str, today: date
) -> dict[str, Any]:
    """Raises CertificateNotFound."""
    certificate = uow.certificates.get(certificate_id)
    helper = uow.helpers.get(certificate.helper_id)
    grant.require(area=helper.area_code)
    certificate.revoked_on = certificate.revoked_on or today
    certificate.version += 1
    _note(uow, grant, certificate, {"revoked_on": today.isoformat(), "why": why})
    return shown(uow, certificate, helper)


def shown(uow: UnitOfWork, certificate: Certificate, helper: Helper) -> dict[str, Any]:
    names = ("id", "helper_id", "area_code", "from_day", "to_day", "children", "contacts", "kept")
    return {
        **{name: getattr(certificate, name) for name in names},
        "issued_on": certificate.issued_on,
        "revoked_on": certificate.revoked_on,
        "category": helper.category,
        "name": uow.vault.open(helper.id, helper.sealed)["name"],
        "code": uow.vault.open(helper.id, certificate.sealed_code)["code"],
    }


def _note(uow: UnitOfWork, grant: Grant, paper: Certificate, changes: dict[str, Any]) -> None:
    uow.record(
        subject=f"certificate/{paper.id}",
        version=paper.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes=changes,
        key_of=paper.helper_id,
    )
