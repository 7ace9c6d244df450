"""The part of the door for health checks."""

from typing import Any

from services.registry.handlers import checking_health, vaccinating
from services.registry.queries import health_checks, vaccinations
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry.schemas import health as schemas
from shared.contracts.registry.schemas import vaccinations as cards
from shared.doors import command, query


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
