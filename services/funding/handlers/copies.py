"""Our copy of the children and of the county's rules, built from the registry's facts."""

from datetime import date

from services.funding.handlers.merges import follow_merge
from services.funding.models import Child, CountyRules
from services.funding.ports import UnitOfWork
from shared.contracts.registry.events import ChildFacts, PackAdopted


def keep_child(uow: UnitOfWork, facts: ChildFacts, *, version: int, since: date) -> None:
    """An older fact than the one we hold changes nothing but the stage of its day. A closed file
    asks for no money."""
    hardships = [] if facts.status == "exited" else sorted(facts.hardships)
    child = Child(
        child_id=facts.child_id,
        area_code=facts.area_code,
        school_id=facts.school_id,
        hardships=hardships,
        boarder=facts.boarder,
        in_hardship=bool(hardships),
        merged_into=facts.merged_into,
        version=version,
    )
    if facts.merged_into is None:
        uow.children.keep(child, facts.stage, since)
    elif uow.children.keep_merged(child, facts.stage, since):
        follow_merge(uow, facts.merged_into)


def keep_rules(uow: UnitOfWork, adopted: PackAdopted) -> None:
    uow.rules.keep(
        CountyRules(
            area_code=adopted.area_code,
            valid_from=date.fromisoformat(adopted.valid_from),
            pack=adopted.pack,
            version=adopted.version,
        )
    )
