"""Reading and checking a whole roster in a child process.

In: a line of JSON (`payload.pack`), then the file's bytes. Out: a line of JSON about the file, then
one line per row, so that the receiver can take them in small portions.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from services.registry.domain.areas import COUNTY
from services.registry.domain.places import Area, Gazetteer, School
from services.registry.domain.remarks import Finding
from services.registry.domain.rows import Judged, Setting, judge
from services.registry.domain.validity import Limits
from services.registry.domain.words import Words
from services.registry.roster import payload
from services.registry.roster.files import read_file
from services.registry.roster.headings import Header
from services.registry.roster.table import Table, keyed, tables_of
from services.registry.roster.wire import wire
from services.registry.roster.word_files import load_words

HEAD_ROWS = 60


def read(task_and_file: bytes) -> bytes:
    """Raises the refusals of `files` and `table`."""
    head, _, content = task_and_file.partition(b"\n")
    task = json.loads(head)
    words = load_words(Path(task["words"]))
    tables = tables_of(read_file(content), words)
    places = Gazetteer(
        (Area(*area) for area in task["areas"]), (School(*s) for s in task["schools"]), words
    )
    rows = [row for at, table in enumerate(tables) for row in _rows(at, table, task, places, words)]
    _note_later_values(rows)
    return payload.lines([_layout(tables) | _named(rows), *rows])


def _rows(
    at: int, table: Table, task: dict[str, Any], places: Gazetteer, words: Words
) -> Iterator[dict[str, Any]]:
    setting = Setting(
        places=places,
        words=words,
        today=date.fromisoformat(task["today"]),
        limits=Limits.of(task["validity"]),
        file=_file_says(table, task, places),
        school_id=task["school_id"],
        has_village_column="village" in table.header.fields,
    )
    for number, cells in table.rows.items():
        judged = judge(cells, setting)
        yield {
            "sheet": at,
            "row": number,
            "cells": [wire(cell) for cell in table.sheet.rows[number]],
            "values": judged.values,
            **_places(judged.values, places),
            "problems": [_remark(f, table.header) for f in judged.problems],
            "warnings": [_remark(f, table.header) for f in _once(judged)],
            "later": {},
        }


def _named(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Schools that the rows name and that are not known, each with township, name and a village;
    and the counties of the rows."""
    sound = [row for row in rows if not row["problems"]]
    schools = {
        (row["school_township"], row["values"]["school_name"], row["values"]["area_code"])
        for row in sound
        if row["school_township"] and not row["values"].get("school_id")
    }
    counties = {row["values"]["area_code"][:COUNTY] for row in sound}
    return {"schools": sorted(schools), "counties": sorted(counties)}


def _places(values: dict[str, Any], places: Gazetteer) -> dict[str, Any]:
    """The village as people say it, and the township that a school's own name tells."""
    village = values.get("area_code")
    townships = places.townships_in(values.get("school_name"), stem_decides=True)
    return {
        "village": places.full_name(village) if village and village in places.areas else "",
        "school_township": next(iter(townships)) if len(townships) == 1 else None,
    }


def _once(judged: Judged) -> list[Finding]:
    """A cell that is a problem needs no warning besides."""
    told = {finding.field for finding in judged.problems}
    return [finding for finding in judged.warnings if finding.field not in told]


def _file_says(table: Table, task: dict[str, Any], places: Gazetteer) -> frozenset[str]:
    if task["place"]:
        return frozenset({task["place"]})
    stem = Path(task["filename"]).stem
    found = places.named_by_file([*table.titles, stem])
    return found or frozenset(filter(None, (task["county"],)))


def _remark(finding: Finding, header: Header) -> dict[str, Any]:
    """A finding with the column it speaks of; none where the sheet has no such column."""
    return {**asdict(finding), "column": column_number(finding.field, header)}


def column_number(field: str, header: Header) -> int | None:
    """A parent's situation is mostly read from the place of work; a village from the address."""
    stand_ins = {
        "father_situation": ("father_workplace", "parents_situation", "father_name"),
        "mother_situation": ("mother_workplace", "parents_situation", "mother_name"),
        "village": ("present_address", "household_address"),
        "area_code": ("village", "present_address", "household_address"),
        "hardships": ("remarks",),
    }
    for name in (field, *stand_ins.get(field, ())):
        if (column := header.column_of(name)) is not None:
            return column.number
    return None


def _note_later_values(rows: list[dict[str, Any]]) -> None:
    """What later rows say of the same child. Of a child that is on file already the later row
    counts alone: else a file that names a child twice would change it at each import."""
    first: dict[str, dict[str, Any]] = {}
    later: dict[str, dict[str, Any]] = {}
    sound = [row for row in rows if not row["problems"]]
    for row in sound:
        first.setdefault(row["values"]["id_number"], row["values"])
    for row in reversed(sound):
        values, number = row["values"], row["values"]["id_number"]
        if _agrees(first[number], values):
            known = later.setdefault(number, {})
            row["later"] = {field: known[field] for field in values if field in known}
            later[number] = {**values, **known}


def _agrees(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """No name that both give differs. Whether it is one child is decided when it is stored."""
    return all(one.get(n, other.get(n)) == other.get(n, one.get(n)) for n in WHO)


WHO = ("name", "father_name", "mother_name")


def _layout(tables: list[Table]) -> dict[str, Any]:
    return {
        "total": sum(len(table.rows) for table in tables),
        "sheets": [_sheet_layout(table) for table in tables],
    }


def _sheet_layout(table: Table) -> dict[str, Any]:
    """What the correction workbook repeats: titles, header, merged ranges among them, widths."""
    sheet, header = table.sheet, table.header
    first = max(1, header.last - HEAD_ROWS)
    head = {n: cells for n, cells in sheet.rows.items() if first <= n <= header.last}
    return {
        "title": sheet.title,
        "header_first": header.first,
        "header_last": header.last,
        "head": {str(n): [wire(cell) for cell in cells] for n, cells in head.items()},
        "spans": [asdict(s) for s in sheet.spans if first <= s.top and s.bottom <= header.last],
        "widths": {str(column): width for column, width in sheet.widths.items()},
        "columns": [[c.number, c.letter, c.heading, c.field] for c in header.columns],
        "text_columns": [n for key, n in keyed(header) if key.endswith(TEXT_FIELDS)],
    }


TEXT_FIELDS = ("id_number", "phone")
