"""A dossier as it is read: its sections, each with its fields in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.pages.names import brief
from gateway.pages.words import shown
from shared.contracts.registry.fields import GROUP_OF, SECTIONS, SHOWN_BY
from shared.texts.dossier import FIELDS

ASKED = frozenset(
    {
        *(f"{who}_{part}" for who in ("father", "mother") for part in ("name", "situation")),
        *("id_number", "ethnicity", "household_class", "household_address", "present_address"),
        *("guardian_name", "guardian_relation", "guardian_phone", "guardian_age"),
        *("guardianship", "care", "care_quality", "school_id", "class_name", "boarder"),
        *("enrolment", "siblings", "health_state", "illness", "vaccinated", "insured"),
    }
)


@dataclass(frozen=True)
class Row:
    """One field as it is read: `text` is None where nothing was filled in."""

    field: str
    label: str
    text: str | None


@dataclass(frozen=True)
class Section:
    name: str
    rows: tuple[Row, ...]

    @property
    def missing(self) -> int:
        """Of those that every dossier has a word on; the others apply to some children only."""
        return sum(row.text is None and row.field in ASKED for row in self.rows)


def sections_of(dossier: Mapping[str, Any]) -> list[Section]:
    """As far as the viewer may see them; one of which nothing may be seen is left out."""
    found = [Section(name, tuple(_rows(name, dossier))) for name in SECTIONS]
    return [section for section in found if section.rows]


def _rows(section: str, dossier: Mapping[str, Any]) -> list[Row]:
    rows = []
    for name in SECTIONS[section]:
        group = GROUP_OF.get(name)
        if SHOWN_BY.get(name) in dossier["hidden"]:
            continue
        value = dossier["groups"].get(group, {}).get(name) if group else dossier.get(name)
        rows.append(Row(name, label(name), _text(name, value, dossier)))
    return rows


def _text(name: str, value: Any, dossier: Mapping[str, Any]) -> str | None:
    """Places by their names, which the dossier brings along."""
    if name == "area_code":
        return "".join(brief(step["name"]) for step in dossier["breadcrumb"][-2:]) or None
    if name == "school_id":
        return dossier["school"]["name"] if dossier["school"] else None
    return None if value in (None, "", []) else shown(name, value)


def label(name: str) -> str:
    """Under a heading that names the parent the label does not name them again."""
    whole = FIELDS[name]
    return whole[2:] if name.startswith(("father_", "mother_")) else whole
