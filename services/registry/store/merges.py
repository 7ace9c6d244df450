"""Merged dossiers on SQLAlchemy."""

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from services.registry.models import Child, Duplicate, Following, Merge
from shared.contracts.registry.errors import DuplicateNotFound, MergeNotFound
from shared.db import insert_or_ignore


class SqlMerges:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, merge: Merge) -> None:
        self._session.add(merge)
        self._session.flush()

    def get(self, merge_id: str) -> Merge:
        query = select(Merge).where(Merge.id == merge_id).with_for_update()
        merge = self._session.scalar(query.execution_options(populate_existing=True))
        if merge is None:
            raise MergeNotFound(merge_id)
        return merge

    def same_child(self, child_id: str) -> list[str]:
        """The other dossiers that are this child's: the survivor, or those that it absorbed."""
        own = select(Child.merged_into).where(Child.id == child_id).scalar_subquery()
        query = select(Child.id).where(or_(Child.merged_into == child_id, Child.id == own))
        return sorted(self._session.scalars(query))

    def has_absorbed(self, child_id: str) -> bool:
        query = select(Child.id).where(Child.merged_into == child_id).limit(1)
        return self._session.scalar(query) is not None

    def followed_for(self, child_id: str) -> set[str]:
        """Kinds of what goes on."""
        query = select(Following.kind).where(
            Following.child_id == child_id, Following.ended.is_(False)
        )
        return set(self._session.scalars(query))

    def carry_followings(self, source: str, target: str) -> list[str]:
        """What the source is followed for, now also for the target: those that are new there."""
        going_on = select(Following).where(Following.child_id == source, Following.ended.is_(False))
        found = list(self._session.scalars(going_on))
        return [f"{one.kind} {one.reference}" for one in found if self._carry(one, target)]

    def _carry(self, one: Following, target: str) -> bool:
        """Also where it had gone to the target and away again, by an older fact."""
        key = {"child_id": target, "kind": one.kind, "reference": one.reference}
        told = {"ended": False, "version": one.version}
        if insert_or_ignore(self._session, Following.__table__, **key, **told):
            return True
        left = Following.ended.is_(True), Following.version <= one.version
        done = self._session.connection().execute(
            update(Following).filter_by(**key).where(*left).values(**told)
        )
        return bool(done.rowcount)

    def drop_followings(self, child_id: str, carried: list[str]) -> None:
        for one in carried:
            kind, _, reference = one.partition(" ")
            self._session.execute(
                delete(Following).where(
                    Following.child_id == child_id,
                    Following.kind == kind,
                    Following.reference == reference,
                )
            )

    def duplicate(self, duplicate_id: str) -> Duplicate:
        found = self._session.get(Duplicate, duplicate_id)
        if found is None:
            raise DuplicateNotFound(duplicate_id)
        return found

    def settle_pair(self, one: str, other: str, state: str) -> None:
        """What a person decided on the two, in whichever order they were noted."""
        pair = or_(
            (Duplicate.child_id == one) & (Duplicate.other_id == other),
            (Duplicate.child_id == other) & (Duplicate.other_id == one),
        )
        self._session.execute(update(Duplicate).where(pair).values(state=state))

    def likely_twins(self, child_id: str) -> list[Duplicate]:
        """Open suspicions that name the child."""
        query = select(Duplicate).where(
            or_(Duplicate.child_id == child_id, Duplicate.other_id == child_id),
            Duplicate.state == "open",
        )
        return list(self._session.scalars(query))
