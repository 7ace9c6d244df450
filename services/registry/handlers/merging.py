"""Making two dossiers of one child one, and taking that back (DOMAIN section 3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain.course import settled
from services.registry.domain.record import FIELDS, ChildRecord
from services.registry.handlers.absorbing import note_merged, set_merged
from services.registry.handlers.cases.opening import hand_cases_over, take_cases_back
from services.registry.handlers.children import check_facts, check_place
from services.registry.handlers.contacting import reread
from services.registry.handlers.dossiers import change, judge_again, set_level
from services.registry.handlers.reach import PLACES, check_reach
from services.registry.models import Merge
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.errors import (
    AbsorbedOthers,
    ChildChangedMeanwhile,
    ChildMerged,
    MergedWithItself,
    MergeUndoneAlready,
    UnknownField,
)
from shared.contracts.registry.events import ChildrenMerged, MergeUndone

LEVEL, CASE = "level", "case"


def merge_children(
    uow: UnitOfWork,
    grant: Grant,
    *,
    survivor_id: str,
    absorbed_id: str,
    take: list[str],
    why: str,
    versions: Mapping[str, int],
    today: date,
) -> Merge:
    """The survivor goes on with its own values and those of `take` from the other file.

    Raises MergedWithItself, ChildNotFound, AccessDenied, ChildMerged, AbsorbedOthers,
    ChildChangedMeanwhile, UnknownField, and as `correct_child` for the values taken.
    """
    survivor, absorbed = _both(uow, grant, survivor_id, absorbed_id)
    _check_files(uow, survivor, absorbed, versions)
    facts = _chosen(survivor, absorbed, take)
    _check(uow, grant, survivor, facts, today, absorbed)
    taken = {name: [survivor.facts.get(name), value] for name, value in facts.items()}
    by, levels = grant.viewer.account_id, [survivor.level, absorbed.level]
    carried = uow.merges.carry_followings(absorbed.id, survivor.id)
    set_merged(uow, absorbed, survivor.id, by=by, reason=why, today=today)
    uow.children.flush()  # its ID number is free now
    change(uow, survivor, facts, by=by, operation="merge_children", today=today, reason=why)
    _follow(uow, survivor, by, today)
    if levels[1] and (LEVEL in take or not levels[0]):
        set_level(uow, survivor, levels[1], by=by, today=today)
        taken[LEVEL] = levels
    _leave_number(uow, survivor, absorbed, taken)
    carried += [f"{CASE} {case}" for case in hand_cases_over(uow, absorbed.id, survivor)]
    note_merged(uow, survivor, absorbed.id, by=by, reason=why, undone=False)
    reread(uow, survivor, today)
    merge = _merge(survivor, absorbed, uow.vault.seal(survivor.id, taken), carried, why, by)
    uow.merges.add(merge)
    _settle_suspicions(uow, survivor, absorbed, today)
    uow.emit(ChildrenMerged(**_facts(merge, survivor)))
    return merge


def undo_merge(uow: UnitOfWork, grant: Grant, *, merge_id: str, why: str, today: date) -> Merge:
    """Both files as before; what the survivor got meanwhile stays with it.

    Raises MergeNotFound, AccessDenied, MergeUndoneAlready.
    """
    merge = uow.merges.get(merge_id)
    survivor, absorbed = _both(uow, grant, merge.survivor_id, merge.absorbed_id)
    if merge.undone_at is not None:
        raise MergeUndoneAlready()
    by = grant.viewer.account_id
    taken = uow.vault.open(survivor.id, merge.taken)
    absorbed.leads_here = None
    uow.children.save(absorbed)
    uow.children.flush()  # the number that led to the survivor is free for it again
    uow.merges.drop_followings(survivor.id, merge.carried)
    back = {
        name: old
        for name, (old, new) in taken.items()
        if name != LEVEL and survivor.facts.get(name) == new
    }
    change(uow, survivor, back, by=by, operation="undo_merge", today=today, reason=why)
    _follow(uow, survivor, by, today)
    if taken.get(LEVEL, [0, None])[1] == survivor.level:
        set_level(uow, survivor, taken[LEVEL][0], by=by, today=today)
    uow.children.flush()
    set_merged(uow, absorbed, None, by=by, reason=why, today=today)
    cases = [each.partition(" ")[2] for each in merge.carried if each.startswith(f"{CASE} ")]
    take_cases_back(uow, cases, survivor.id, absorbed)
    note_merged(uow, survivor, absorbed.id, by=by, reason=why, undone=True)
    for record in (survivor, absorbed):
        reread(uow, record, today)
    merge.undone_by, merge.undone_at = by, now()
    merge.version += 1
    uow.merges.settle_pair(survivor.id, absorbed.id, "open")
    uow.emit(MergeUndone(**_facts(merge, survivor)))
    return merge


def dismiss_duplicate(uow: UnitOfWork, grant: Grant, *, duplicate_id: str) -> str:
    """A person says that the two are two. Answers the id. Raises DuplicateNotFound."""
    found = uow.merges.duplicate(duplicate_id)
    grant.require(area=found.area_code)
    grant.seen(found.child_id, found.other_id)
    before, found.state = found.state, "different"
    uow.record(
        subject=f"duplicate/{found.id}",
        version=1,
        operation="dismiss_duplicate",
        by=grant.viewer.account_id,
        changes={"state": [before, "different"], "children": [found.child_id, found.other_id]},
    )
    return found.id


def _both(
    uow: UnitOfWork, grant: Grant, survivor_id: str, absorbed_id: str
) -> tuple[ChildRecord, ChildRecord]:
    """Locked in one order, and both within reach: nobody merges what they do not answer for."""
    if survivor_id == absorbed_id:
        raise MergedWithItself()
    for child_id in sorted((survivor_id, absorbed_id)):
        record = uow.children.get(child_id, merged=True)
        grant.require(area=record.area_code, school_id=record.school_id)
        grant.seen(record.id)
    return (
        uow.children.get(survivor_id, merged=True),
        uow.children.get(absorbed_id, merged=True),
    )


def _check_files(
    uow: UnitOfWork, survivor: ChildRecord, absorbed: ChildRecord, versions: Mapping[str, int]
) -> None:
    for record in (survivor, absorbed):
        if record.merged_into is not None:
            raise ChildMerged(record.merged_into)
        if versions.get(record.id, record.version) != record.version:
            raise ChildChangedMeanwhile(str(record.version))
    if uow.merges.has_absorbed(absorbed.id):
        raise AbsorbedOthers()


def _merge(
    survivor: ChildRecord, absorbed: ChildRecord, taken: str, carried: list[str], why: str, by: str
) -> Merge:
    return Merge(
        id=str(uuid4()),
        survivor_id=survivor.id,
        absorbed_id=absorbed.id,
        area_code=survivor.area_code,
        absorbed_area=absorbed.area_code,
        taken=taken,
        carried=carried,
        why=why,
        merged_by=by,
        merged_at=now(),
        version=1,
    )


def _chosen(survivor: ChildRecord, absorbed: ChildRecord, take: list[str]) -> dict[str, Any]:
    """Those of the fields that differ. Raises UnknownField."""
    for name in take:
        if name not in (*FIELDS, LEVEL):
            raise UnknownField(name)
    wanted = {name: absorbed.facts.get(name) for name in take if name != LEVEL}
    wanted = settled(survivor.facts, wanted)
    return {name: value for name, value in wanted.items() if survivor.facts.get(name) != value}


def _check(
    uow: UnitOfWork,
    grant: Grant,
    survivor: ChildRecord,
    facts: Mapping[str, Any],
    today: date,
    absorbed: ChildRecord,
) -> None:
    """Sex, birth date and ID number must still agree after a choice field by field."""
    after = {**survivor.facts, **facts}
    moved = {name for name in PLACES if name in facts}
    check_reach(uow, grant, after, moved)
    if moved:
        check_place(uow, after, today)
    check_facts(uow, after, today, but={survivor.id, absorbed.id})


def _follow(uow: UnitOfWork, survivor: ChildRecord, by: str, today: date) -> None:
    """What goes on for the one file goes on for the child."""
    kinds = uow.merges.followed_for(survivor.id)
    survivor.pairing, survivor.scheme = "pairing" in kinds, "scheme" in kinds
    judge_again(uow, survivor, by=by, today=today)


def _leave_number(
    uow: UnitOfWork, survivor: ChildRecord, absorbed: ChildRecord, taken: Mapping[str, Any]
) -> None:
    """The number that the survivor does not go by leads to it all the same: a roster that still
    has the wrong one makes no third file."""
    kept = survivor.facts.get("id_number")
    other = taken.get("id_number", [absorbed.facts.get("id_number")])[0]
    absorbed.leads_here = other if other != kept else None
    uow.children.flush()
    uow.children.save(absorbed)


def _settle_suspicions(
    uow: UnitOfWork, survivor: ChildRecord, absorbed: ChildRecord, today: date
) -> None:
    """A third file that was like the absorbed one is now like the survivor."""
    uow.merges.settle_pair(survivor.id, absorbed.id, "merged")
    for twin in uow.merges.likely_twins(absorbed.id):
        third = twin.other_id if twin.child_id == absorbed.id else twin.child_id
        uow.children.note_duplicate(survivor.id, third, twin.by, survivor.area_code, today)


def _facts(merge: Merge, survivor: ChildRecord) -> dict[str, Any]:
    return {
        "merge_id": merge.id,
        "child_id": merge.survivor_id,
        "absorbed_id": merge.absorbed_id,
        "area_code": survivor.area_code,
        "school_id": survivor.school_id,
        "version": merge.version,
    }
