"""Taking an application, from an office or from the public page."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from services.pairing.domain import helpers as rules
from services.pairing.domain import persons
from services.pairing.domain.policy import Policy
from services.pairing.handlers.helper_files import note, view, whereabouts
from services.pairing.models import Bond, Helper
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import midnight
from shared.contracts.pairing.codes import BondKind, Category, Record
from shared.contracts.pairing.events import HelperApplied, HelperRefused

PEER_TIMER = "peer_of_age"


def register_helper(
    uow: UnitOfWork, grant: Grant, *, area_code: str, school_id: str | None, **application: Any
) -> dict[str, Any]:
    """Take an application. Raises what `enrol` does."""
    grant.require(area=area_code, school_id=school_id)
    helper = enrol(
        uow,
        by=grant.viewer.account_id,
        operation=grant.operation,
        area_code=area_code,
        school_id=school_id,
        **application,
    )
    return view(uow, grant, helper)


def enrol(
    uow: UnitOfWork,
    *,
    by: str,
    operation: str,
    category: str,
    name: str,
    id_number: str,
    phone: str,
    area_code: str,
    school_id: str | None,
    child_sex: str,
    capacity: int | None,
    bonds: Iterable[Mapping[str, str]],
    declared_records: Sequence[str],
    today: date,
    more: Mapping[str, Any] | None = None,
) -> Helper:
    """One who declares a record to an office is on file as refused, at once and for good; what
    somebody says in public, perhaps of another, is for the office to decide on.

    Raises what `read_numbers` does, or HelperAlreadyRegistered.
    """
    kind, policy = Category(category), uow.rules.in_force(area_code, today)
    number, own_phone = read_numbers(kind, id_number, phone, policy, today)
    identity = {"name": name.strip(), "id_number": number.text, "phone": own_phone}
    declared = [Record(code) for code in declared_records]
    barring = [] if more else declared
    helper = Helper(category=kind, area_code=area_code, school_id=school_id, sex=number.sex)
    helper.child_sex, helper.capacity = child_sex, policy.capacity(kind, capacity)
    for name_, value in {**_standing(barring), **_sealed(uow, identity)}.items():
        setattr(helper, name_, value)
    _add_to(uow, helper, {**(more or {}), "declared": declared if more else []})
    uow.helpers.add(helper, _bonds(helper.id, bonds))
    if kind is Category.PEER:
        uow.set_timer(PEER_TIMER, helper.id, midnight(policy.adult_on(number.birth_date)))
    note(uow, operation, by, helper, {**identity, "category": kind, "records": declared})
    _tell_of_application(uow, helper)
    return helper


def read_numbers(
    kind: Category, id_number: str, phone: str, policy: Policy, today: date
) -> tuple[persons.IdNumber, str]:
    """Raises WrongIdNumber, HelperNotAdult, PeerNotMinor or WrongPhone."""
    number = persons.read_id_number(id_number, today)
    rules.check_age(kind, number, policy, today)
    return number, persons.read_phone(phone)


def _add_to(uow: UnitOfWork, helper: Helper, more: Mapping[str, Any]) -> None:
    """What the applicant says beside it."""
    helper.self_applied = bool(more.get("self_applied"))
    helper.dialects, helper.available = more.get("dialects", []), more.get("available", [])
    helper.trainings = []
    said = {name: more[name] for name in ("about", "declared") if more.get(name)}
    if said:
        helper.sealed_about = uow.vault.seal(helper.id, said)


def _tell_of_application(uow: UnitOfWork, helper: Helper) -> None:
    uow.emit(HelperApplied(**whereabouts(helper)))
    if helper.disqualified:
        uow.emit(HelperRefused(**whereabouts(helper)))


def _standing(declared: Sequence[Record]) -> dict[str, Any]:
    """Of one who has just applied."""
    return {
        "status": rules.status_of_application(declared),
        "disqualified": bool(declared),
        "conditions": [],
        "load": 0,
        "version": 1,
    }


def _sealed(uow: UnitOfWork, identity: dict[str, str]) -> dict[str, str]:
    """What is kept of who somebody is, under a new id."""
    helper_id = str(uuid4())
    return {
        "id": helper_id,
        "id_index": uow.vault.blind_index("id_number", identity["id_number"]),
        "phone_index": uow.vault.blind_index("phone", identity["phone"]),
        "sealed": uow.vault.seal(helper_id, identity),
    }


def _bonds(helper_id: str, bonds: Iterable[Mapping[str, str]]) -> list[Bond]:
    kinds = {bond["child_id"]: BondKind(bond["kind"]) for bond in bonds}
    return [Bond(helper_id=helper_id, child_id=child, kind=kind) for child, kind in kinds.items()]
