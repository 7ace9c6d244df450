"""The part of the door for wishes."""

from datetime import datetime
from typing import Any

from services.pairing.handlers import wishes
from services.pairing.queries import wishes as queries
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.clock import today
from shared.contracts.pairing import schemas
from shared.doors import command, query
from shared.messaging.timers import when_due


class Wishes:
    """Mixed into `PairingService`."""

    @command(schemas.SubmitWish, answers=schemas.WishView)
    def submit_wish(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return wishes.submit_wish(uow, grant, **request)

    @command(schemas.PublishWish, answers=schemas.WishView)
    def publish_wish(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return wishes.publish_wish(uow, grant, **request)

    @command(schemas.RefuseWish, answers=schemas.WishView)
    def refuse_wish(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return wishes.refuse_wish(uow, grant, **request)

    @command(schemas.ClaimWish, answers=schemas.OpenWishView)
    def claim_wish(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return wishes.claim_wish(uow, grant, **request, today=today())

    @command(schemas.GiveUpWish, answers=schemas.OpenWishView)
    def give_up_wish(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return wishes.give_up_wish(uow, grant, **request)

    @command(schemas.FulfilWish, answers=schemas.OpenWishView)
    def fulfil_wish(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return wishes.fulfil_wish(uow, grant, **request, today=today())

    @command(schemas.ReturnWish, answers=schemas.WishView)
    def return_wish(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return wishes.return_wish(uow, grant, **request)

    @command(schemas.ConfirmWish, answers=schemas.WishView)
    def confirm_wish(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return wishes.confirm_wish(uow, grant, **request)

    @query(schemas.ListWishes, answers=schemas.WishList)
    def list_wishes(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_wishes(uow, grant, **request)

    @query(schemas.ListOpenWishes, answers=schemas.OpenWishList)
    def list_open_wishes(self, uow: UnitOfWork, grant: Grant, **request: Any) -> Any:
        return queries.list_open_wishes(uow, grant, **request)

    @when_due(wishes.CLAIM_TIMER)
    def on_wish_claim_over(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        """The subject is the claim's id."""
        wishes.lapse(uow, subject, today())

    @when_due(wishes.CONFIRM_TIMER)
    def on_wish_unconfirmed(self, subject: str, _due_at: datetime, uow: UnitOfWork) -> None:
        wishes.remind_to_confirm(uow, subject, today())
