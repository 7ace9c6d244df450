"""Who may look after a child in the parents' place (Minors Protection Law, article 22).

Pure: what was asked and answered, the carer's resident ID number, and today.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from services.registry.domain.ages import age_on
from services.registry.domain.id_number import IdNumber
from services.registry.domain.judgement import Rules
from shared.contracts.registry.care_codes import GROUNDS
from shared.contracts.registry.errors import (
    CarePeriodInvalid,
    CarerIsParent,
    CarerNotAdult,
    OwnViewMissing,
    SignedInTheFuture,
)

PARENT_NUMBERS = ("father_id_number", "mother_id_number")


def grounds(asked: Mapping[str, bool]) -> tuple[str, ...]:
    """Those of the law's grounds that are there, in its order; any one excludes the carer."""
    return tuple(ground for ground in GROUNDS if asked[ground])


def check_carer(number: IdNumber, facts: Mapping[str, Any], pack: Rules, today: date) -> int:
    """The carer's age. Raises CarerIsParent, CarerNotAdult."""
    if number.text in {facts.get(name) for name in PARENT_NUMBERS}:
        raise CarerIsParent()
    ages = pack["ages"]
    age = age_on(number.birth_date, today, day_after=ages["reached_day_after_birthday"])
    if age < ages["majority"]:
        raise CarerNotAdult(str(ages["majority"]))
    return age


def check_own_view(born: date, own_view: str | None, pack: Rules, today: date) -> None:
    """From the pack's age on (8 under the Civil Code) the child is heard. Raises OwnViewMissing."""
    ages = pack["ages"]
    age = age_on(born, today, day_after=ages["reached_day_after_birthday"])
    if age >= ages["own_view"] and own_view is None:
        raise OwnViewMissing(str(ages["own_view"]))


def check_period(begins: date, ends: date, signed: date, today: date) -> None:
    """`ends` is the last day. Raises CarePeriodInvalid, SignedInTheFuture."""
    if ends < begins or ends < today:
        raise CarePeriodInvalid()
    if signed > today:
        raise SignedInTheFuture()


def guardian_facts(carer: Mapping[str, Any], age: int) -> dict[str, Any]:
    """What the dossier says of the guardian from then on."""
    told = {
        "guardian_name": carer["carer_name"],
        "guardian_id_number": carer["carer_id_number"],
        "guardian_relation": carer["carer_relation"],
        "guardian_occupation": carer["carer_occupation"],
        "guardian_health": carer["carer_health"],
        "guardian_phone": carer["carer_phone"],
        "guardian_address": carer["carer_address"],
    }
    return {**told, "guardian_age": age, "guardian_entrusted": True, "care": "with_carer"}


def facts_after(
    ending: str, facts: Mapping[str, Any], before: Mapping[str, Any], number: str
) -> dict[str, Any]:
    """What of the dossier changes at the end of an agreement. Who was never to be entrusted gives
    way to what stood there before; who cares on after its last day does so without being entrusted;
    else nobody is known to care for the child. A guardian named since is left alone."""
    if facts.get("guardian_id_number") != number or ending == "replaced":
        return {}
    if ending == "mistake":
        return dict(before)
    if ending == "expired":
        return {"guardian_entrusted": False}
    return {name: None for name in before if name != "care"}


def reminders(ends: date, days: Iterable[int], today: date) -> list[date]:
    """Days on which those concerned are reminded of the end, those still to come."""
    earlier = (date.fromordinal(ends.toordinal() - day) for day in days)
    return sorted({day for day in earlier if day > today})
