"""Storing checked rows of a roster: a small portion per transaction, each row to its end."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from services.registry.domain.remarks import Finding
from services.registry.handlers.children import Kept, keep_rows
from services.registry.handlers.places import school_for
from services.registry.handlers.reach import TOWNSHIP
from services.registry.models import Import
from services.registry.ports import UnitOfWork

# What tells who a child is; an earlier row of the same file keeps saying it.
IDENTITY = frozenset({"id_number", "name", "sex", "birth_date", "father_name", "mother_name"})
# Fields that are read from another field's column.
READ_FROM = {
    "area_code": ("village", "present_address", "household_address"),
    "school_id": ("school_name",),
    "stage": ("grade", "class_name", "school_name"),
    "hardships": ("remarks",),
    "father_situation": ("father_workplace", "parents_situation", "parents_workplace"),
    "mother_situation": ("mother_workplace", "parents_situation", "parents_workplace"),
    "father_workplace": ("parents_workplace",),
    "mother_workplace": ("parents_workplace",),
}
Schools = dict[tuple[str, str], str]  # township, name as in the file -> id
Remark = dict[str, Any]  # code, args, column (from 1, or None)


@dataclass(frozen=True)
class Reach:
    """Whom an uploader answers for."""

    everything: bool
    areas: tuple[str, ...]
    schools: tuple[str, ...]

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Reach":
        return cls(kept["everything"], tuple(kept["areas"]), tuple(kept["schools"]))

    def covers(self, area: str, school_id: str | None) -> bool:
        if self.everything or (school_id is not None and school_id in self.schools):
            return True
        return bool(self.areas) and area.startswith(self.areas)


@dataclass
class Row:
    """A row on its way: as the child process gave it, and how it ends."""

    read: dict[str, Any]
    columns: Mapping[str, int]  # field -> column of its sheet
    problems: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    kept: Kept = field(default_factory=lambda: Kept("rejected"))

    @property
    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = self.read["values"]
        return values

    def refuse(self, code: str, field_name: str, *args: str) -> None:
        self.problems.append(self._remark(Finding(code, field_name, args)))

    def warn(self, code: str, field_name: str, *args: str) -> None:
        remark = self._remark(Finding(code, field_name, args))
        if remark["column"] is not None and remark not in self.warnings:
            self.warnings.append(remark)

    def _remark(self, finding: Finding) -> Remark:
        names = (finding.field, *READ_FROM.get(finding.field, ()))
        column = next((self.columns[name] for name in names if name in self.columns), None)
        return {"code": finding.code, "args": list(finding.args), "column": column}


def columns_of(layout: Mapping[str, Any]) -> list[dict[str, int]]:
    """For each sheet, the column of each field."""
    return [
        {
            field_name: number
            for number, _, _, field_name in reversed(sheet["columns"])
            if field_name
        }
        for sheet in layout["sheets"]
    ]


def store_rows(
    uow: UnitOfWork,
    roster: Import,
    lines: Sequence[dict[str, Any]],
    layout: Mapping[str, Any],
    *,
    schools: Schools,
) -> None:
    """Take over the next `lines` of the roster, keep them all, and count them. `schools` are those
    that earlier lines have named; it learns the others."""
    columns = columns_of(layout)
    rows = [
        Row(line, columns[line["sheet"]], _remarks(line["problems"]), _remarks(line["warnings"]))
        for line in lines
    ]
    reach = Reach.of(roster.reach)
    school = partial(_school_id, uow, roster, schools)
    for row in rows:
        if not row.problems:
            _place_school(row, reach, school)
            _check_reach(row, reach)
    sound = [row for row in rows if not row.problems]
    facts = _facts(uow, roster, sound)
    kept = keep_rows(
        uow,
        facts,
        by=roster.account_id,
        covers=reach.covers,
        strays=partial(_stray, reach, cache(partial(_township, uow))),
        today=roster.judged_on,
    )
    for row, end in zip(sound, kept, strict=True):
        _note_end(row, end)
    _write(uow, roster, rows)


def refuse_rows(
    uow: UnitOfWork, roster: Import, lines: Sequence[dict[str, Any]], layout: Mapping[str, Any]
) -> None:
    """Send the next `lines` back since storing them fails, for whatever reason."""
    columns = columns_of(layout)
    rows = [Row(line, columns[line["sheet"]], _remarks(line["problems"])) for line in lines]
    for row in rows:
        row.refuse("RowNotStored", "name")
    _write(uow, roster, rows)


def _remarks(found: Iterable[Mapping[str, Any]]) -> list[Remark]:
    return [{key: entry[key] for key in ("code", "args", "column")} for entry in found]


def _place_school(row: Row, reach: Reach, schools: Callable[[str, str], str]) -> None:
    """The school that a roster names is registered with it, where its name tells the township."""
    values, township = row.values, row.read["school_township"]
    if values.get("school_id") or not township or not reach.covers(township, None):
        return
    if reach.covers(values["area_code"], None):
        values["school_id"] = schools(township, values["school_name"])


def _school_id(uow: UnitOfWork, roster: Import, schools: Schools, township: str, name: str) -> str:
    if (township, name) not in schools:
        by, today = roster.account_id, roster.judged_on
        school, _ = school_for(uow, name=name, township_code=township, by=by, today=today)
        schools[township, name] = school.id
    return schools[township, name]


def _check_reach(row: Row, reach: Reach) -> None:
    if reach.covers(row.values["area_code"], row.values.get("school_id")):
        return
    if reach.areas or not reach.schools:
        row.refuse("VillageOutsideYourArea", "village", row.read["village"])
    else:
        row.refuse("SchoolOutsideYourArea", "school_name")


def _township(uow: UnitOfWork, school_id: str) -> str:
    return uow.places.school(school_id).township_code


def _stray(
    reach: Reach, township: Callable[[str], str], facts: Mapping[str, Any], moved: Collection[str]
) -> str | None:
    """As `handlers.reach` says it for one child: a school answers for the villages of its township,
    a village sends its children to the schools of its own."""
    if reach.everything:
        return None
    around = (*reach.areas, *(township(school) for school in reach.schools))
    if "area_code" in moved and not facts["area_code"].startswith(around):
        return "area_code"
    school_id = facts.get("school_id") if "school_id" in moved else None
    if school_id is None or school_id in reach.schools:
        return None
    near = township(school_id).startswith(tuple(area[:TOWNSHIP] for area in reach.areas))
    return None if near else "school_id"


def _facts(uow: UnitOfWork, roster: Import, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What each row shall change. Of a child that was on file before this roster, an earlier row
    changes nothing that a later one of the same roster says too."""
    repeated = [row.values["id_number"] for row in rows if row.read["later"]]
    on_file = uow.children.by_id_numbers(repeated) if repeated else {}
    ours = uow.imports.accepted_of(roster.id, on_file.values()) if on_file else set()
    return [_without_stale(row, on_file, ours) for row in rows]


