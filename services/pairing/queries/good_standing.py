"""Who was a helper reads nothing as one: not even what they wrote themselves."""

from services.pairing.domain.helpers import in_good_standing
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.roles import Role


def only_in_good_standing(uow: UnitOfWork, grant: Grant) -> None:
    """Takes the helper's reach from the grant of one who was dismissed, or whose check ran out."""
    person = grant.viewer.person_id
    helper = uow.helpers.find(person) if person and Role.HELPER in grant.viewer.roles else None
    if helper is None or in_good_standing(helper.status, disqualified=helper.disqualified):
        return
    grant.allowances = grant.only(frozenset(Role) - {Role.HELPER}).allowances
