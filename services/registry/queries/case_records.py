"""What is asked of cases beside the work on them: reports, reporters, proof and numbers."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, select

from services.registry.domain.cases.course import handling
from services.registry.handlers.cases.reach import require
from services.registry.handlers.cases.reporting import key_of as key_of_report
from services.registry.handlers.cases.timeline import canonical, key_of
from services.registry.models import Case, CaseDuty, CaseReport, History
from services.registry.queries.cases import entries, find
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.groups import Group, groups_of
from shared.access.sql import visible
from shared.area_range import under
from shared.chain import first_break
from shared.clock import midnight, now
from shared.contracts.registry.errors import ReporterPurposeMissing
from shared.errors import AccessDenied
from shared.slip_codes import plain

SEALED = ("case_id", "position", "at", "kind", "by", "post", "codes", "text")


def get_report(uow: UnitOfWork, grant: Grant, *, code: str) -> dict[str, Any]:
    """For whoever holds the code. Raises ReportNotFound."""
    grant.checked = True
    report, one = uow.cases.report_by(uow.vault.blind_index("report", plain(code)))
    return _report(uow, report, one)


def list_own_reports(uow: UnitOfWork, grant: Grant) -> dict[str, Any]:
    """Those that the viewer made while signed in, newest first."""
    grant.require(person_id=grant.viewer.account_id)
    mark = uow.vault.blind_index("reporter", grant.viewer.account_id)
    query = select(CaseReport, Case).join(Case).where(CaseReport.account_mark == mark)
    found = uow.session.execute(query.order_by(CaseReport.reported_at.desc()).limit(100))
    return {"items": [_report(uow, report, one) for report, one in found], "next": None}


def _report(uow: UnitOfWork, report: CaseReport, one: Case) -> dict[str, Any]:
    """One that was joined to another case goes on with it."""
    if one.joined_into is not None:
        one = find(uow.session, one.joined_into)
    thanks = (
        uow.vault.open(key_of_report(report.id), report.commendation)["words"]
        if (report.commendation)
        else None
    )
    return {
        "reported_at": report.reported_at,
        "commended_at": report.commended_at,
        "commendation": thanks,
        "handling": handling(one.state, one.closed_as),
        "closed_at": one.closed_at,
    }


def see_reporter(uow: UnitOfWork, grant: Grant, *, case_id: str, purpose: str) -> dict[str, Any]:
    """Who reported it, for a stated purpose (Domestic Violence Law, article 14). Raises
    CaseNotFound, AccessDenied, ReporterPurposeMissing."""
    one = find(uow.session, case_id)
    if Group.REPORTER not in groups_of(require(uow, grant, one)):
        raise AccessDenied()
    if not purpose.strip():
        raise ReporterPurposeMissing()
    return {"items": [_who(uow, r) for r in uow.cases.reports(one.id)], "next": None}


def _who(uow: UnitOfWork, report: CaseReport) -> dict[str, Any]:
    sealed = report.reporter
    known = uow.vault.open(key_of_report(report.id), sealed) if sealed else {}
    names = ("name", "phone", "account_id")
    return {"reported_at": report.reported_at, **{name: known.get(name) for name in names}}


def prove_case(uow: UnitOfWork, grant: Grant, *, case_id: str) -> dict[str, Any]:
    """Whether the timeline is as it was written. Raises CaseNotFound, AccessDenied."""
    one = find(uow.session, case_id)
    require(uow, grant, one)
    rows = (
        (e.position, e.previous_hash, canonical({n: getattr(e, n) for n in SEALED}), e.hash)
        for e in entries(uow.session, one.id)
    )
    broken = first_break(rows, (one.entries, one.head))
    place, fault = (broken.position, broken.fault) if broken else (None, None)
    if fault is None and _noted(uow, one) != one.head:
        place, fault = one.entries, "history"
    told = {"entries": one.entries, "head": one.head, "position": place, "fault": fault}
    return {"sound": fault is None, **told}


def _noted(uow: UnitOfWork, one: Case) -> str | None:
    """The end of the timeline as the registry's history has it."""
    query = select(History).where(History.subject == key_of(one))
    last = uow.session.scalars(query.order_by(History.position.desc()).limit(1)).first()
    return str(uow.changes_of(last)["head"][1]) if last else None


def count_cases(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    from_date: date | None,
    to_date: date | None,
) -> dict[str, Any]:
    """Numbers alone, of the cases opened in the time. A report that was joined to a case is no
    case of its own, and what nobody has to do any more no duty."""
    wanted = [visible(grant, area=Case.area_code), Case.joined_into.is_(None)]
    if area:
        wanted.append(under(Case.area_code, area))
    if from_date:
        wanted.append(Case.opened_at >= midnight(from_date))
    if to_date:
        wanted.append(Case.opened_at < midnight(to_date + timedelta(days=1)))
    columns = Case.state, Case.origin, Case.situations, Case.findings, Case.closed_as
    rows = uow.session.execute(select(*columns).where(*wanted)).all()
    return {
        "opened": len(rows),
        "by_state": Counter(row.state for row in rows),
        "by_origin": Counter(row.origin for row in rows),
        "by_situation": Counter(each for row in rows for each in row.situations),
        "by_finding": Counter(each for row in rows for each in row.findings),
        "by_result": Counter(row.closed_as for row in rows if row.closed_as),
        **_duties(uow, wanted),
    }


def _duties(uow: UnitOfWork, wanted: list[Any]) -> dict[str, int]:
    done = CaseDuty.state == "done"
    kinds = {
        "duties_set": CaseDuty.state != "void",
        "duties_in_time": and_(done, CaseDuty.ended_at <= CaseDuty.due_at),
        "duties_late": and_(done, CaseDuty.ended_at > CaseDuty.due_at),
        "duties_overdue": and_(CaseDuty.state == "open", CaseDuty.due_at < now()),
    }
    query = select(func.count()).select_from(CaseDuty).join(Case).where(*wanted)
    return {name: int(uow.session.scalar(query.where(c)) or 0) for name, c in kinds.items()}
