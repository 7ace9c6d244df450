"""Children on SQLAlchemy. Core and one write per table at the end: an import is a hot path."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from services.registry.domain.record import ChildRecord
from services.registry.domain.sameness import likenesses
from services.registry.domain.situation import Status
from services.registry.models import (
    Assessment,
    Child,
    Dossier,
    Duplicate,
    Following,
    Mark,
    SearchToken,
)
from services.registry.store.child_rows import (
    SAME,
    child_row,
    dossier_row,
    kin_marks,
    same_marks,
    token_rows,
)
from services.registry.store.counting import write_counts
from services.registry.store.ranges import under
from shared.contracts.registry.errors import ChildMerged, ChildNotFound
from shared.contracts.registry.fields import GROUPS, PLAIN
from shared.db import insert_or_ignore
from shared.messaging.copies import keep_newest
from shared.pacing import slices
from shared.vault import Vault

AT_ONCE = 400  # SQLite takes 32,766 variables in a statement
MARKED = frozenset({"identity", "contact", "family"})  # groups that marks and tokens are made of


class SqlChildren:
    """Keeps what it read and what it was given, so that a batch may speak twice of a child."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault
        self._known: dict[str, ChildRecord] = {}
        self._added: dict[str, ChildRecord] = {}
        self._saved: dict[str, ChildRecord] = {}
        # Looked up or added here, so that a batch asks once: mark -> child, mark -> children.
        self._ids: dict[str, str | None] = {}
        self._alike: dict[str, set[str]] = {}
        self._counts: Counter[tuple[str, str, int]] = Counter()
        self._assessments: list[Assessment] = []  # written behind the children that they are of

    # -- reading ----------------------------------------------------------------------------------

    def get(self, child_id: str, *, merged: bool = False) -> ChildRecord:
        record = self.read([child_id], lock=True).get(child_id)
        if record is None:
            raise ChildNotFound(child_id)
        if record.merged_into is not None and not merged:
            raise ChildMerged(record.merged_into)
        return record

    def read(self, child_ids: Iterable[str], *, lock: bool = False) -> dict[str, ChildRecord]:
        wanted = list(dict.fromkeys(child_ids))
        missing = [child_id for child_id in wanted if child_id not in self._known]
        self._vault.preload(missing)
        for some in slices(sorted(missing), AT_ONCE):
            # In order of their ids: two transactions that lock the same children do not cross.
            query = select(Child.__table__, Dossier.__table__).join(Dossier)
            query = query.where(Child.id.in_(some)).order_by(Child.id)
            if lock:
                query = query.with_for_update()
            going_on = self._followings(some)
            for row in self._session.execute(query).mappings():
                self._known[row["id"]] = self._record(row, going_on)
        return {child_id: self._known[child_id] for child_id in wanted if child_id in self._known}

    def _record(self, row: Any, going_on: set[tuple[str, str]]) -> ChildRecord:
        child_id = row["id"]
        facts = {name: row[name] for name in PLAIN}
        facts["birth_date"] = row["birth_date"].isoformat()
        for group in GROUPS:
            facts |= self._vault.open(child_id, row[group])
        return ChildRecord(
            id=child_id,
            version=row["version"],
            facts=facts,
            registered_on=row["registered_on"],
            status=Status(row["status"]),
            reasons=tuple(row["reasons"]),
            pack=row["pack"],
            pack_version=row["pack_version"],
            pack_hash=row["pack_hash"],
            judged_on=row["judged_on"],
            level=row["level"],
            merged_into=row["merged_into"],
            kin_marks=tuple(row["kin_marks"]),
            pairing=(child_id, "pairing") in going_on,
            scheme=(child_id, "scheme") in going_on,
            exit_reason=row["exit_reason"],
            exit_on=row["exit_on"],
            age_told=row["age_told"],
            verified=row["verified"],
            figures=None if row["figures"] is None else frozenset(row["figures"].split()),
        )

    def _followings(self, child_ids: Sequence[str]) -> set[tuple[str, str]]:
        query = select(Following.child_id, Following.kind).where(
            Following.child_id.in_(child_ids), Following.ended.is_(False)
        )
        return {(child_id, kind) for child_id, kind in self._session.execute(query)}

    def by_id_numbers(self, numbers: Iterable[str]) -> dict[str, str]:
        marks = {self._vault.blind_index("id_number", number): number for number in numbers}
        for some in slices([mark for mark in marks if mark not in self._ids], AT_ONCE):
            self._ids |= dict.fromkeys(some)
            the_child = func.coalesce(Child.merged_into, Child.id)
            query = select(Child.id_mark, the_child).where(Child.id_mark.in_(some))
            self._ids |= {str(mark): child_id for mark, child_id in self._session.execute(query)}
        found = {number: self._ids[mark] for mark, number in marks.items()}
        return {number: child_id for number, child_id in found.items() if child_id}

    def alike(self, kinds_and_values: Iterable[tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
        marks = {self._vault.blind_index(SAME + kind, v): (kind, v) for kind, v in kinds_and_values}
        for some in slices([mark for mark in marks if mark not in self._alike], AT_ONCE):
            self._alike |= {mark: set() for mark in some}
            query = select(Mark.value, Mark.child_id).where(
                Mark.kind.in_([SAME + "village", SAME + "phone"]), Mark.value.in_(some)
            )
            for mark, child_id in self._session.execute(query):
                self._alike[mark].add(child_id)
        return {likeness: set(self._alike[mark]) for mark, likeness in marks.items()}

    def known_marks(self, id_marks: Iterable[str], marks: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for some in slices(list(dict.fromkeys(id_marks)), AT_ONCE):
            query = select(Child.id_mark).where(Child.id_mark.in_(some))
            found.update(mark for mark in self._session.scalars(query) if mark)
        for some in slices(list(dict.fromkeys(marks)), AT_ONCE):
            alike = Mark.kind.in_([SAME + "village", SAME + "phone"]), Mark.value.in_(some)
            found.update(self._session.scalars(select(Mark.value).where(*alike)))
        return found

    # -- writing ----------------------------------------------------------------------------------

    def add(self, record: ChildRecord) -> None:
        self._vault.begin(record.id)
        self._known[record.id] = self._added[record.id] = record
        self._take_note(record)

    def save(self, record: ChildRecord) -> None:
        if record.id not in self._added:
            self._saved[record.id] = record
        self._take_note(record)

    def _take_note(self, record: ChildRecord) -> None:
        """What later rows of the batch shall find without asking the database."""
        record.kin_marks = kin_marks(self._vault, record)
        if record.merged_into is not None:
            self._ids.clear()
            self._alike.clear()
            return
        if record.facts.get("id_number"):
            self._ids[self._vault.blind_index("id_number", record.facts["id_number"])] = record.id
        for kind, value in likenesses(record.facts):
            mark = self._vault.blind_index(SAME + kind, value)
            self._alike.setdefault(mark, set()).add(record.id)

    def count(self, area_code: str, status: str, level: int, by: int) -> None:
        self._counts[area_code, status, level] += by

    def note_duplicate(self, child_id: str, other_id: str, by: str, area: str, on: date) -> None:
        self.flush()  # its foreign keys
        insert_or_ignore(
            self._session,
            Duplicate.__table__,
            id=str(uuid4()),
            child_id=child_id,
            other_id=other_id,
            by=by,
            area_code=area,
            found_on=on,
        )

    def judged_otherwise(self, area: str, pack_hash: str) -> bool:
        query = select(Child.id).where(under(Child.area_code, area), _otherwise(pack_hash))
        return self._session.scalar(query.limit(1)) is not None

    def add_assessment(self, assessment: Assessment) -> None:
        self._assessments.append(assessment)

    def follow(
        self, child_id: str, kind: str, reference: str, *, ended: bool, version: int
    ) -> None:
        """An end is kept too: a start or a move that comes later than its end changes nothing."""
        keep_newest(
            self._session,
            Following(
                child_id=child_id, kind=kind, reference=reference, ended=ended, version=version
            ),
        )

    def flush(self) -> None:
        """Write what was added and saved."""
        added, saved = list(self._added.values()), list(self._saved.values())
        self._added, self._saved = {}, {}
        marks: list[dict[str, Any]] = []
        found_by: list[dict[str, Any]] = []
        if added:
            self._insert(Child, [child_row(self._vault, record) for record in added])
            dossiers = [dossier_row(self._vault, record, GROUPS) for record in added]
            self._insert(Dossier, dossiers)
            marks += self._marks(added)
            found_by += self._found_by(added)
        for record in saved:
            self._update(record)
        if remade := [r for r in saved if r.changed_groups & MARKED or r.facts_moved]:
            ids = [record.id for record in remade]
            for table in (Mark, SearchToken):
                self._session.execute(delete(table).where(table.child_id.in_(ids)))
            remade = [record for record in remade if record.merged_into is None]
            marks += self._marks(remade)
            found_by += self._found_by(remade)
        self._insert(Mark, marks)
        self._insert(SearchToken, found_by)
        for record in (*added, *saved):
            record.changed_groups, record.facts_moved = set(), False
        write_counts(self._session, self._counts)
        self._session.add_all(self._assessments)
        self._assessments = []

    def index(self, child_ids: Iterable[str]) -> None:
        """Make the words that these children are found by anew."""
        records = self.read(child_ids)
        self._forget_words(records)
        self._insert(SearchToken, self._found_by(records.values()))

    def forget(self, child_id: str) -> None:
        """Anonymise: what the child was found by goes with its key."""
        self._forget_words([child_id])
        self._session.execute(delete(Mark).where(Mark.child_id == child_id))
        bare = update(Child).where(Child.id == child_id).values(id_mark=None, kin_marks=[])
        self._session.execute(bare)
        self._vault.destroy(child_id)

    def _insert(self, model: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._session.execute(insert(model.__table__), rows)

    def _update(self, record: ChildRecord) -> None:
        row = child_row(self._vault, record)
        this_child = Child.id == row.pop("id")
        self._session.execute(update(Child).where(this_child).values(**row))
        if record.changed_groups:
            sealed = dossier_row(self._vault, record, record.changed_groups)
            this = Dossier.child_id == sealed.pop("child_id")
            self._session.execute(update(Dossier).where(this).values(**sealed))

    def _marks(self, records: Iterable[ChildRecord]) -> list[dict[str, Any]]:
        return [
            {"kind": kind, "value": value, "child_id": record.id}
            for record in records
            for kind, value in same_marks(self._vault, record.facts)
        ]

    def _found_by(self, records: Iterable[ChildRecord]) -> list[dict[str, Any]]:
        return [row for record in records for row in token_rows(self._vault, record)]

    def _forget_words(self, child_ids: Iterable[str]) -> None:
        these = SearchToken.child_id.in_(list(child_ids))
        self._session.execute(delete(SearchToken).where(these))


def _otherwise(pack_hash: str) -> ColumnElement[bool]:
    """Judged under other rules, or before there were books."""
    return or_(Child.pack_hash != pack_hash, Child.figures.is_(None))
