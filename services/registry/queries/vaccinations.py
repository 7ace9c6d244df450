"""A child's vaccination card beside the schedule."""

from datetime import date
from typing import Any

from services.registry.domain import vaccination as rules
from services.registry.queries.children import names_of
from services.registry.queries.dossiers import find, groups_of_child
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.errors import AccessDenied


def get_vaccinations(
    uow: UnitOfWork, grant: Grant, *, child_id: str, today: date
) -> dict[str, Any]:
    """Raises ChildNotFound, AccessDenied."""
    child = find(uow, grant, child_id)
    if Group.HEALTH not in groups_of_child(grant, child):
        raise AccessDenied()
    pack = uow.rules.in_force(child.area_code, today)["vaccination"]
    card = uow.vaccinations.card(child.id)
    doses = uow.vault.open(child.id, card.doses) if card else {}
    found = rules.card(child.birth_date, doses, pack["schedule"], pack["grace_months"], today)
    return {
        "child_id": child.id,
        "name": names_of(uow, grant, [child.id])[child.id],
        "birth_date": child.birth_date,
        "recorded": card is not None,
        "complete": rules.complete(found),
        "doses": [
            {
                "vaccine": dose.vaccine,
                "title": pack["schedule"][dose.vaccine]["title"],
                "dose": dose.number,
                "due_on": dose.due_on,
                "on": dose.given_on,
                "state": dose.state,
            }
            for dose in found
        ],
    }
