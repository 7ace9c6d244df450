"""What a helper who leaves tells the next one."""

from datetime import date
from typing import Any

from services.pairing.domain.pairings import counts
from services.pairing.models import Handover, Pairing
from services.pairing.ports import UnitOfWork
from services.pairing.views import handover_view
from shared.access.grant import Grant
from shared.contracts.pairing.codes import PairingStatus
from shared.contracts.pairing.errors import NotPairedWithChild
from shared.contracts.pairing.events import HandoverWaiting
from shared.contracts.pairing.growing_errors import HandoverTaken


def leave(uow: UnitOfWork, pairing: Pairing, words: str | None, today: date) -> None:
    """Whoever helps the child already, or comes next, is told that there are words."""
    if not (words or "").strip():
        return
    uow.growing.add_handover(
        Handover(
            pairing_id=pairing.id,
            child_id=pairing.child_id,
            area_code=pairing.area_code,
            school_id=pairing.school_id,
            helper_id=pairing.helper_id,
            sealed=uow.vault.seal(pairing.child_id, {"words": str(words).strip()}),
            left_on=today,
            version=1,
        )
    )
    for other in uow.pairings.live_of_child(pairing.child_id):
        if other.id != pairing.id and other.status is PairingStatus.ACTIVE:
            _tell(uow, other)


def greet(uow: UnitOfWork, pairing: Pairing) -> None:
    """A pair that begins: the helper is told of what former ones left and nobody has taken."""
    if counts(pairing.category) and uow.growing.waiting(uow.children.files(pairing.child_id)):
        _tell(uow, pairing)


def take_handover(uow: UnitOfWork, grant: Grant, *, pairing_id: str, today: date) -> dict[str, Any]:
    """A helper of the child has read it. Raises HandoverNotFound, HandoverTaken or
    NotPairedWithChild."""
    handover = uow.growing.handover(pairing_id)
    child = uow.children.of_today(handover.child_id)
    grant.require(child_id=child.id)
    live = uow.pairings.live_of_child(child.id)
    active = {one.helper_id for one in live if one.status is PairingStatus.ACTIVE}
    if grant.viewer.person_id not in active:
        raise NotPairedWithChild()
    if handover.taken_on is not None:
        raise HandoverTaken()
    handover.taken_by, handover.taken_on = grant.viewer.person_id, today
    handover.version += 1
    uow.record(
        subject=f"handover/{handover.pairing_id}",
        version=handover.version,
        operation=grant.operation,
        by=grant.viewer.account_id,
        changes={"child_id": handover.child_id, "taken_by": handover.taken_by},
        key_of=handover.child_id,
    )
    return shown(uow, handover)


def shown(uow: UnitOfWork, handover: Handover) -> dict[str, Any]:
    return handover_view(handover, uow.vault.open(handover.child_id, handover.sealed)["words"])


def _tell(uow: UnitOfWork, pairing: Pairing) -> None:
    uow.emit(
        HandoverWaiting(
            pairing_id=pairing.id,
            child_id=pairing.child_id,
            helper_id=pairing.helper_id,
            area_code=pairing.area_code,
            version=pairing.version,
        )
    )
