"""Agreements on entrusted care, as far as the viewer may see them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from services.registry.domain.masks import masked
from services.registry.handlers.care_periods import told
from services.registry.models import CareAgreement, Child
from services.registry.queries.dossiers import find, groups_of_child
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.contracts.registry.care_codes import CARER_FIELDS, GROUNDS
from shared.contracts.registry.errors import CareAgreementNotFound
from shared.errors import AccessDenied
from shared.vault import Anonymised

COLUMNS = (
    *("id", "child_id", "state", "from_date", "to_date", "signed_on", "notices"),
    *("recorded_by", "recorded_at", "ending", "ended_on", "version"),
)
MASKED = ("carer_id_number", "carer_phone")
NOTHING: Mapping[str, Any] = {
    **{"carer": dict.fromkeys(CARER_FIELDS), "asked": dict.fromkeys(GROUNDS), "grounds": []},
    **{"own_view": None, "own_words": None, "guide": None, "signers": []},
}


def list_care_agreements(uow: UnitOfWork, grant: Grant, *, child_id: str) -> dict[str, Any]:
    """Newest first, those of dossiers that became part of this one too; numbers masked. Raises
    ChildNotFound, AccessDenied."""
    child = find(uow, grant, child_id)
    _require_family(grant, child)
    dossiers = [child.id, *([] if child.merged_into else uow.merges.same_child(child.id))]
    query = select(CareAgreement).where(CareAgreement.child_id.in_(dossiers))
    newest = query.order_by(CareAgreement.recorded_at.desc(), CareAgreement.id)
    found = uow.session.scalars(newest)
    return {"items": [view(uow, one, full=False) for one in found], "next": None}


def get_care_agreement(
    uow: UnitOfWork, grant: Grant, *, agreement_id: str, purpose: str | None
) -> dict[str, Any]:
    """Numbers in full for a stated purpose, which stands in the access log. Raises
    CareAgreementNotFound, AccessDenied."""
    agreement = uow.session.get(CareAgreement, agreement_id)
    if agreement is None:
        raise CareAgreementNotFound(agreement_id)
    own = uow.session.get_one(Child, agreement.child_id)
    child = find(uow, grant, own.merged_into or own.id)
    _require_family(grant, child)
    return view(uow, agreement, full=bool((purpose or "").strip()))


def _require_family(grant: Grant, child: Child) -> None:
    if Group.FAMILY not in groups_of_child(grant, child):
        raise AccessDenied()


def view(uow: UnitOfWork, agreement: CareAgreement, *, full: bool) -> dict[str, Any]:
    row = {name: getattr(agreement, name) for name in COLUMNS}
    try:
        paper = {name: told(uow, agreement)[name] for name in NOTHING}
        sealed = agreement.why
        why = uow.vault.open(agreement.child_id, sealed)["why"] if sealed else None
    except Anonymised:
        paper, why = dict(NOTHING), None
    carer = paper.pop("carer")
    if not full:
        carer |= {name: masked(carer[name]) for name in MASKED if carer[name]}
    return {**row, **paper, **carer, "why": why, "full": full}
