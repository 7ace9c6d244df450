"""The wishes of a child whom help does not reach any more."""

from services.pairing.models import Wish
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.contracts.pairing.wish_codes import ClaimState, WishStatus
from shared.contracts.pairing.wish_events import WishWithdrawn


def withdraw(uow: UnitOfWork, grant: Grant, child_id: str) -> None:
    """Those that nobody has brought yet are asked of nobody any more; what lies at the station
    already is for the office to decide on."""
    for wish in uow.wishes.unfulfilled(child_id):
        claimed_by = _let_go(uow, wish)
        before, wish.status, wish.claim_id = wish.status, WishStatus.REFUSED, None
        wish.version += 1
        uow.record(
            subject=f"wish/{wish.id}",
            version=wish.version,
            operation=grant.operation,
            by=grant.viewer.account_id,
            changes={"child_id": wish.child_id, "status": [before, "refused"]},
            key_of=wish.child_id,
        )
        if claimed_by is not None:
            uow.emit(
                WishWithdrawn(
                    wish_id=wish.id,
                    area_code=wish.area_code,
                    claimed_by=claimed_by,
                    version=wish.version,
                )
            )


def _let_go(uow: UnitOfWork, wish: Wish) -> str | None:
    """The account that had claimed it."""
    claim = uow.wishes.claim(wish.claim_id, locked=True) if wish.claim_id else None
    if claim is None:
        return None
    claim.state = ClaimState.WITHDRAWN
    return claim.claimed_by
