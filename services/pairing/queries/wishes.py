"""Wishes, for those who look after the child and for those who claim one."""

from typing import Any

from sqlalchemy import select

from services.pairing.handlers.wishes import view
from services.pairing.models import Wish, WishClaim
from services.pairing.store import PairingUnitOfWork as UnitOfWork
from services.pairing.views import open_wish_view
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.pairing.wish_codes import WishStatus
from shared.cursors import key

CLAIMED = select(Wish, WishClaim).outerjoin(WishClaim, WishClaim.id == Wish.claim_id)


def list_wishes(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    child_id: str | None,
    status: str | None,
    after: str | None,
    limit: int,
) -> dict[str, Any]:
    query = CLAIMED.where(
        visible(grant, area=Wish.area_code, school=Wish.school_id, child=Wish.child_id)
    )
    if area:
        query = query.where(under(Wish.area_code, area))
    if child_id:
        query = query.where(Wish.child_id.in_(uow.children.files(child_id)))
    if status:
        query = query.where(Wish.status == WishStatus(status))
    if (last := key(after)) is not None:
        query = query.where(Wish.id > last)
    found = uow.session.execute(query.order_by(Wish.id).limit(limit + 1)).all()
    uow.vault.preload(wish.child_id for wish, _ in found)
    for wish, _ in found[:limit]:
        grant.seen(wish.child_id, area=wish.area_code)
    items = [view(uow, wish, claim) for wish, claim in found[:limit]]
    return {"items": items, "next": items[-1]["id"] if len(found) > limit else None}


def list_open_wishes(
    uow: UnitOfWork, grant: Grant, *, mine: bool, after: str | None, limit: int
) -> dict[str, Any]:
    """In an order that tells nothing: by the wish's id."""
    grant.require(person_id=grant.viewer.account_id)
    query = CLAIMED
    if mine:
        query = query.where(WishClaim.claimed_by == grant.viewer.account_id)
    else:
        query = query.where(Wish.status == WishStatus.PUBLISHED)
    if (last := key(after)) is not None:
        query = query.where(Wish.id > last)
    found = uow.session.execute(query.order_by(Wish.id).limit(limit + 1)).all()
    items = [open_wish_view(wish, claim) for wish, claim in found[:limit]]
    return {"items": items, "next": items[-1]["id"] if len(found) > limit else None}
