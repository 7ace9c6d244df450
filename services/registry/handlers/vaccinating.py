"""A child's vaccination card; what it says for the age counts in the target (DOMAIN section 3)."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from services.registry.domain import vaccination as rules
from services.registry.domain.record import ChildRecord
from services.registry.handlers.dossiers import change
from services.registry.models import VaccinationCard
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.registry.schooling.errors import VaccineUnknown
from shared.errors import InvalidRequest
from shared.texts.school_words import DAY_RANGE

SYSTEM = "system"


def record_vaccinations(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    doses: Sequence[Mapping[str, Any]],
    today: date,
) -> None:
    """Add, put right, or take back (`on` None) the doses named; the others stay. Raises
    ChildNotFound, AccessDenied, VaccineUnknown, and InvalidRequest with the range at each date that
    cannot be."""
    record = uow.children.get(child_id)
    grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id)
    pack = uow.rules.in_force(record.area_code, today)["vaccination"]
    for one in doses:
        if one["dose"] > len(pack["schedule"].get(one["vaccine"], {"months": ()})["months"]):
            raise VaccineUnknown(one["vaccine"], str(one["dose"]))
    card = uow.vaccinations.card(record.id)
    before = uow.vault.open(record.id, card.doses) if card else {}
    named = {rules.key(one["vaccine"], one["dose"]): one["on"] for one in doses}
    merged = before | {name: day.isoformat() for name, day in named.items() if day is not None}
    after = {name: day for name, day in merged.items() if named.get(name, day) is not None}
    _check(after, named, record, today)
    if after == before:
        return
    _keep(uow, record, card, before, after, by=grant.viewer.account_id)
    found = rules.card(record.birth_date, after, pack["schedule"], pack["grace_months"], today)
    facts, by = {"vaccinated": rules.complete(found)}, grant.viewer.account_id
    change(uow, record, facts, by=by, operation="record_vaccinations", today=today)


def reckon_again(uow: UnitOfWork, records: Mapping[str, ChildRecord], today: date) -> None:
    """Months went by: a dose may be overdue that was not when the card was written."""
    for child_id, card in uow.vaccinations.cards(records).items():
        record = records[child_id]
        pack = uow.rules.in_force(record.area_code, today)["vaccination"]
        doses = uow.vault.open(child_id, card.doses)
        found = rules.card(record.birth_date, doses, pack["schedule"], pack["grace_months"], today)
        facts = {"vaccinated": rules.complete(found)}
        change(uow, record, facts, by=SYSTEM, operation="record_vaccinations", today=today)


def _keep(
    uow: UnitOfWork,
    record: ChildRecord,
    card: VaccinationCard | None,
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    by: str,
) -> None:
    if card is None:
        card = VaccinationCard(child_id=record.id, doses="", version=0)
        uow.vaccinations.add(card)
    card.doses, card.version = uow.vault.seal(record.id, dict(after)), card.version + 1
    names = sorted(before.keys() | after.keys())
    uow.record(
        subject=f"vaccinations/{record.id}",
        version=card.version,
        operation="record_vaccinations",
        by=by,
        changes={n: [before.get(n), after.get(n)] for n in names if before.get(n) != after.get(n)},
        key_of=record.id,
    )


def _check(
    after: Mapping[str, str], named: Mapping[str, Any], record: ChildRecord, today: date
) -> None:
    wrong = rules.impossible(after, record.birth_date, today)
    if wrong:
        order = list(named)
        said = {
            f"doses.{order.index(name) if name in order else 0}.on": [
                DAY_RANGE.format(first=first.isoformat(), last=last.isoformat())
            ]
            for name, (first, last) in wrong.items()
        }
        raise InvalidRequest(json.dumps(said, ensure_ascii=False))
