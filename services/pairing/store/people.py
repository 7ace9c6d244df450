"""Children and packs as others announced them, and our helpers."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.pairing.domain.policy import Policy
from services.pairing.models import AdoptedPack, Bond, Child, Helper
from services.pairing.store.child_counts import KIND, ChildCounts, Kind, kind_of
from shared.access.grant import COUNTY
from shared.contracts.pairing.codes import Coverage
from shared.contracts.pairing.errors import ChildNotKnown, HelperNotFound
from shared.contracts.registry.events import ChildRegistered
from shared.messaging.arrivals import insert_new
from shared.messaging.copies import keep_newest
from shared.packs import load_packs

UNTIL_ADOPTED = "national"


class SqlChildren:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._newcomers: list[tuple[Child, ChildRegistered]] = []
        self._counts = ChildCounts(session)

    def expect(self, child: Child, fact: ChildRegistered) -> None:
        self._newcomers.append((child, fact))

    def flush(self) -> list[ChildRegistered]:
        newcomers, self._newcomers = self._newcomers, []
        known = {id(c) for c in insert_new(self._session, [child for child, _ in newcomers])}
        for child, _ in newcomers:
            if id(child) not in known:
                self._counts.move(None, kind_of(child))
        return [fact for child, fact in newcomers if id(child) in known]

    def get(self, child_id: str, *, locked: bool = False) -> Child:
        query = select(Child).where(Child.id == child_id)
        if locked:
            query = query.with_for_update().execution_options(populate_existing=True)
        child = self._session.scalar(query)
        if child is None:
            raise ChildNotKnown(child_id)
        return child

    def lock(self, child_ids: Iterable[str]) -> list[Child]:
        query = select(Child).where(Child.id.in_(sorted(set(child_ids))))
        fresh = query.order_by(Child.id).execution_options(populate_existing=True)
        return list(self._session.scalars(fresh.with_for_update()))

    def merged_into(self, child_id: str) -> str | None:
        """As we knew it until now."""
        return self._session.scalar(select(Child.merged_into).where(Child.id == child_id))

    def of_today(self, child_id: str, *, locked: bool = False) -> Child:
        """The child, or the one that its file was found to be of; there are no chains."""
        child = self.get(child_id)
        return self.get(child.merged_into or child.id, locked=locked)

    def files(self, child_id: str) -> list[str]:
        """The child's, and those that were merged into it."""
        query = select(Child.id).where(Child.merged_into == child_id).order_by(Child.id)
        return [child_id, *self._session.scalars(query)]

    def keep(self, child: Child) -> bool:
        """What is there is locked before it is compared, so that it is counted as it was."""
        if not insert_new(self._session, [child]):
            self._counts.move(None, kind_of(child))
            return True
        there = select(*KIND).where(Child.id == child.id).with_for_update()
        before = Kind(*self._session.execute(there).one())
        kept = keep_newest(self._session, child, ours=("coverage",))
        if kept:
            self._counts.move(before, kind_of(child)._replace(coverage=before.coverage))
        return kept

    def cover(self, child: Child, coverage: Coverage) -> None:
        """Of a locked child."""
        if child.coverage is not coverage:
            before = kind_of(child)
            child.coverage = coverage
            self._counts.move(before, kind_of(child))

    def write_counts(self) -> None:
        """Called once, at the end of the unit of work."""
        self._counts.write()


class SqlHelpers:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, helper: Helper, bonds: Iterable[Bond]) -> None:
        self._session.add(helper)
        self._session.flush()  # before its bonds, which point to it
        self._session.add_all(bonds)

    def get(self, helper_id: str, *, locked: bool = False) -> Helper:
        query = select(Helper).where(Helper.id == helper_id)
        if locked:
            # What was read before the lock may be old: of two acceptances the later one must see
            # the children that the earlier one has added.
            query = query.with_for_update().execution_options(populate_existing=True)
        helper = self._session.scalar(query)
        if helper is None:
            raise HelperNotFound(helper_id)
        return helper

    def find(self, helper_id: str) -> Helper | None:
        return self._session.scalar(select(Helper).where(Helper.id == helper_id))

    def with_id_index(self, id_index: str) -> Helper | None:
        return self._session.scalar(select(Helper).where(Helper.id_index == id_index))

    def lock(self, helper_ids: Iterable[str]) -> list[Helper]:
        query = select(Helper).where(Helper.id.in_(sorted(set(helper_ids))))
        fresh = query.order_by(Helper.id).execution_options(populate_existing=True)
        return list(self._session.scalars(fresh.with_for_update()))


class SqlRules:
    def __init__(self, session: Session) -> None:
        self._session = session

    def adopt(self, area_code: str, pack: str, valid_from: date, version: int) -> None:
        """A later word for the same day replaces the earlier one, and never the other way round."""
        adopted = AdoptedPack(
            area_code=area_code, valid_from=valid_from, pack=pack, version=version
        )
        keep_newest(self._session, adopted)

    def in_force(self, area_code: str, today: date) -> Policy:
        """The newest adoption by the county, or by what lies above it; else the national pack."""
        above = [area_code[:digits] for digits in (2, 4, COUNTY)]
        query = select(AdoptedPack).where(
            AdoptedPack.area_code.in_(above), AdoptedPack.valid_from <= today
        )
        newest = max(
            self._session.scalars(query),
            key=lambda adopted: (len(adopted.area_code), adopted.valid_from),
            default=None,
        )
        pack = newest.pack if newest else UNTIL_ADOPTED
        return Policy.from_pack(load_packs().get(pack, today))
