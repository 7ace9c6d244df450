"""What becomes of a child's pairings and consents when its file is found to be part of another.

They go on for the child that stays, and come back to where they were when the merge is undone, as
far as they would be allowed to begin that day.
"""

from datetime import date
from typing import Any

from services.pairing.domain.duties import UNKEPT
from services.pairing.handlers import promises, rematching
from services.pairing.handlers.coverage import recount
from services.pairing.handlers.pairings import check_may_begin
from services.pairing.models import Child, Pairing
from services.pairing.ports import UnitOfWork
from shared.clock import today
from shared.contracts.pairing.codes import EndReason, PairingStatus, Side
from shared.contracts.pairing.errors import SlotTaken
from shared.contracts.pairing.events import PairingEnded, PairingMoved
from shared.errors import DomainError

SYSTEM = "system"


def join(uow: UnitOfWork, absorbed: Child, survivor_id: str) -> Child:
    """The survivor, locked. Raises ChildNotKnown until it has been announced: then it is tried
    again."""
    survivor = uow.children.get(survivor_id, locked=True)
    moving, there = uow.pairings.live_of_child(absorbed.id), uow.pairings.live_of_child(survivor_id)
    uow.helpers.lock([pairing.helper_id for pairing in (*moving, *there)])
    for slot in Side:
        uow.proposals.lapse_place(absorbed.id, slot)
    for pairing in moving:
        if any(pairing.helper_id == other.helper_id for other in there):
            _close(uow, pairing)  # the helper has the child already, once
            continue
        pairing.moved_from, pairing.moved_slot = absorbed.id, pairing.slot
        if pairing.slot in {other.slot for other in there}:
            pairing.slot = Side.ANY  # the place is taken: one helper more
        _put(uow, pairing, survivor, absorbed.id)
        there.append(pairing)
    for consent in uow.consents.standing(absorbed.id):
        consent.child_id, consent.moved_from = survivor.id, absorbed.id
    _recount(uow, absorbed, survivor)
    return survivor


def part(uow: UnitOfWork, child: Child, survivor_id: str) -> list[Child]:
    """The merge was undone: what came from the child's file is the child's again. The survivor,
    locked; nobody, where our copy was wrong."""
    survivors = uow.children.lock([survivor_id])
    moved, closed = uow.pairings.moved_from(child.id), uow.pairings.ended_by_merge(child.id)
    uow.helpers.lock([pairing.helper_id for pairing in (*moved, *closed)])
    for consent in uow.consents.moved_from(child.id):
        consent.child_id, consent.moved_from = child.id, None
    for pairing in moved:
        pairing.slot, pairing.moved_from = pairing.moved_slot or pairing.slot, None
        _put(uow, pairing, child, survivor_id)
    for pairing in closed:
        pairing.moved_from = None  # by this merge, and by no later one
        _reopen(uow, pairing, child, today())
    _recount(uow, child, *survivors)
    return survivors


def _recount(uow: UnitOfWork, *children: Child) -> None:
    for child in children:
        recount(uow, child)


def _put(
    uow: UnitOfWork,
    pairing: Pairing,
    child: Child,
    before: str,
    changes: dict[str, Any] | None = None,
) -> None:
    pairing.child_id, pairing.area_code = child.id, child.area_code
    pairing.school_id = child.school_id
    pairing.version += 1
    for promise in uow.promises.of_owners([pairing.id], *UNKEPT):
        promise.child_id = child.id
    uow.promises.move([pairing.id], child.area_code, child.school_id)
    moved = {"child_id": [before, child.id], "slot": pairing.slot}
    _record(uow, pairing, moved | (changes or {}))
    uow.emit(PairingMoved(**_whereabouts(pairing), from_child_id=before))


def _close(uow: UnitOfWork, pairing: Pairing) -> None:
    before, pairing.status = pairing.status, PairingStatus.ENDED
    pairing.ended_on, pairing.end_reason = today(), EndReason.MERGED
    pairing.moved_from = pairing.child_id
    pairing.version += 1
    helper = uow.helpers.get(pairing.helper_id)
    helper.load -= 1
    promises.rest(uow, pairing, helper, today())
    _record(uow, pairing, {"status": [before, "ended"], "reason": EndReason.MERGED})
    uow.emit(PairingEnded(**_whereabouts(pairing), reason=EndReason.MERGED))


def _reopen(uow: UnitOfWork, pairing: Pairing, child: Child, today: date) -> None:
    """As if it began today: where a rule forbids that it stays ended, and the child is matched."""
    live = uow.pairings.live_of_child(child.id)
    helper = uow.helpers.get(pairing.helper_id)
    try:
        check_may_begin(uow, child, helper, pairing.slot, live, today)
        if pairing.slot is not Side.ANY and pairing.slot in {other.slot for other in live}:
            raise SlotTaken(pairing.slot.value)
    except DomainError:
        rematching.expect(uow, child.area_code)
        return
    helper.load += 1
    pairing.status, pairing.ended_on, pairing.end_reason = PairingStatus.ACTIVE, None, None
    _put(uow, pairing, child, child.id, {"status": ["ended", "active"]})
    promises.begin(uow, pairing, helper, today)


def _record(uow: UnitOfWork, pairing: Pairing, changes: dict[str, Any]) -> None:
    uow.record(
        subject=f"pairing/{pairing.id}",
        version=pairing.version,
        operation="follow_merge",
        by=SYSTEM,
        changes=changes,
        key_of=pairing.child_id,
    )


def _whereabouts(pairing: Pairing) -> dict[str, Any]:
    return {
        "pairing_id": pairing.id,
        "child_id": pairing.child_id,
        "helper_id": pairing.helper_id,
        "area_code": pairing.area_code,
        "school_id": pairing.school_id,
        "slot": pairing.slot.value,
        "version": pairing.version,
    }
