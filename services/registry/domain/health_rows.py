"""A row of a health-check sheet: whose it is, and what was measured (DOMAIN section 3).

A row is taken whole or sent back whole, each reason with the field that it speaks of.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.registry.domain import health
from services.registry.domain.cells import Cell, is_blank, joined, squeezed, tidy
from services.registry.domain.dates import Day
from services.registry.domain.dates import read as read_date
from shared.texts.health_sheet import ENT_WORDS, EXAMPLE, EXAMPLES

WHOLE = frozenset({"systolic", "diastolic", "lung_ml"})
LONGEST_NOTE = 200
NUMBER = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)[^\d.]{0,4}")  # and a unit behind it


@dataclass(frozen=True)
class Pupil:
    id: str
    name: str
    class_name: str | None
    birth_date: date


@dataclass
class Read:
    """`problems`: field, code and its arguments."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str, list[str]]] = field(default_factory=list)


def measured(cells: Mapping[str, Cell], ranges: Mapping[str, Sequence[float]]) -> Read:
    """What a row says; blank cells are left out."""
    read = Read()
    for name in health.MEASURED:
        if is_blank(cells.get(name)):
            continue
        value = _number(cells[name], whole=name in WHOLE)
        if value is None:
            read.problems.append((name, "MeasureUnreadable", [EXAMPLES.get(name, EXAMPLE)]))
        else:
            read.values[name] = value
    for name, (low, high) in health.impossible(read.values, ranges).items():
        read.problems.append((name, "MeasureOutOfRange", [f"{low:g}", f"{high:g}"]))
    if not is_blank(cells.get("ent")):
        word = ENT_WORDS.get(squeezed(cells["ent"]))
        if word is None:
            read.problems.append(("ent", "EntUnreadable", []))
        else:
            read.values["ent"] = word
    if read.values and not is_blank(cells.get("ent_note")):
        read.values["ent_note"] = tidy(cells["ent_note"])[:LONGEST_NOTE]
    return read


def _number(cell: Cell, *, whole: bool) -> float | int | None:
    """As it was meant: full-width digits, a comma for the point, a unit behind it."""
    found = NUMBER.fullmatch(squeezed(cell).replace(",", "."))
    if found is None:
        return None
    return round(float(found[1])) if whole else float(found[1])


def pupil_of(
    cells: Mapping[str, Cell], pupils: Iterable[Pupil]
) -> tuple[str | None, tuple[str, str, list[str]] | None]:
    """The pupil's id, or why not: by name and, where it is given, birth date; of several
    pupils of one name by class too, which may be spelt otherwise in the file."""
    name = squeezed(cells.get("name"))
    if not name:
        return None, ("name", "PupilNameMissing", [])
    found = [pupil for pupil in pupils if squeezed(pupil.name) == name]
    shown = joined(cells.get("class_name"))
    if shown and not is_blank(cells.get("class_name")):
        of_class = [p for p in found if squeezed(p.class_name or "") == squeezed(shown)]
        if not of_class and len(found) > 1:
            return None, ("class_name", "PupilUnknown", [joined(cells.get("name")), shown])
        found = of_class or found
    born = read_date(cells.get("birth_date"))
    if isinstance(born, Day):
        found = [pupil for pupil in found if born.agrees(pupil.birth_date)]
    if not found:
        return None, ("name", "PupilUnknown", [joined(cells.get("name")), shown])
    if len(found) > 1:
        return None, ("birth_date", "PupilAmbiguous", [joined(cells.get("name"))])
    return found[0].id, None
