"""How a case comes to be: reported by anybody, found by an office, or standing in a dossier."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from services.registry.domain.ages import age_on
from services.registry.domain.cases import findings as rules_on
from services.registry.domain.cases.clock import of_pack
from services.registry.domain.cases.posts import Where
from services.registry.domain.record import ChildRecord
from services.registry.handlers.cases.duties import about, give
from services.registry.handlers.cases.timeline import SYSTEM, write
from services.registry.models import Case
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.chain import GENESIS
from shared.clock import day_of, now
from shared.contracts.activities.events import DangerWritten
from shared.contracts.registry.errors import ChildNotFound
from shared.contracts.registry.events import CaseMatched, CaseOpened
from shared.packs import Pack


def open_case(
    uow: UnitOfWork,
    where: Where,
    *,
    origin: str,
    by: str,
    situations: Sequence[str] = (),
    findings: Sequence[str] = (),
    incident_at: datetime | None = None,
    post: str | None = None,
    text: Mapping[str, str | None] | None = None,
) -> Case:
    """The case, its first entries, its duties and their clocks."""
    at = now()
    pack = uow.rules.in_force(where.area_code, day_of(at))
    case = _new(where, pack, origin, situations, findings, at, incident_at or at)
    uow.cases.add(case)
    first = "reported" if origin == rules_on.REPORTED else "opened"
    found: dict[str, Any] = {"situations": list(situations), "findings": list(findings)}
    codes = {"origin": origin, **found}
    write(uow, case, first, by=by, post=post, text=text, **codes)
    uow.emit(CaseOpened(**about(case), **codes))
    rules = pack["protection"]
    kinds = rules_on.opening_duties(findings, rules, origin=origin)
    give_kinds(uow, case, kinds, rules, at)
    return case


def give_kinds(
    uow: UnitOfWork, case: Case, kinds: Sequence[str], rules: Mapping[str, Any], at: datetime
) -> None:
    """Duties of the pack, each with its own clock."""
    place = Where(case.area_code, case.school_id, case.child_id)
    for kind in kinds:
        begun = rules_on.begins(kind, rules, incident=case.incident_at, now=at)
        give(uow, case, kind, of_pack(kind, rules, place, begun), by=SYSTEM, at=at)


def _new(
    where: Where,
    pack: Pack,
    origin: str,
    situations: Sequence[str],
    findings: Sequence[str],
    at: datetime,
    incident_at: datetime,
) -> Case:
    return Case(
        id=str(uuid4()),
        version=0,
        area_code=where.area_code,
        school_id=where.school_id,
        child_id=where.child_id,
        origin=origin,
        state="reported",
        situations=list(situations),
        findings=list(findings),
        opened_at=at,
        incident_at=incident_at,
        risks={},
        steps=[],
        grounds=[],
        pack=pack.id,
        pack_version=pack.version,
        pack_hash=pack.hash,
        entries=0,
        head=GENESIS,
    )


def open_for_child(
    uow: UnitOfWork, grant: Grant, *, child_id: str, findings: Sequence[str], note: str | None
) -> Case:
    """By an office or school that answers for the child. Raises ChildNotFound, AccessDenied."""
    record = uow.children.read([child_id]).get(child_id)
    if record is None:
        raise ChildNotFound(child_id)
    grant.require(area=record.area_code, school_id=record.school_id)
    where = Where(record.area_code, record.school_id, record.id)
    by = grant.viewer.account_id
    case = open_case(uow, where, origin="office", by=by, findings=findings, text={"note": note})
    grant.seen(f"case/{case.id}", record.id, area=case.area_code)
    return case


def open_from_dossier(uow: UnitOfWork, record: ChildRecord, today: date) -> Case | None:
    """What a dossier says that is a danger by itself: at once, but not again while a case of the
    same situation goes on."""
    rules = uow.rules.in_force(record.area_code, today)["protection"]
    found = rules_on.in_dossier(record.facts, age_on(record.birth_date, today), rules)
    running = uow.cases.running_of(record.id) if found else ()
    known = {situation for case in running for situation in case.situations}
    situations = [situation for situation in found if situation not in known]
    if not situations:
        return None
    return open_case(
        uow,
        Where(record.area_code, record.school_id, record.id),
        origin="dossier",
        by=SYSTEM,
        situations=situations,
        findings=rules_on.suggested(situations, rules, at_school=False),
    )


def open_from_letter(uow: UnitOfWork, fact: DangerWritten) -> Case:
    """A child wrote of a danger to its school's letterbox. What it wrote stays with the counsellor,
    who has the duty to tell what is known; a child that signed in is known."""
    record = uow.children.read([fact.child_id]).get(fact.child_id) if fact.child_id else None
    area = record.area_code if record else fact.area_code
    rules = uow.rules.in_force(area, day_of(now()))["protection"]
    return open_case(
        uow,
        Where(area, fact.school_id, record.id if record else None),
        origin=rules_on.WRITTEN,
        by=SYSTEM,
        situations=fact.situations,
        findings=rules_on.suggested(fact.situations, rules, at_school=False),
    )


def follow_child(uow: UnitOfWork, record: ChildRecord) -> None:
    """The child moved: its running cases go with it, and the new village is told. Duties stay with
    those whom they were given to."""
    for running in uow.cases.running_of(record.id):
        case = uow.cases.get(running.id)
        if case.state == "closed" or case.area_code == record.area_code:
            continue
        case.area_code = record.area_code
        write(uow, case, "moved", by=SYSTEM, area_code=record.area_code)
        uow.emit(CaseMatched(**about(case)))


def hand_cases_over(uow: UnitOfWork, source: str, record: ChildRecord) -> list[str]:
    """The running cases of a dossier that was found to be of this child are the child's; their ids.
    Duties stay with those whom they were given to."""
    running = [case.id for case in uow.cases.running_of(source)]
    for case_id in running:
        give_case_to(uow, uow.cases.get(case_id), record)
    return running


def take_cases_back(
    uow: UnitOfWork, case_ids: Sequence[str], holder: str, record: ChildRecord
) -> None:
    """They are two children after all: cases that went over and are still with `holder` come back;
    one that was closed meanwhile is only read, and stays."""
    for case in (uow.cases.get(case_id) for case_id in case_ids):
        if case.state != "closed" and case.child_id == holder:
            give_case_to(uow, case, record)


def give_case_to(uow: UnitOfWork, case: Case, record: ChildRecord) -> None:
    before, case.child_id, case.area_code = case.child_id, record.id, record.area_code
    codes: dict[str, Any] = {"child_id": record.id, "before": before}
    write(uow, case, "rematched", by=SYSTEM, **codes, area_code=record.area_code)
    uow.emit(CaseMatched(**about(case)))
