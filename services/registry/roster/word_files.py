"""Loading the words of rosters from packs/rosters/*.toml; the files' lists are put together."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.registry.domain.cells import squeezed
from services.registry.domain.words import Meaning, Meanings, Words
from services.registry.roster.payload import WORD_FILES

SECTIONS = ("people", "groups", "headings", "values", "rows", "places")
VALUES = (
    "sexes",
    "yes_no",
    "situations",
    "both_parents",
    "hardships",
    "enrolments",
    "stages",
    "household_classes",
    "guardianships",
    "care_qualities",
    "reliefs",
    "single_parent_reasons",
    "health_states",
    "degrees",
    "illnesses",
    "incomes",
)


class WordsInvalid(ValueError):
    """A file of words that cannot be used; names the file and the key at fault."""


def load_words(folder: Path = WORD_FILES) -> Words:
    """`words.toml` first, then what places add, by their names. Raises WordsInvalid."""
    merged: dict[str, Any] = {}
    files = sorted(folder.glob("*.toml"), key=lambda path: (path.name != "words.toml", path.name))
    for path in files:
        try:
            content = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as wrong:
            raise WordsInvalid(f"{path.name}: {wrong}") from None
        unknown = set(content) - set(SECTIONS)
        if unknown:
            raise WordsInvalid(f"{path.name}: {', '.join(sorted(unknown))}: no such section")
        _add(merged, content, path.name)
    try:
        return _words(merged)
    except KeyError as missing:
        raise WordsInvalid(f"{folder}: {missing.args[0]} is missing") from None


def _add(into: dict[str, Any], content: Mapping[str, Any], where: str) -> None:
    for key, value in content.items():
        here = f"{where}: {key}"
        if isinstance(value, dict):
            _add(into.setdefault(key, {}), value, here)
        elif isinstance(value, list) and all(isinstance(word, str) for word in value):
            into[key] = list(dict.fromkeys([*into.get(key, []), *value]))
        else:
            raise WordsInvalid(f"{here}: a list of texts is needed")


def _words(merged: Mapping[str, Any]) -> Words:
    values = {
        name: Meanings({code: _meaning(words) for code, words in merged["values"][name].items()})
        for name in VALUES
    }
    headings = {
        whose: {field: _texts(words) for field, words in fields.items()}
        for whose, fields in merged["headings"].items()
    }
    rows, places = merged["rows"], merged["places"]
    return Words(
        people={who: _texts(words) for who, words in merged["people"].items()},
        headings=headings,
        group_endings=_texts(merged["groups"]["endings"]),
        total_rows=_texts(rows["total"]),
        note_rows=_texts(rows["note"]),
        sample_rows=_texts(rows["sample"]),
        village_endings=_texts(places["village_endings"]),
        village_kinds=_texts(places["village_kinds"]),
        township_endings=_texts(places["township_endings"]),
        group_marks=_texts(places["group_marks"]),
        **values,
    )


def _texts(words: list[str]) -> tuple[str, ...]:
    return tuple(squeezed(word) for word in words)


def _meaning(words: Mapping[str, list[str]]) -> Meaning:
    return Meaning(
        exact=frozenset(_texts(words.get("exact", []))),
        parts=_texts(words.get("parts", [])),
        unless=_texts(words.get("unless", [])),
    )
