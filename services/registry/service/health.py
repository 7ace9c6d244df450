"""The part of the door for health checks."""

from typing import Any

from services.registry.handlers import checking_health, given_up, health_sheets, vaccinating
from services.registry.queries import health_checks, imports, vaccinations
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry.schemas import health as schemas
from shared.contracts.registry.schemas import rosters
from shared.contracts.registry.schemas import vaccinations as cards
from shared.doors import command, query
from shared.messaging.jobs import Transaction, job


class Health:
    """Mixed into `RegistryService`."""

    @command(schemas.RecordHealthChecks, answers=schemas.HealthChecksRecorded)
    def record_health_checks(
        self, uow: UnitOfWork, grant: Grant, *, school_id: Any, **request: Any
    ) -> Any:
        recorded, to_follow = checking_health.record_health_checks(
            uow, grant, school_id=str(school_id), **request, today=today()
        )
        return {"recorded": recorded, "to_follow": to_follow}

    @query(schemas.ListClassChecks, answers=schemas.ClassChecks)
    def list_class_checks(
        self, uow: UnitOfWork, grant: Grant, *, school_id: Any, class_name: str | None
    ) -> Any:
        return health_checks.list_class_checks(
            uow, grant, school_id=str(school_id), class_name=class_name, today=today()
        )

    @query(schemas.GetGrowth, answers=schemas.GrowthView)
    def get_growth(self, uow: UnitOfWork, grant: Grant, *, child_id: Any) -> Any:
        return health_checks.get_growth(uow, grant, child_id=str(child_id), today=today())

    @command(schemas.FollowHealthCheck, answers=schemas.GrowthView)
    def follow_health_check(
        self, uow: UnitOfWork, grant: Grant, *, check_id: Any, **request: Any
    ) -> Any:
        child_id = checking_health.follow_health_check(
            uow, grant, check_id=str(check_id), **request, today=today()
        )
        return health_checks.get_growth(uow, grant, child_id=child_id, today=today())

    @query(schemas.ListHealthFollowUps, answers=schemas.HealthFollowUpList)
    def list_health_follow_ups(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return health_checks.list_health_follow_ups(uow, grant, **request)

    @query(schemas.HealthTemplate, answers=schemas.HealthTemplateView)
    def health_template(self, uow: UnitOfWork, grant: Grant, *, school_id: Any) -> Any:
        return health_checks.health_template(uow, grant, school_id=str(school_id), today=today())

    @command(schemas.StartHealthSheet, answers=rosters.ImportView)
    def start_health_sheet(
        self, uow: UnitOfWork, grant: Grant, *, school_id: Any, **request: Any
    ) -> Any:
        one = health_sheets.start_health_sheet(
            uow, grant, school_id=str(school_id), **request, today=today()
        )
        return imports.view(uow, one)

    @job(health_sheets.JOB, given_up=given_up.give_up)
    def run_health_sheet(self, subject: str, transaction: Transaction) -> None:
        health_sheets.run_health_sheet(transaction, subject)

    @query(schemas.GetHealthSheet, answers=rosters.ImportView)
    def get_health_sheet(self, uow: UnitOfWork, grant: Grant, *, import_id: Any) -> Any:
        return imports.get_import(uow, grant, import_id=str(import_id), kind=health_sheets.KIND)

    @query(schemas.ListHealthSheets, answers=rosters.ImportList)
    def list_health_sheets(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return imports.list_imports(uow, grant, **request, kind=health_sheets.KIND)

    @query(schemas.ListHealthSheetRows, answers=rosters.ImportRowList)
    def list_health_sheet_rows(
        self, uow: UnitOfWork, grant: Grant, *, import_id: Any, **request: Any
    ) -> Any:
        return imports.list_import_rows(
            uow, grant, import_id=str(import_id), kind=health_sheets.KIND, **request
        )

    @query(schemas.HealthCorrections, answers=rosters.FileView)
    def health_corrections(self, uow: UnitOfWork, grant: Grant, *, import_id: Any) -> Any:
        about = {"import_id": str(import_id), "kind": health_sheets.KIND}
        return imports.correction_workbook(uow, grant, **about)

    @query(cards.GetVaccinations, answers=cards.VaccinationsView)
    def get_vaccinations(self, uow: UnitOfWork, grant: Grant, *, child_id: Any) -> Any:
        return vaccinations.get_vaccinations(uow, grant, child_id=str(child_id), today=today())

    @command(cards.RecordVaccinations, answers=cards.VaccinationsView)
    def record_vaccinations(
        self, uow: UnitOfWork, grant: Grant, *, child_id: Any, **request: Any
    ) -> Any:
        child = str(child_id)
        vaccinating.record_vaccinations(uow, grant, child_id=child, **request, today=today())
        return vaccinations.get_vaccinations(uow, grant, child_id=child, today=today())
