"""Children on SQLAlchemy. Core and one write per table at the end: an import is a hot path."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from services.registry.domain.names import search_forms
from services.registry.domain.record import KIN_PHONES, ChildRecord, kin, phones_in
from services.registry.domain.sameness import likenesses
from services.registry.domain.situation import Status
from services.registry.models import (
    AreaCount,
    Assessment,
    Child,
    Dossier,
    Duplicate,
    Following,
    Mark,
)
from services.registry.store.many import insert_into
from shared.contracts.registry.errors import ChildNotFound
from shared.contracts.registry.fields import GROUPS, PLAIN
from shared.db import insert_or_ignore
from shared.vault import Vault

AT_ONCE = 400  # SQLite takes 32,766 variables in a statement
SAME = "same-"  # kinds of marks that say: name, birth date and something more are the same


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

    # -- reading ----------------------------------------------------------------------------------

    def get(self, child_id: str) -> ChildRecord:
        record = self.read([child_id], lock=True).get(child_id)
        if record is None:
            raise ChildNotFound(child_id)
        return record

    def read(self, child_ids: Iterable[str], *, lock: bool = False) -> dict[str, ChildRecord]:
        wanted = list(dict.fromkeys(child_ids))
        missing = [child_id for child_id in wanted if child_id not in self._known]
        self._vault.preload(missing)
        for some in _slices(sorted(missing)):
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
            kin_marks=tuple(row["kin_marks"]),
            pairing=(child_id, "pairing") in going_on,
            scheme=(child_id, "scheme") in going_on,
        )

    def _followings(self, child_ids: list[str]) -> set[tuple[str, str]]:
        query = select(Following.child_id, Following.kind).where(
            Following.child_id.in_(child_ids), Following.ended.is_(False)
        )
        return {(child_id, kind) for child_id, kind in self._session.execute(query)}

    def by_id_numbers(self, numbers: Iterable[str]) -> dict[str, str]:
        marks = {self._vault.blind_index("id_number", number): number for number in numbers}
        for some in _slices([mark for mark in marks if mark not in self._ids]):
            self._ids |= dict.fromkeys(some)
            query = select(Child.id_mark, Child.id).where(Child.id_mark.in_(some))
            self._ids |= {str(mark): child_id for mark, child_id in self._session.execute(query)}
        found = {number: self._ids[mark] for mark, number in marks.items()}
        return {number: child_id for number, child_id in found.items() if child_id}

    def alike(self, kinds_and_values: Iterable[tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
        marks = {self._vault.blind_index(SAME + kind, v): (kind, v) for kind, v in kinds_and_values}
        for some in _slices([mark for mark in marks if mark not in self._alike]):
            self._alike |= {mark: set() for mark in some}
            query = select(Mark.value, Mark.child_id).where(
                Mark.kind.in_([SAME + "village", SAME + "phone"]), Mark.value.in_(some)
            )
            for mark, child_id in self._session.execute(query):
                self._alike[mark].add(child_id)
        return {likeness: set(self._alike[mark]) for mark, likeness in marks.items()}

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
        record.kin_marks = self._kin_marks(record)
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

    def add_assessment(self, assessment: Assessment) -> None:
        self._session.add(assessment)

    def follow(self, child_id: str, kind: str, reference: str, *, ended: bool) -> None:
        """An end is kept too: a start that comes later than its end changes nothing."""
        key = {"child_id": child_id, "kind": kind, "reference": reference}
        if insert_or_ignore(self._session, Following.__table__, **key, ended=ended) or not ended:
            return
        self._session.execute(update(Following).filter_by(**key).values(ended=True))

    def flush(self) -> None:
        """Write what was added and saved."""
        added, saved = list(self._added.values()), list(self._saved.values())
        self._added, self._saved = {}, {}
        marks: list[dict[str, Any]] = []
        if added:
            self._insert(Child, [self._row(record) for record in added])
            self._insert(Dossier, [self._sealed(record, GROUPS) for record in added])
            marks += [mark for record in added for mark in self._marks(record)]
        for record in saved:
            self._update(record)
        if remade := [r.id for r in saved if r.changed_groups or r.facts_moved]:
            self._session.execute(delete(Mark).where(Mark.child_id.in_(remade)))
            marks += [m for r in saved if r.id in set(remade) for m in self._marks(r)]
        self._insert(Mark, marks)
        for record in (*added, *saved):
            record.changed_groups, record.facts_moved = set(), False
        self._write_counts()

    def _insert(self, model: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._session.execute(insert(model.__table__), rows)

    def _update(self, record: ChildRecord) -> None:
        row = self._row(record)
        this_child = Child.id == row.pop("id")
        self._session.execute(update(Child).where(this_child).values(**row))
        if record.changed_groups:
            sealed = self._sealed(record, record.changed_groups)
            this = Dossier.child_id == sealed.pop("child_id")
            self._session.execute(update(Dossier).where(this).values(**sealed))

    def _row(self, record: ChildRecord) -> dict[str, Any]:
        number = record.facts.get("id_number")
        return {
            **{name: record.facts.get(name) for name in PLAIN},
            "birth_date": record.birth_date,
            "hardships": record.facts.get("hardships") or [],
            "id": record.id,
            "version": record.version,
            "id_mark": self._vault.blind_index("id_number", number) if number else None,
            "kin_marks": list(record.kin_marks),
            "registered_on": record.registered_on,
            "status": record.status.value,
            "reasons": list(record.reasons),
            "pack": record.pack,
            "pack_version": record.pack_version,
            "pack_hash": record.pack_hash,
            "judged_on": record.judged_on,
            "level": record.level,
        }

    def _sealed(self, record: ChildRecord, groups: Iterable[str]) -> dict[str, Any]:
        row: dict[str, Any] = {"child_id": record.id}
        for group in groups:
            values = {name: record.facts.get(name) for name in GROUPS[group]}
            known = {name: value for name, value in values.items() if value is not None}
            row[group] = self._vault.seal(record.id, known)
        return row

    def _kin_marks(self, record: ChildRecord) -> tuple[str, ...]:
        found = {self._vault.blind_index(kind, value) for kind, value in kin(record.facts)}
        return tuple(sorted(found))

    def _marks(self, record: ChildRecord) -> Iterator[dict[str, Any]]:
        named = {("name", form) for form in search_forms(record.name)}
        phones = {
            ("phone", number) for name in KIN_PHONES for number in phones_in(record.facts.get(name))
        }
        same = {(SAME + kind, value) for kind, value in likenesses(record.facts)}
        for kind, value in named | phones | same:
            mark = self._vault.blind_index(kind, value)
            yield {"kind": kind, "value": mark, "child_id": record.id}

    def _write_counts(self) -> None:
        """In one order everywhere, or two transactions that count the same villages would cross."""
        rows = [
            {"area_code": area, "status": str(status), "level": level, "children": by}
            for (area, status, level), by in sorted(self._counts.items())
            if by
        ]
        self._counts.clear()
        if rows:
            statement = insert_into(self._session, AreaCount.__table__)
            more = AreaCount.children + statement.excluded.children
            keys = ["area_code", "status", "level"]
            statement = statement.on_conflict_do_update(
                index_elements=keys, set_={"children": more}
            )
            self._session.connection().execute(statement, rows)


def _slices(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
