"""Keeping our own copy of children and of the packs that counties adopted."""

from datetime import date

from services.pairing.handlers.coverage import recount
from services.pairing.handlers.merges import join, part
from services.pairing.handlers.standing import look_again
from services.pairing.models import Child
from services.pairing.ports import UnitOfWork
from shared.access.table import admit
from shared.clock import today
from shared.contracts.pairing.codes import Coverage
from shared.contracts.registry.events import (
    ChildChanged,
    ChildGraded,
    ChildJudged,
    ChildRegistered,
    PackAdopted,
)
from shared.viewer import Viewer

MERGED = "merged"
ChildFact = ChildRegistered | ChildChanged | ChildJudged | ChildGraded


def copy_child(uow: UnitOfWork, fact: ChildFact) -> None:
    """Any fact about a child carries the whole state; an older one than ours is ignored.

    Pairings, what is still owed under them, and open wishes follow a child who moves, so that the
    people of the new place see them; another heart level changes what covers the child; what may
    not go on ends.
    """
    before = uow.children.merged_into(fact.child_id)
    if not uow.children.keep(_child(fact)):
        return
    child = uow.children.get(fact.child_id, locked=True)
    _follow(uow, child)
    recount(uow, child)
    concerned = [child]
    if before is not None and before != fact.merged_into:
        concerned += part(uow, child, before)
    if child.status == MERGED:
        uow.watching.drop([child.id])
    if fact.merged_into is not None and before != fact.merged_into:
        concerned.append(join(uow, child, fact.merged_into))
    if not uow.replayed:  # an older fact says nothing of today: the night looks at a rebuilt copy
        _look_again(uow, concerned)


def _look_again(uow: UnitOfWork, children: list[Child]) -> None:
    grant = admit(Viewer.system(), "pairing.end_pairing")
    for child in children:
        look_again(uow, grant, child, today())


def _follow(uow: UnitOfWork, child: Child) -> None:
    """The child's files are where the child is today."""
    home = uow.children.get(child.merged_into) if child.merged_into else child
    place = home.area_code, home.school_id
    moving = [
        pairing
        for pairing in uow.pairings.live_of_child(child.id)
        if (pairing.area_code, pairing.school_id) != place
    ]
    for pairing in moving:
        pairing.area_code, pairing.school_id = place
    uow.promises.move([pairing.id for pairing in moving], *place)
    uow.watching.move(child.id, *place)
    for file in uow.children.files(child.id):
        uow.wishes.move(file, *place)
        uow.growing.move(file, *place)


def copy_newcomer(uow: UnitOfWork, fact: ChildRegistered) -> None:
    """A child that nobody here can have dealt with yet is no more than its row, which is written
    with those of the others at the end; if it is known after all, `copy_child` takes the fact."""
    if fact.merged_into is None and not uow.replayed:
        uow.children.expect(_child(fact), fact)
    else:
        settle_newcomers(uow)  # the other file may be among them
        copy_child(uow, fact)


def settle_newcomers(uow: UnitOfWork) -> None:
    for fact in uow.children.flush():
        copy_child(uow, fact)


def _child(fact: ChildFact) -> Child:
    return Child(
        id=fact.child_id,
        area_code=fact.area_code,
        school_id=fact.school_id,
        sex=fact.sex,
        birth_date=date.fromisoformat(fact.birth_date),
        # What was merged into another file is matched and counted there.
        status=MERGED if fact.merged_into else fact.status,
        level=fact.level,
        kin_marks=sorted(fact.kin_marks),
        coverage=Coverage.NONE,
        merged_into=fact.merged_into,
        version=fact.version,
    )


def copy_pack(uow: UnitOfWork, fact: PackAdopted) -> None:
    day = date.fromisoformat(fact.valid_from)
    uow.rules.adopt(fact.area_code, fact.pack, day, fact.version)
