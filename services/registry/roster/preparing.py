"""Judging and sealing the rows of a roster in a process of its own, ahead of the database.

It has keys, so it is not the process that reads the file: that one takes in what anybody uploads.
In: a line of JSON (`payload.prepare`), then the reader's lines. Out: pieces of some rows each.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from services.registry.domain.ages import age_on
from services.registry.domain.areas import COUNTY
from services.registry.domain.cases.findings import in_dossier
from services.registry.domain.course import settled
from services.registry.domain.record import normalised
from services.registry.domain.situation import Status
from services.registry.handlers.children import said_of_status
from services.registry.handlers.reach import PLACES
from services.registry.handlers.roster_rows import (
    Reach,
    Row,
    check_reach,
    content_of,
    place_school,
    row_of,
    stray,
)
from services.registry.ports.prepared import Prepared
from services.registry.roster.pieces import piece_of
from services.registry.store.child_rows import same_marks
from services.registry.store.newcomers import newcomer
from shared import crypto
from shared.pacing import slices
from shared.packs import Pack, load_packs
from shared.vault import Sealer

IN_A_PIECE = 20  # rows


def prepare(task_and_rows: bytes) -> Iterator[bytes]:
    """Marshalled lists of `Prepared`, for each row one, in their order."""
    head, *lines = task_and_rows.split(b"\n")
    task = json.loads(head)
    if task["ring"]:
        crypto.use(crypto.KeyRing.load(task["ring"]))
    preparer = Preparer(task)
    for some in slices(lines, IN_A_PIECE):
        yield piece_of([preparer.prepared(json.loads(line)) for line in some])


class Preparer:
    def __init__(self, task: Mapping[str, Any]) -> None:
        self.import_id, self.today = task["import"], date.fromisoformat(task["today"])
        self.columns: Sequence[Mapping[str, int]] = task["columns"]
        self.reach = Reach.of(task["reach"])
        self.schools = {(township, name): at for township, name, at in task["schools"]}
        self.townships: dict[str, str] = task["townships"]
        packs = load_packs()
        self.packs = {at: packs.get(pack, self.today) for at, pack in task["packs"].items()}
        self.sealer = Sealer()
        self.sealer.take(self.import_id, task["wrapped"])

    def prepared(self, line: dict[str, Any]) -> Prepared:
        row = row_of(line, self.columns)
        if not row.problems:
            try:
                place_school(row, self.reach, lambda *named: self.schools[named])
            except KeyError:  # the database knows, or will
                return self._open(row)
            check_reach(row, self.reach)
        if row.problems:
            return Prepared("rejected", line["sheet"], line["row"], sealed=self._sealed(row))
        return self._judged(row)

    def _judged(self, row: Row) -> Prepared:
        facts = settled({}, _facts(row))
        pack = self.packs.get(facts["area_code"][:COUNTY])
        if pack is None or row.read["later"] or self._asks(facts, pack):
            return self._open(row)
        new = newcomer(self.sealer, facts, pack, self.today)
        return Prepared(
            "new",
            row.read["sheet"],
            row.read["row"],
            id_mark=new.id_mark,
            marks=tuple(value for _, value in new.marks),
            left_behind=said_of_status(Status(new.status)),
            sealed=self._sealed(row),
            newcomer=new,
        )

    def _asks(self, facts: Mapping[str, Any], pack: Pack) -> bool:
        """What more comes of it than a dossier: a refusal of its places, a case."""
        try:
            if stray(self.reach, self.townships.__getitem__, facts, PLACES):
                return True
        except KeyError:
            return True
        age = age_on(date.fromisoformat(facts["birth_date"]), self.today)
        return bool(in_dossier(facts, age, pack["protection"]))

    def _open(self, row: Row) -> Prepared:
        facts = _facts(row)
        number = facts.get("id_number")
        return Prepared(
            "open",
            row.read["sheet"],
            row.read["row"],
            id_mark=self.sealer.blind_index("id_number", number) if number else None,
            marks=tuple(value for _, value in same_marks(self.sealer, facts)),
        )

    def _sealed(self, row: Row) -> str:
        return self.sealer.seal(self.import_id, content_of(row))


def _facts(row: Row) -> dict[str, Any]:
    """As `handlers.children.keep_rows` takes them: what is absent says nothing."""
    return normalised({name: value for name, value in row.values.items() if value is not None})
