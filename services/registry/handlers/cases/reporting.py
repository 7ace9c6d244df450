"""The mandatory report (DOMAIN 5.1): anybody's, and nobody's name on it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from services.registry.domain.cases.findings import REPORTED, suggested
from services.registry.domain.cases.posts import Where
from services.registry.handlers.cases.opening import open_case
from services.registry.handlers.cases.reach import held
from services.registry.handlers.cases.timeline import REPORTER, write
from services.registry.models import Case, CaseReport
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.clock import day_of, now
from shared.contracts.registry.errors import (
    IncidentInTheFuture,
    IncidentTooLongAgo,
    NoSuchReport,
    ReporterCommended,
)
from shared.slip_codes import new_code, plain

CLOCKS_DIFFER = timedelta(minutes=5)
DAYS_BACK = 366


def report_danger(
    uow: UnitOfWork,
    grant: Grant,
    *,
    situations: Sequence[str],
    area_code: str,
    place: str | None,
    child: str | None,
    what: str | None,
    school_id: str | None,
    at_school: bool,
    incident_at: datetime | None,
    reporter_name: str | None,
    reporter_phone: str | None,
) -> dict[str, Any]:
    """Raises AreaNotFound, SchoolNotFound, IncidentInTheFuture, IncidentTooLongAgo."""
    at = now()
    grant.checked = True  # everybody's right; nothing of anybody's is shown
    uow.places.area(area_code)
    school = _school(uow, grant, school_id, at_school=at_school)
    _check_time(incident_at, at)
    rules = uow.rules.in_force(area_code, day_of(at))["protection"]
    kinds = list(dict.fromkeys(situations))
    case = open_case(
        uow,
        Where(area_code, school),
        origin=REPORTED,
        by=REPORTER,
        situations=kinds,
        findings=suggested(kinds, rules, at_school=at_school),
        incident_at=incident_at,
        text={"place": place, "child": child, "what": what},
    )
    who = {"name": reporter_name, "phone": reporter_phone, "account_id": _account(grant)}
    return {"code": _keep(uow, case, who, at), "reported_at": at}


def _school(uow: UnitOfWork, grant: Grant, school_id: str | None, *, at_school: bool) -> str | None:
    """The school named; a school's own staff need not name theirs."""
    named = school_id or (grant.viewer.school_id if at_school else None)
    return uow.places.school(named).id if named else None


def _check_time(incident_at: datetime | None, at: datetime) -> None:
    if incident_at is None:
        return
    if incident_at > at + CLOCKS_DIFFER:
        raise IncidentInTheFuture()
    if incident_at < at - timedelta(days=DAYS_BACK):
        raise IncidentTooLongAgo(str(DAYS_BACK))


def _account(grant: Grant) -> str | None:
    return None if Role.PUBLIC in grant.viewer.roles else grant.viewer.account_id


def _keep(uow: UnitOfWork, case: Case, who: dict[str, str | None], at: datetime) -> str:
    """Who reported it, apart from everything else; returns the report's code."""
    code, report_id = new_code(), str(uuid4())
    known = {name: value for name, value in who.items() if value}
    account = who["account_id"]
    uow.cases.add_report(
        CaseReport(
            id=report_id,
            case_id=case.id,
            reported_at=at,
            code_mark=uow.vault.blind_index("report", plain(code)),
            account_mark=account and uow.vault.blind_index("reporter", account),
            reporter=uow.vault.seal(key_of(report_id), known) if known else None,
        )
    )
    return code


def commend_reporter(
    uow: UnitOfWork, grant: Grant, *, case_id: str, report: int, words: str
) -> Case:
    """Thanks to whoever reported it, read by them alone under the report's code or in their list;
    neither the case nor the history says who that is. Raises CaseNotFound, AccessDenied,
    NoSuchReport, ReporterCommended."""
    case, post = held(uow, grant, case_id)
    reports = uow.cases.reports(case.id)
    if report > len(reports):
        raise NoSuchReport()
    one = reports[report - 1]
    if one.commended_at is not None:
        raise ReporterCommended()
    one.commended_at = now()
    one.commendation = uow.vault.seal(key_of(one.id), {"words": words})
    by = grant.viewer.account_id
    write(uow, case, "commended", by=by, post=post, text={"note": words}, report=report)
    return case


def key_of(report_id: str) -> str:
    return f"report/{report_id}"
