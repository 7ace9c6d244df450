"""What the gateway keeps of other services' facts, on SQLAlchemy: whom an account reaches."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session as Connected

from gateway.models import HelperPairing, HelperStanding, MergedChild
from shared.messaging.copies import keep_newest


class SqlHelperPairings:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def keep(
        self, *, pairing_id: str, helper_id: str, child_id: str, version: int, active: bool
    ) -> None:
        """An event older than what is known changes nothing."""
        row = {"helper_id": helper_id, "child_id": child_id, "version": version, "active": active}
        keep_newest(self._session, HelperPairing(pairing_id=pairing_id, **row))

    def keep_standing(self, helper_id: str, *, version: int, suspended: bool) -> None:
        standing = HelperStanding(helper_id=helper_id, version=version, suspended=suspended)
        keep_newest(self._session, standing)


class SqlMergedChildren:
    def __init__(self, session: Connected) -> None:
        self._session = session

    def keep(
        self, *, merge_id: str, child_id: str, absorbed_id: str, version: int, standing: bool
    ) -> None:
        """An event older than what is known changes nothing."""
        row = {
            "child_id": child_id,
            "absorbed_id": absorbed_id,
            "version": version,
            "standing": standing,
        }
        keep_newest(self._session, MergedChild(merge_id=merge_id, **row))

    def also(self, child_ids: Collection[str]) -> set[str]:
        """The children whose files these were merged into."""
        if not child_ids:
            return set()
        query = select(MergedChild.child_id).where(
            MergedChild.absorbed_id.in_(child_ids), MergedChild.standing
        )
        return set(self._session.scalars(query))
