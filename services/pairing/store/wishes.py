"""Wishes and their claims."""

from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.pairing.models import Wish, WishClaim
from shared.contracts.pairing.errors import WishNotFound
from shared.contracts.pairing.wish_codes import ClaimState, WishStatus

OVER = (WishStatus.CONFIRMED, WishStatus.REFUSED)
UNFULFILLED = (WishStatus.SUBMITTED, WishStatus.PUBLISHED, WishStatus.CLAIMED)


class SqlWishes:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, wish: Wish) -> None:
        self._session.add(wish)

    def get(self, wish_id: str, *, locked: bool = False) -> Wish:
        query = select(Wish).where(Wish.id == wish_id)
        if locked:
            query = query.with_for_update().execution_options(populate_existing=True)
        wish = self._session.scalar(query)
        if wish is None:
            raise WishNotFound(wish_id)
        return wish

    def take(self, wish_id: str, claim: WishClaim) -> bool:
        """The one that changes the row has the wish; it is asked and taken in one statement, so
        that a thousand at once need no lock of their own."""
        open_one = (Wish.id == wish_id) & (Wish.status == WishStatus.PUBLISHED)
        taken: dict[str, Any] = {"status": WishStatus.CLAIMED, "claim_id": claim.id}
        statement = update(Wish).where(open_one).values(**taken, version=Wish.version + 1)
        done = self._session.execute(statement.execution_options(synchronize_session=False))
        if done.rowcount != 1:  # type: ignore[attr-defined]
            return False
        self._session.add(claim)
        self._session.flush()
        return True

    def held_by(self, account_id: str) -> int:
        query = select(func.count()).where(
            WishClaim.claimed_by == account_id, WishClaim.state == ClaimState.HELD
        )
        return self._session.scalar(query) or 0

    def move(self, child_id: str, area_code: str, school_id: str | None) -> None:
        statement = update(Wish).where(Wish.child_id == child_id, Wish.status.not_in(OVER))
        self._session.execute(statement.values(area_code=area_code, school_id=school_id))

    def unfulfilled(self, child_id: str) -> list[Wish]:
        query = select(Wish).where(Wish.child_id == child_id, Wish.status.in_(UNFULFILLED))
        fresh = query.order_by(Wish.id).execution_options(populate_existing=True)
        return list(self._session.scalars(fresh.with_for_update()))

    def claim(self, claim_id: str, *, locked: bool = False) -> WishClaim | None:
        query = select(WishClaim).where(WishClaim.id == claim_id)
        if locked:
            query = query.with_for_update().execution_options(populate_existing=True)
        return self._session.scalar(query)
