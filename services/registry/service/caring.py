"""The part of the door for care in the parents' place."""

from typing import Any

from services.registry.handlers import care_periods, entrusting
from services.registry.queries import care
from services.registry.service.cases import texts
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry import schemas
from shared.doors import command, query
from shared.messaging.timers import when_due

IDS = ("child_id", "agreement_id")


class Caring:
    """Mixed into `RegistryService`."""

    @command(schemas.RecordCareAgreement, answers=schemas.CareAgreementView)
    def record_care_agreement(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, *IDS)
        made = entrusting.record_care_agreement(uow, grant, **asked, today=today())
        return care.view(uow, made, full=False)

    @command(schemas.EndCareAgreement, answers=schemas.CareAgreementView)
    def end_care_agreement(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, *IDS)
        ended = entrusting.end_care_agreement(uow, grant, **asked, today=today())
        return care.view(uow, ended, full=False)

    @command(schemas.ReportCarer, answers=schemas.CarerReported)
    def report_carer(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        case = entrusting.report_carer(uow, grant, **texts(request, *IDS))
        return {"case_id": case.id}

    @command(schemas.NoteCareNotice, answers=schemas.CareAgreementView)
    def note_care_notice(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        asked = texts(request, *IDS)
        noted = entrusting.note_care_notice(uow, grant, **asked, today=today())
        return care.view(uow, noted, full=False)

    @query(schemas.ListCareAgreements, answers=schemas.CareAgreementList)
    def list_care_agreements(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return care.list_care_agreements(uow, grant, **texts(request, *IDS))

    @query(schemas.GetCareAgreement, answers=schemas.CareAgreementView)
    def get_care_agreement(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return care.get_care_agreement(uow, grant, **texts(request, *IDS))

    @when_due(care_periods.CARE_TIMER)
    def care_day(self, subject: str, _due_at: Any, uow: UnitOfWork) -> None:
        care_periods.care_day(uow, subject=subject, today=today())
