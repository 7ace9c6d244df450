"""Keeping our own copy of schools, of the children who go there, and of adopted packs."""

from datetime import date

from services.activities.models import School, SchoolChild
from services.activities.ports import UnitOfWork
from shared.contracts.registry.events import (
    ChildChanged,
    ChildGraded,
    ChildJudged,
    ChildRegistered,
    PackAdopted,
    SchoolRegistered,
)

ChildFact = ChildRegistered | ChildChanged | ChildJudged | ChildGraded


def copy_school(uow: UnitOfWork, fact: SchoolRegistered) -> None:
    uow.schools.keep(
        School(id=fact.school_id, township_code=fact.township_code, version=fact.version)
    )


def copy_child(uow: UnitOfWork, fact: ChildFact) -> None:
    """Any fact about a child carries the whole state; an older one than ours is ignored."""
    uow.roster.keep(
        SchoolChild(
            child_id=fact.child_id,
            area_code=fact.area_code,
            # A file merged into another stands on no register; what it has stays its own.
            school_id=None if fact.merged_into else fact.school_id,
            class_name=fact.class_name,
            status=fact.status,
            boarder=fact.boarder,
            merged_into=fact.merged_into,
            version=fact.version,
        )
    )


def copy_pack(uow: UnitOfWork, fact: PackAdopted) -> None:
    day = date.fromisoformat(fact.valid_from)
    uow.rules.adopt(fact.area_code, fact.pack, day, fact.version)
