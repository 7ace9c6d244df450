"""Matchings: reading a problem, saving its answer. Core, not ORM: a county is 18,000 rows in and
as many out."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from services.pairing.domain import helpers as helper_rules
from services.pairing.domain import pairings as pairing_rules
from services.pairing.domain.matching import problem as values
from services.pairing.domain.matching.problem import Problem
from services.pairing.domain.policy import Policy
from services.pairing.models import (
    Bond,
    Child,
    Consent,
    Helper,
    Matching,
    Pairing,
    Proposal,
    RefusedPair,
    Unmatched,
)
from shared.access.grant import COUNTY
from shared.area_range import under
from shared.clock import now
from shared.contracts.pairing.codes import (
    BondKind,
    Category,
    Coverage,
    MatchingStatus,
    PairingStatus,
    ProposalStatus,
    Side,
)
from shared.contracts.pairing.errors import MatchingNotFound, ProposalNotFound
from shared.db import insert_or_ignore

HELPER_COLUMNS = (
    Helper.id,
    Helper.category,
    Helper.status,
    Helper.area_code,
    Helper.school_id,
    Helper.sex,
    Helper.child_sex,
    Helper.capacity,
    Helper.load,
    Helper.check_good_until,
    Helper.phone_index,
    Helper.id_index,
)
SAVED = {"proposals": Proposal, "unmatched": Unmatched}
# Children whose family's newest word is that it takes its consent back; a withdrawal takes back
# whatever stands, and what is signed afterwards stands again.
_paper = exists().where(Consent.child_id == Child.id)
WITHDRAWN = _paper.where(Consent.withdrawn_on.is_not(None)) & ~_paper.where(
    Consent.withdrawn_on.is_(None)
)


class SqlMatchings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, matching: Matching) -> None:
        self._session.add(matching)
        self._session.flush()  # one under way per place: refused here

    def get(self, matching_id: str, *, locked: bool = False) -> Matching:
        query = select(Matching).where(Matching.id == matching_id)
        if locked:
            query = query.with_for_update().execution_options(populate_existing=True)
        found = self._session.scalar(query)
        if found is None:
            raise MatchingNotFound(matching_id)
        return found

    # -- reading --------------------------------------------------------------------------------

    def problem(
        self, area_code: str, policy: Policy, today: date, *, reserving: bool = False
    ) -> Problem:
        children = _in(Child.area_code, area_code)
        matched = children & Child.status.in_(policy.statuses) & (Child.level > 0) & ~WITHDRAWN
        # What was refused for a file is refused for the one that it was merged into.
        whose = func.coalesce(Child.merged_into, Child.id)
        refused = (
            select(whose, RefusedPair.helper_id)
            .join(Child, Child.id == RefusedPair.child_id)
            .where(whose.in_(select(Child.id).where(children)))
        )
        bonds = select(Bond.child_id, Bond.helper_id, Bond.kind).where(
            exists().where(children & (Child.id == Bond.child_id))
        )
        standing, held = self._standing(area_code)
        held_elsewhere = self._reserved(area_code) if reserving else {}
        return Problem(
            children=tuple(self._children(matched, area_code, held)),
            helpers=tuple(self._helpers(area_code[:COUNTY], policy, today, held_elsewhere)),
            weights=policy.weights,
            refused=frozenset((c, h) for c, h in self._session.execute(refused)),
            standing=frozenset(standing),
            bonds={(c, h): BondKind(kind) for c, h, kind in self._session.execute(bonds)},
        )

    def _standing(self, area_code: str) -> tuple[list[tuple[str, str]], dict[str, list[Side]]]:
        """Live pairs, which are not proposed again; and the sides that active ones fill. A pair
        that rests because a check ran out keeps its helper's place but leaves the child's open."""
        columns = (Pairing.child_id, Pairing.helper_id, Pairing.status, Pairing.side)
        query = select(*columns, Pairing.category).where(
            Pairing.status.in_(pairing_rules.LIVE), _in(Pairing.area_code, area_code)
        )
        pairs: list[tuple[str, str]] = []
        held: dict[str, list[Side]] = defaultdict(list)
        for child, helper, status, side, category in self._session.execute(query):
            pairs.append((child, helper))
            if status is PairingStatus.ACTIVE and pairing_rules.counts(category):
                held[child].append(side)
        return pairs, held

    def _children(
        self, matched: Any, area_code: str, held: Mapping[str, list[Side]]
    ) -> Iterator[values.Child]:
        wishes = self._wishes(area_code)
        columns = (Child.id, Child.level, Child.area_code, Child.sex, Child.school_id)
        for row in self._session.execute(select(*columns, Child.kin_marks).where(matched)):
            yield values.Child(
                id=row.id,
                level=row.level,
                area_code=row.area_code,
                sex=row.sex,
                school_id=row.school_id,
                helper_sex=wishes.get(row.id, "any"),
                kin_marks=frozenset(row.kin_marks),
                held=tuple(sorted(held.get(row.id, ()))),
            )

    def _wishes(self, area_code: str) -> dict[str, str]:
        """Child -> the sex that the family asked for in its newest consent."""
        columns = (Consent.child_id, Consent.helper_sex)
        query = select(*columns).where(
            Consent.withdrawn_on.is_(None),
            exists().where(_in(Child.area_code, area_code) & (Child.id == Consent.child_id)),
        )
        rows = self._session.execute(query.order_by(Consent.recorded_at, Consent.id.desc()))
        return {child: wish for child, wish in rows}

    def _reserved(self, area_code: str) -> dict[str, int]:
        """Helper -> how many open proposals of other places of the county wait for them."""
        query = select(Proposal.helper_id, func.count()).where(
            Proposal.status == ProposalStatus.OPEN,
            _in(Proposal.area_code, area_code[:COUNTY]),
            ~_in(Proposal.area_code, area_code),
        )
        rows = self._session.execute(query.group_by(Proposal.helper_id))
        return {helper: count for helper, count in rows}

    def _helpers(
        self, county: str, policy: Policy, today: date, reserved: Mapping[str, int]
    ) -> Iterator[values.Helper]:
        open_ones = Helper.status.in_(helper_rules.OPEN) & (Helper.disqualified.is_(False))
        query = select(*HELPER_COLUMNS).where(
            open_ones, _in(Helper.area_code, county), Helper.category != Category.PEER
        )
        for row in self._session.execute(query):
            yield values.Helper(
                id=row.id,
                category=row.category,
                side=policy.side(row.category),
                area_code=row.area_code,
                sex=row.sex,
                capacity=row.capacity,
                load=min(row.capacity, row.load + reserved.get(row.id, 0)),
                least=policy.loads[row.category].least,
                child_sex=row.child_sex,
                school_id=row.school_id,
                marks=frozenset((row.phone_index, row.id_index)),
                barred=helper_rules.barred(row.status, row.check_good_until, today),
            )

    def in_want(self, area_code: str, statuses: Collection[str]) -> bool:
        """Whether any child of the place lacks somebody."""
        wanting = _in(Child.area_code, area_code) & Child.status.in_(statuses) & (Child.level > 0)
        query = select(Child.id).where(wanting, Child.coverage != Coverage.FULL, ~WITHDRAWN)
        query = query.limit(1)
        return self._session.scalar(query) is not None

    def under_way(self, area_code: str) -> bool:
        running = Matching.status.in_((MatchingStatus.QUEUED, MatchingStatus.RUNNING))
        around = {area_code[:digits] for digits in range(COUNTY, len(area_code))}
        crossing = _in(Matching.area_code, area_code) | Matching.area_code.in_(around)
        query = select(Matching.id).where(running, crossing).limit(1)
        return self._session.scalar(query) is not None

    def ungraded(self, area_code: str, statuses: Collection[str]) -> int:
        ungraded = _in(Child.area_code, area_code) & (Child.level == 0)
        query = select(func.count()).where(ungraded, Child.status.in_(statuses))
        return self._session.scalar(query) or 0

    def withdrawn(self, area_code: str, statuses: Collection[str]) -> int:
        out = _in(Child.area_code, area_code) & Child.status.in_(statuses) & (Child.level > 0)
        return self._session.scalar(select(func.count()).where(out, WITHDRAWN)) or 0

    # -- writing --------------------------------------------------------------------------------

    def clear(self, matching_id: str) -> None:
        for table in (Proposal, Unmatched):
            self._session.execute(delete(table).where(table.matching_id == matching_id))

    def save(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self._session.execute(insert(SAVED[table]), [dict(row) for row in rows])

    def open_saved(self, matching: Matching) -> None:
        """What another matching of the same children has saved by now is opened by itself, later:
        the two may cross, and never lapse each other."""
        older = (
            Proposal.status == ProposalStatus.OPEN,
            Proposal.matching_id != matching.id,
            _in(Proposal.area_code, matching.area_code),
        )
        lapsed = {"status": ProposalStatus.LAPSED, "version": Proposal.version + 1}
        self._session.execute(update(Proposal).where(*older).values(lapsed))
        own = (Proposal.status == ProposalStatus.SAVED, Proposal.matching_id == matching.id)
        self._session.execute(update(Proposal).where(*own).values(status=ProposalStatus.OPEN))


class SqlProposals:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, proposal_id: str, *, locked: bool = False) -> Proposal:
        query = select(Proposal).where(Proposal.id == proposal_id)
        if locked:
            query = query.with_for_update().execution_options(populate_existing=True)
        proposal = self._session.scalar(query)
        if proposal is None:
            raise ProposalNotFound(proposal_id)
        return proposal

    def lapse_place(self, child_id: str, slot: str) -> None:
        """The place is filled: other proposals for it are not, or no more, to be decided on."""
        self._session.execute(
            update(Proposal)
            .where(
                Proposal.child_id == child_id,
                Proposal.slot == Side(slot),
                Proposal.status.in_((ProposalStatus.SAVED, ProposalStatus.OPEN)),
            )
            .values(status=ProposalStatus.LAPSED, version=Proposal.version + 1)
        )

    def refuse_pair(self, child_id: str, helper_id: str) -> None:
        row = {"child_id": child_id, "helper_id": helper_id, "refused_at": now()}
        insert_or_ignore(self._session, RefusedPair.__table__, **row)

    def refused_for(self, child_ids: Collection[str]) -> set[str]:
        query = select(RefusedPair.helper_id).where(RefusedPair.child_id.in_(child_ids))
        return set(self._session.scalars(query))

    def was_refused(self, child_ids: Collection[str], helper_id: str) -> bool:
        return helper_id in self.refused_for(child_ids)


def _in(column: Any, area_code: str) -> Any:
    return under(column, area_code)
