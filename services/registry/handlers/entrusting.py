"""Entrusted care: recorded, in force, ended (Minors Protection Law, articles 22 and 23).

Each use case locks the child first. The dossier's guardian follows from the agreement, and the
child is judged again with it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain import entrusting as rules_on
from services.registry.domain import id_number
from services.registry.domain.cases.posts import Where
from services.registry.domain.judgement import Rules
from services.registry.domain.record import ChildRecord, normalised
from services.registry.handlers.care_periods import begin, end, plan, record_of, write_history
from services.registry.handlers.cases.duties import rules_of
from services.registry.handlers.cases.opening import give_kinds, open_case
from services.registry.handlers.cases.timeline import write
from services.registry.handlers.children import check_people
from services.registry.models import CareAgreement, Case
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.care_codes import CARER_FIELDS
from shared.contracts.registry.errors import (
    CareAgreementOver,
    CareAgreementWaiting,
    CarerRefusedBefore,
    ChildExited,
    NothingChanged,
    SignedInTheFuture,
)
from shared.crypto import as_json
from shared.errors import InvalidRequest
from shared.texts.registry import FIELD_PROBLEMS

OPEN = ("agreed", "active")
UNFIT = "carer_unfit"  # the finding of a case
TELL = ("tell_township", "tell_parents")  # duties of the pack


def record_care_agreement(
    uow: UnitOfWork,
    grant: Grant,
    *,
    child_id: str,
    from_date: date,
    to_date: date,
    signed_on: date,
    today: date,
    **paper: Any,
) -> CareAgreement:
    """As signed. One whom the law excludes is recorded as refused, with the grounds. Raises
    ChildNotFound, ChildMerged, ChildExited, AccessDenied, InvalidRequest for an ID number,
    CarerIsParent, CarerNotAdult, OwnViewMissing, CarePeriodInvalid, SignedInTheFuture,
    CareAgreementWaiting, CarerRefusedBefore."""
    record = uow.children.get(child_id)
    grant.require(area=record.area_code)
    grant.seen(record.id, area=record.area_code)
    if record.exit_reason is not None:
        raise ChildExited()
    pack = uow.rules.in_force(record.area_code, today)
    rules_on.check_period(from_date, to_date, signed_on, today)
    rules_on.check_own_view(record.birth_date, paper["own_view"], pack, today)
    sealed = _written(record, paper, pack, today)
    agreement = CareAgreement(
        id=str(uuid4()),
        child_id=record.id,
        state="refused" if sealed["grounds"] else "agreed",
        from_date=from_date,
        to_date=to_date,
        signed_on=signed_on,
        sealed=uow.vault.seal(record.id, sealed),
        notices={},
        carer_mark=_known_again(uow, sealed),
        recorded_by=grant.viewer.account_id,
        recorded_at=now(),
        version=1,
    )
    _put_in_force(uow, record, agreement, today)
    return agreement


def _written(
    record: ChildRecord, paper: Mapping[str, Any], pack: Rules, today: date
) -> dict[str, Any]:
    """What the paper says, and what the dossier will say by it."""
    carer = normalised({name: paper[name] for name in CARER_FIELDS})
    number = _number(carer["carer_id_number"], today)
    facts = rules_on.guardian_facts(carer, rules_on.check_carer(number, record.facts, pack, today))
    check_people(pack, {**record.facts, **facts}, today, facts.keys())
    return {
        "carer": carer,
        "asked": dict(paper["asked"]),
        "grounds": list(rules_on.grounds(paper["asked"])),
        "facts": facts,
        **{name: paper[name] for name in ("own_view", "own_words", "guide", "signers", "despite")},
    }


def _known_again(uow: UnitOfWork, sealed: Mapping[str, Any]) -> str:
    """The mark by which the carer is known at any child. Raises CarerRefusedBefore for one who was
    refused before, unless `despite` says why they may now."""
    mark = uow.vault.blind_index("carer", sealed["facts"]["guardian_id_number"])
    if not sealed["grounds"] and not sealed["despite"] and uow.care.refused_before(mark):
        raise CarerRefusedBefore()
    return mark


def _put_in_force(
    uow: UnitOfWork, record: ChildRecord, agreement: CareAgreement, today: date
) -> None:
    """At once, or on its first day; a refused one never."""
    refused = agreement.state == "refused"
    standing = uow.care.standing([record.id, *uow.merges.same_child(record.id)])
    if not refused and any(one.state == "agreed" for one in standing):
        raise CareAgreementWaiting()
    uow.care.add(agreement)
    by = agreement.recorded_by
    write_history(uow, agreement, [None, agreement.state], by, "record_care_agreement")
    if refused:
        return
    plan(uow, record, agreement, today)
    if agreement.from_date <= today:
        begin(uow, record, agreement, by=by, today=today)


def _number(typed: str | None, today: date) -> id_number.IdNumber:
    """Raises InvalidRequest that names the box."""
    read = id_number.parse(typed or "", today=today)
    if isinstance(read, id_number.Broken):
        said = {"carer_id_number": [FIELD_PROBLEMS["id_number"]]}
        raise InvalidRequest(as_json(said).decode())
    return read


def end_care_agreement(
    uow: UnitOfWork, grant: Grant, *, agreement_id: str, ending: str, why: str, today: date
) -> CareAgreement:
    """From today on. Raises CareAgreementNotFound, CareAgreementOver, AccessDenied."""
    record, agreement = _held(uow, grant, agreement_id)
    by = grant.viewer.account_id
    end(uow, record, agreement, ending, by=by, today=today, why=why)
    return agreement


def report_carer(
    uow: UnitOfWork, grant: Grant, *, agreement_id: str, failing: str, note: str
) -> Case:
    """The village found the carer unable or idle: government and parents are told at once (article
    43), by a case of the child. One that runs for this reason already takes the report as a note.
    Raises CareAgreementNotFound, CareAgreementOver, AccessDenied."""
    record, agreement = _held(uow, grant, agreement_id)
    by, at = grant.viewer.account_id, now()
    what: dict[str, Any] = {"failing": failing, "agreement": agreement.id}
    for running in uow.cases.running_of(record.id):
        if UNFIT in running.findings:
            case = uow.cases.get(running.id)
            write(uow, case, "noted", by=by, text={"note": note}, **what)
            return case
    where = Where(record.area_code, record.school_id, record.id)
    told = {"note": note}
    case = open_case(uow, where, origin="office", by=by, findings=[UNFIT], text=told)
    write(uow, case, "noted", by=by, **what)
    give_kinds(uow, case, TELL, rules_of(uow, case, at), at)
    grant.seen(f"case/{case.id}", area=case.area_code)
    return case


def note_care_notice(
    uow: UnitOfWork, grant: Grant, *, agreement_id: str, to: str, on: date, today: date
) -> CareAgreement:
    """The parents told the school or the village of the arrangement in writing (article 23). Raises
    CareAgreementNotFound, CareAgreementOver, NothingChanged, SignedInTheFuture, AccessDenied."""
    _, agreement = _held(uow, grant, agreement_id)
    if on > today:
        raise SignedInTheFuture()
    before, told_on = agreement.notices.get(to), on.isoformat()
    if before == told_on:
        raise NothingChanged()
    agreement.notices = {**agreement.notices, to: told_on}
    agreement.version += 1
    by = grant.viewer.account_id
    write_history(uow, agreement, [before, told_on], by, "note_care_notice", field=f"notice_{to}")
    return agreement


def _held(uow: UnitOfWork, grant: Grant, agreement_id: str) -> tuple[ChildRecord, CareAgreement]:
    """Locked, and within the viewer's reach; one that is over takes no more."""
    record = record_of(uow, uow.care.child_of(agreement_id))
    grant.require(area=record.area_code, school_id=record.school_id)
    grant.seen(record.id, area=record.area_code)
    agreement = uow.care.get(agreement_id)
    if agreement.state not in OPEN:
        raise CareAgreementOver()
    return record, agreement