def _without_stale(row: Row, on_file: Mapping[str, str], ours: set[str]) -> dict[str, Any]:
    later, child_id = row.read["later"], on_file.get(row.values["id_number"])
    if not later or child_id is None or child_id in ours:
        return row.values
    stale = set(later) - IDENTITY - {"area_code"}
    kept = {name: value for name, value in row.values.items() if name not in stale}
    return {**kept, "area_code": later.get("area_code", row.values["area_code"])}


def _note_end(row: Row, end: Kept) -> None:
    row.kept = end
    if end.conflict == "identity":
        row.refuse("OtherChildWithThisId", "id_number")
    elif end.conflict == "elsewhere":
        row.refuse("OnFileElsewhere", "id_number")
    elif end.conflict == "area_code":
        row.refuse("VillageOutsideYourArea", "village", row.read["village"])
    elif end.conflict == "school_id":
        row.refuse("SchoolOfAnotherPlace", "school_name")
    for name in end.changed:
        row.warn("FieldChanged", name)
    if end.twins:
        row.warn("SuspectedDuplicate", "name")
    if row.problems:  # a warning says what was done with a row that was taken over
        row.warnings.clear()


def _write(uow: UnitOfWork, roster: Import, rows: Sequence[Row]) -> None:
    sealed = []
    for position, row in enumerate(rows, start=roster.done):
        if row.problems:
            row.warnings.clear()
        content = {"cells": row.read["cells"], "problems": row.problems, "warnings": row.warnings}
        sealed.append(
            {
                "import_id": roster.id,
                "position": position,
                "sheet": row.read["sheet"],
                "row": row.read["row"],
                "outcome": row.kept.outcome,
                "left_behind": row.kept.left_behind,
                "child_id": row.kept.child_id,
                "sealed": uow.vault.seal(roster.id, content),
            }
        )
    uow.imports.add_rows(sealed)
    ends = [row.kept.outcome for row in rows]
    roster.done += len(rows)
    roster.accepted += ends.count("accepted")
    roster.merged += ends.count("merged")
    roster.rejected += ends.count("rejected")
    roster.changed += sum(row.kept.outcome == "merged" and bool(row.kept.changed) for row in rows)
