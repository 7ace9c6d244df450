"""The part of the door for a school's year."""

from typing import Any

from services.registry.handlers import promoting
from services.registry.queries import promotions
from services.registry.service.absences import Absences
from services.registry.service.health import Health
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.registry.schemas import school_year as schemas
from shared.doors import command, query


class Schooling(Absences, Health):
    """Mixed into `RegistryService`."""

    @query(schemas.PreviewPromotion, answers=schemas.PromotionPreview)
    def preview_promotion(self, uow: UnitOfWork, grant: Grant, *, school_id: Any) -> Any:
        return promotions.preview_promotion(uow, grant, school_id=str(school_id), today=today())

    @command(schemas.PromoteSchool, answers=schemas.PromotionView)
    def promote_school(
        self,
        uow: UnitOfWork,
        grant: Grant,
        *,
        school_id: Any,
        repeating: list[Any],
        next_school_id: Any,
        seen: str,
    ) -> Any:
        made = promoting.promote_school(
            uow,
            grant,
            school_id=str(school_id),
            seen=seen,
            repeating={str(each) for each in repeating},
            next_school_id=str(next_school_id) if next_school_id else None,
            today=today(),
        )
        return _promotion(uow, grant, made.id)

    @command(schemas.UndoPromotion, answers=schemas.PromotionView)
    def undo_promotion(self, uow: UnitOfWork, grant: Grant, *, promotion_id: Any) -> Any:
        made = promoting.undo_promotion(uow, grant, promotion_id=str(promotion_id), today=today())
        return _promotion(uow, grant, made.id)

    @command(schemas.SendGraduates, answers=schemas.PromotionView)
    def send_graduates(
        self,
        uow: UnitOfWork,
        grant: Grant,
        *,
        promotion_id: Any,
        children: list[Any],
        next_school_id: Any,
    ) -> Any:
        made = promoting.send_graduates(
            uow,
            grant,
            promotion_id=str(promotion_id),
            children={str(each) for each in children},
            next_school_id=str(next_school_id),
            today=today(),
        )
        return _promotion(uow, grant, made.id)

    @query(schemas.ListPromotions, answers=schemas.PromotionList)
    def list_promotions(
        self, uow: UnitOfWork, grant: Grant, *, school_id: Any, **request: Any
    ) -> Any:
        school = str(school_id) if school_id else None
        return promotions.list_promotions(uow, grant, school_id=school, **request, today=today())

    @query(schemas.GetPromotion, answers=schemas.PromotionView)
    def get_promotion(self, uow: UnitOfWork, grant: Grant, *, promotion_id: Any) -> Any:
        return _promotion(uow, grant, str(promotion_id))


def _promotion(uow: UnitOfWork, grant: Grant, promotion_id: str) -> Any:
    uow.children.flush()  # the view shows them where they are now
    return promotions.get_promotion(uow, grant, promotion_id=promotion_id, today=today())
