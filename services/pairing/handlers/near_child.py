"""Who writes about a child: its helper of today, its teachers, the offices of its place."""

from services.pairing.models import Child
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.contracts.pairing.codes import PairingStatus
from shared.contracts.pairing.errors import NotPairedWithChild

# Whose word counts as what: the first that the caller holds for this child.
AS = (Role.HEAD_TEACHER, Role.PRINCIPAL, Role.VILLAGE_OFFICER, Role.TOWNSHIP_OFFICER)


def author(uow: UnitOfWork, grant: Grant, child: Child) -> Role:
    """As what the caller speaks. Raises AccessDenied, or NotPairedWithChild for a helper whose
    pairing rests or is over."""
    place = {"area": child.area_code, "school_id": child.school_id}
    roles = grant.roles_for(**place, child_id=child.id)
    grant.require(**place, child_id=child.id)
    others = roles - {Role.HELPER}
    if others:
        return next((role for role in AS if role in others), sorted(others)[0])
    live = uow.pairings.live_of_child(child.id)
    active = {one.helper_id for one in live if one.status is PairingStatus.ACTIVE}
    if grant.viewer.person_id not in active:
        raise NotPairedWithChild()
    return Role.HELPER
