"""A row of a roster on its way to its end: what can be said of it without asking who is on file."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.registry.domain.areas import TOWNSHIP
from services.registry.domain.remarks import Finding
from services.registry.handlers.children import Kept

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


def row_of(line: dict[str, Any], columns: Sequence[Mapping[str, int]]) -> Row:
    """`line` is what the reader says of it, `columns` those of each sheet."""
    remarks = _remarks(line["problems"]), _remarks(line["warnings"])
    return Row(line, columns[line["sheet"]], *remarks)


def _remarks(found: Iterable[Mapping[str, Any]]) -> list[Remark]:
    return [{key: entry[key] for key in ("code", "args", "column")} for entry in found]


def place_school(row: Row, reach: Reach, schools: Callable[[str, str], str]) -> None:
    """The school that a roster names is registered with it, where its name tells the township."""
    values, township = row.values, row.read["school_township"]
    if values.get("school_id") or not township or not reach.covers(township, None):
        return
    if reach.covers(values["area_code"], None):
        values["school_id"] = schools(township, values["school_name"])


def check_reach(row: Row, reach: Reach) -> None:
    if reach.covers(row.values["area_code"], row.values.get("school_id")):
        return
    if reach.areas or not reach.schools:
        row.refuse("VillageOutsideYourArea", "village", row.read["village"])
    else:
        row.refuse("SchoolOutsideYourArea", "school_name")


def stray(
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


def content_of(row: Row) -> dict[str, Any]:
    """What is kept of it, sealed. A warning says what was done with a row that was taken over."""
    if row.problems:
        row.warnings.clear()
    return {"cells": row.read["cells"], "problems": row.problems, "warnings": row.warnings}
