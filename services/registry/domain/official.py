"""What a sheet says of a child's official fields (LAW "Official fields and codes")."""

from collections.abc import Mapping
from typing import Any

from services.registry.domain.cells import Cell, is_blank, tidy
from services.registry.domain.family import squeezed_parts
from services.registry.domain.words import Meanings, Words
from shared.contracts.registry.codes import DISABLED

LONGEST_ILLNESS = 200


def fields(cells: Mapping[str, Cell], words: Words) -> dict[str, Any]:
    """Only what the sheet has a word on: one that says nothing of it takes nothing back."""
    found = {
        "household_class": words.household_classes.of(cells.get("household_class")),
        "guardianship": words.guardianships.of(cells.get("guardianship")),
        "care_quality": words.care_qualities.of(cells.get("care_quality")),
        "single_parent_reason": words.single_parent_reasons.of(cells.get("single_parent_reason")),
        "relief": _relief(cells.get("relief"), words.reliefs),
        **{flag: _flag(cells.get(text), words) for flag, text in FLAGS.items()},
        **_health(cells, words),
    }
    return {name: value for name, value in found.items() if value is not None}


FLAGS = {"insured": "insurance", "vaccinated": "vaccination"}


def _relief(cell: Cell, reliefs: Meanings) -> list[str] | None:
    codes = [code for part in squeezed_parts(cell) for code in reliefs.all_of(part)]
    return sorted(set(codes)) or None


def _flag(cell: Cell, words: Words) -> bool | None:
    """Where the whole cell is a yes or a no; a longer text is kept as it is."""
    said = words.yes_no.of(cell)
    return None if said is None else said == "yes"


def _health(cells: Mapping[str, Cell], words: Words) -> dict[str, Any]:
    state = words.health_states.of(cells.get("disability"))
    if state is None and words.yes_no.of(cells.get("disability")) == "yes":
        state = "60"
    state = state or words.health_states.of(cells.get("health_note"))
    degree = words.degrees.of(cells.get("disability_degree"))
    degree = degree or words.degrees.of(cells.get("disability"))
    if degree and state not in DISABLED:
        state = "60"
    illness = words.illnesses.of(cells.get("illness"))
    named = None
    if illness not in (None, "none") and words.yes_no.of(cells.get("illness")) is None:
        named = tidy(cells["illness"])[:LONGEST_ILLNESS]
    if illness is None and not is_blank(cells.get("illness")):
        named = tidy(cells["illness"])[:LONGEST_ILLNESS]
    return {
        "health_state": state,
        "disability_degree": degree,
        "illness": illness,
        "illness_name": named,
    }
