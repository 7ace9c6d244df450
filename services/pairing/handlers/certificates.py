"""Certificates of what a volunteer did: free, true, and checked by a code (LAW, volunteers)."""

from datetime import date
from typing import Any
from uuid import uuid4

from services.pairing.domain.codes_of_papers import new_code, plain
from services.pairing.domain.persons import masked_name
from services.pairing.models import Certificate, Helper
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.pairing.codes import HelperStatus
from shared.contracts.pairing.errors import (
    CertificateNotFound,
    CertificatePeriodInvalid,
    HelperNotApproved,
    NothingToCertify,
)

CODE = "certificate"
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
    code = new_code()
    certificate = Certificate(
        id=str(uuid4()),
        code_index=uow.vault.blind_index(CODE, plain(code) or ""),
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


def verify_certificate(uow: UnitOfWork, _grant: Grant, *, code: str) -> dict[str, Any]:
    """What is needed to see that a paper is true: the name is masked, no number is shown. Raises
    CertificateNotFound."""
    typed = plain(code)
    found = typed and uow.certificates.with_code(uow.vault.blind_index(CODE, typed))
    if not found:
        raise CertificateNotFound()
    helper = uow.helpers.get(found.helper_id)
    view = shown(uow, found, helper)
    return {
        **{name: view[name] for name in PUBLIC},
        "name": masked_name(view["name"]),
        "county_code": helper.area_code[:6],
        "valid": found.revoked_on is None,
    }


PUBLIC = ("category", "from_day", "to_day", "children", "contacts", "kept", "issued_on")


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
