"""What changes about a helper: wishes, languages, hours, place, training."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.pairing.domain import persons
from services.pairing.handlers.helper_files import record, view
from services.pairing.handlers.standing import look_at_helper
from services.pairing.models import Helper
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.access.roles import OFFICES, Role
from shared.contracts.pairing.errors import CapacityBelowLoad, TrainingInTheFuture

OWN = ("child_sex", "capacity", "dialects", "available")  # what helpers change themselves
OF_PLACES = frozenset(OFFICES)
PLACE = ("area_code", "school_id")


def update_helper(
    uow: UnitOfWork,
    grant: Grant,
    *,
    helper_id: str,
    phone: str | None,
    without_school: bool,
    today: date,
    **given: Any,
) -> dict[str, Any]:
    """Only what is given changes; where somebody lives and teaches is the office's to change, where
    it answers for the new place too. Raises WrongPhone, CapacityBelowLoad or AccessDenied."""
    if phone:  # whose own child the helper may turn out to have: children are locked first
        uow.children.lock(one.child_id for one in uow.pairings.live_of_helper(helper_id))
    helper = uow.helpers.get(helper_id, locked=True)
    place = {"area": helper.area_code, "school_id": helper.school_id}
    grant.require(person_id=helper.id, **place)
    above = grant.roles_for(**place) - {Role.HELPER}
    names = (*OWN, *PLACE) if above else OWN
    wanted = {name: given[name] for name in names if given.get(name) is not None}
    if without_school and above:
        wanted["school_id"] = None
    _check_place(grant, helper, above, wanted)
    if "capacity" in wanted:
        wanted["capacity"] = _capacity(uow, helper, wanted["capacity"], today)
    changes: dict[str, Any] = {n: [getattr(helper, n), v] for n, v in wanted.items()}
    for name, value in wanted.items():
        setattr(helper, name, value)
    if phone:
        changes["phone"] = ["", _renumber(uow, helper, phone)]
    helper.version += 1
    record(uow, grant, helper, changes)
    if phone:
        look_at_helper(uow, grant, helper, today)
    return view(uow, grant, helper)


def _check_place(
    grant: Grant, helper: Helper, above: frozenset[Role], wanted: dict[str, Any]
) -> None:
    """An office moves whom it answers for within its own place; a school moves nobody elsewhere.
    Raises AccessDenied."""
    if wanted.get("area_code", helper.area_code) != helper.area_code:
        grant.only(OF_PLACES).require(area=wanted["area_code"])
    elsewhere = wanted.get("school_id", helper.school_id) not in (helper.school_id, None)
    if elsewhere and not above & OF_PLACES:
        grant.require(school_id=wanted["school_id"])


def _capacity(uow: UnitOfWork, helper: Helper, wanted: int, today: date) -> int:
    policy = uow.rules.in_force(helper.area_code, today)
    allowed = policy.capacity(helper.category, wanted)
    if allowed < helper.load:
        raise CapacityBelowLoad(str(helper.load))
    return allowed


def _renumber(uow: UnitOfWork, helper: Helper, phone: str) -> str:
    number = persons.read_phone(phone)
    identity = {**uow.vault.open(helper.id, helper.sealed), "phone": number}
    helper.sealed = uow.vault.seal(helper.id, identity)
    helper.phone_index = uow.vault.blind_index("phone", number)
    return number


def record_training(
    uow: UnitOfWork,
    grant: Grant,
    *,
    helper_id: str,
    on_date: date,
    topics: Sequence[str],
    hours: int,
    today: date,
) -> dict[str, Any]:
    """Raises HelperNotFound or TrainingInTheFuture."""
    helper = uow.helpers.get(helper_id, locked=True)
    grant.require(area=helper.area_code, school_id=helper.school_id)
    if on_date > today:
        raise TrainingInTheFuture(on_date.isoformat())
    entry = {"on_date": on_date.isoformat(), "topics": list(topics), "hours": hours}
    helper.trainings = [*helper.trainings, entry]
    helper.version += 1
    record(uow, grant, helper, {"training": entry})
    return view(uow, grant, helper)
