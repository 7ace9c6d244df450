"""Our copies of the registry's children and of the counties' rules."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from services.funding.domain.bank_files import Template
from services.funding.domain.eligibility import ChildFacts, stage_on
from services.funding.domain.notice_rules import NoticeRules
from services.funding.domain.reliefs import ReliefRules
from services.funding.domain.schemes import Scheme, scheme_of
from services.funding.domain.terms import Season, seasons_of
from services.funding.models import Child, ChildStage, CountyRules
from services.funding.store.chunks import chunks
from shared.contracts.funding.errors import BankNotFound
from shared.messaging.arrivals import Arrivals
from shared.messaging.copies import keep_newest
from shared.packs import NoSuchPack, Pack, load_packs

UNTIL_ADOPTED = "national"


class SqlChildren:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._children, self._stages_told = Arrivals(session), Arrivals(session)

    def keep(self, child: Child, stage: str, since: date) -> None:
        """Written by `flush`."""
        self._children.add(child)
        # Also of a fact that is older than ours: it says what was true on its day.
        day = ChildStage(child_id=child.child_id, since=since, stage=stage, version=child.version)
        self._stages_told.add(day)

    def keep_merged(self, child: Child, stage: str, since: date) -> bool:
        """At once; False if what is there is as new or newer."""
        self.flush()
        kept = keep_newest(self._session, child)
        self.keep(child, stage, since)
        return kept

    def flush(self) -> None:
        self._children.flush()
        self._stages_told.flush()

    def in_area(
        self, area: str, stage_day: date, *, after: str, limit: int, hardship_only: bool
    ) -> list[ChildFacts]:
        # Village codes have 12 digits: a range uses the index under every collation.
        first, end = area.ljust(12, "0"), area.ljust(12, "9")
        query = select(Child)
        if (last := self._session.get(Child, after)) is not None:
            first = max(first, last.area_code)  # one bound alone: SQLite uses one
            place = tuple_(Child.area_code, Child.child_id)
            query = query.where(place > tuple_(last.area_code, last.child_id))
        query = query.where(Child.area_code.between(first, end))
        if hardship_only:
            query = query.where(Child.in_hardship)
        order = (Child.area_code, Child.child_id)
        return self._facts(query.order_by(*order).limit(limit), stage_day)

    def of_ids(self, child_ids: Collection[str], stage_day: date) -> dict[str, ChildFacts]:
        found = self._facts(select(Child).where(Child.child_id.in_(child_ids)), stage_day)
        return {child.child_id: child for child in found}

    def lock(self, child_id: str) -> None:
        query = select(Child.child_id).where(Child.child_id == child_id)
        self._session.execute(query.with_for_update())

    def hold(self, child_ids: Collection[str]) -> None:
        for some in chunks(child_ids):
            query = select(Child.child_id).where(Child.child_id.in_(some)).order_by(Child.child_id)
            self._session.execute(query.with_for_update(read=True))

    def _facts(self, query: Select[Child], stage_day: date) -> list[ChildFacts]:
        facts = (Child.hardships, Child.boarder)
        columns = (Child.child_id, Child.area_code, Child.school_id, *facts)
        standing = query.where(Child.merged_into.is_(None))
        rows = self._session.execute(standing.with_only_columns(*columns)).all()
        stages = self._stages([row.child_id for row in rows])
        return [
            ChildFacts(
                child_id=row.child_id,
                area_code=row.area_code,
                school_id=row.school_id,
                stage=stage_on(stages[row.child_id], stage_day),
                hardships=frozenset(row.hardships),
                boarder=row.boarder,
            )
            for row in rows
        ]

    def _stages(self, child_ids: Sequence[str]) -> dict[str, list[tuple[date, str]]]:
        query = (
            select(ChildStage.child_id, ChildStage.since, ChildStage.stage)
            .where(ChildStage.child_id.in_(child_ids))
            .order_by(ChildStage.child_id, ChildStage.since)
        )
        found: dict[str, list[tuple[date, str]]] = {}
        for child_id, since, stage in self._session.execute(query):
            found.setdefault(child_id, []).append((since, stage))
        return found


class SqlRules:
    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, rules: CountyRules) -> None:
        keep_newest(self._session, rules)

    def seasons(self, area: str, today: date) -> dict[str, Season]:
        return seasons_of(self._pack(area, today, today)["terms"])

    def schemes(self, area: str, today: date, term_starts: date) -> list[Scheme]:
        pack = self._pack(area, today, term_starts)
        return [_scheme(code, pack, term_starts) for code in sorted(pack["schemes"])]

    def scheme(self, code: str, area: str, today: date, term_starts: date) -> Scheme:
        return _scheme(code, self._pack(area, today, term_starts), term_starts)

    def relief(self, area: str, today: date) -> ReliefRules:
        return ReliefRules.of(self._pack(area, today, today)["relief"])

    def notice(self, area: str, today: date) -> NoticeRules:
        pack = self._pack(area, today, today)
        return NoticeRules.of(pack["notice"], pack["calendar"])

    def checked_by(self, scheme: str, area: str, today: date) -> tuple[str, ...]:
        found = self._pack(area, today, today)["schemes"].get(scheme)
        return tuple(found["checked_by"]) if found else ()

    def banks(self, area: str, today: date) -> list[Template]:
        banks = self._pack(area, today, today)["banks"]
        return [Template.of(bank, banks[bank]) for bank in sorted(banks)]

    def bank(self, bank: str, area: str, today: date) -> Template:
        banks = self._pack(area, today, today)["banks"]
        if bank not in banks:
            raise BankNotFound(bank)
        return Template.of(bank, banks[bank])

    def version(self, area: str, today: date) -> Pack:
        return self._pack(area, today, today)

    def _pack(self, area: str, today: date, on: date) -> Pack:
        """The pack that the county follows today, as it was or will be on another day."""
        county = CountyRules.area_code == area[:6]
        query = (
            select(CountyRules.pack)
            .where(county, CountyRules.valid_from <= today)
            .order_by(CountyRules.valid_from.desc())
            .limit(1)
        )
        pack_id = self._session.scalar(query) or UNTIL_ADOPTED
        try:
            return load_packs().get(pack_id, on)
        except NoSuchPack:  # younger than the term
            return load_packs().get(pack_id, today)


def _scheme(code: str, pack: Pack, on: date) -> Scheme:
    which = {"pack": pack.id, "version": pack.version, "pack_hash": pack.hash}
    return scheme_of(code, pack["schemes"], **which, seasons=pack["terms"], on=on)
