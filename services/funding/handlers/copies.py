"""Our copy of the children and of the county's rules, built from the registry's facts."""

from datetime import date

from services.funding.models import Child, CountyRules
from services.funding.ports import UnitOfWork
from shared.contracts.registry.events import ChildFacts, PackAdopted


def keep_child(uow: UnitOfWork, facts: ChildFacts, *, version: int, today: date) -> None:
    """An older fact than the one we hold changes nothing."""
    child = Child(
        child_id=facts.child_id,
        area_code=facts.area_code,
        school_id=facts.school_id,
        hardships=sorted(facts.hardships),
        in_hardship=bool(facts.hardships),
        version=version,
    )
    uow.children.keep(child, facts.stage, today)


def keep_rules(uow: UnitOfWork, adopted: PackAdopted) -> None:
    uow.rules.keep(
        CountyRules(
            area_code=adopted.area_code,
            valid_from=date.fromisoformat(adopted.valid_from),
            pack=adopted.pack,
            version=adopted.version,
        )
    )
