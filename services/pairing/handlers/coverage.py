"""How far a child is covered: kept beside the child as its pairings come and go."""

from services.pairing.domain import pairings as rules
from services.pairing.models import Child, Pairing
from services.pairing.ports import UnitOfWork
from shared.contracts.pairing.codes import PairingStatus, Side


def sides_held(pairings: list[Pairing]) -> list[Side]:
    """What the active ones count as; a resting pairing and a peer partner cover nobody."""
    return [
        pairing.side
        for pairing in pairings
        if pairing.status is PairingStatus.ACTIVE and rules.counts(pairing.category)
    ]


def recount(uow: UnitOfWork, child: Child) -> None:
    held = sides_held(uow.pairings.live_of_child(child.id))
    uow.children.cover(child, rules.coverage(child.level, held))
