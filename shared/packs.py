"""Policy packs: rules that a place may change, as versioned files with effective dates.

A file says its own settings and may extend another pack. What holds on a day is the newest file of
that id valid on it, laid over what it extends, validated whole. A decision stores id, version and
hash of it, so that anyone can see later under which rules it was made.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from shared.errors import NotFound
from shared.pack_schema import PackValues

PACKS = Path(__file__).resolve().parents[1] / "packs"
HEAD = ("id", "version", "title", "valid_from", "extends")


class PackInvalid(ValueError):
    """A file of rules that cannot be used; names the file and each setting at fault."""


class NoSuchPack(NotFound):
    """Args: pack id, ISO date."""


@dataclass(frozen=True)
class Pack:
    """The merged rules of one place as of one day; read a section with `pack["matching"]`."""

    id: str
    version: str
    title: str
    valid_from: date
    hash: str
    values: Mapping[str, Any] = field(repr=False, compare=False)

    def __getitem__(self, section: str) -> Any:
        return self.values[section]


@dataclass(frozen=True)
class Source:
    """One file, before merging."""

    path: Path
    id: str
    version: str
    title: str
    valid_from: date
    extends: str | None
    values: dict[str, Any] = field(compare=False, hash=False)


class Packs:
    """All packs that were shipped, by id and day."""

    def __init__(self, sources: list[Source]) -> None:
        self._sources: dict[str, list[Source]] = {}
        for source in sorted(sources, key=lambda source: (source.id, source.valid_from)):
            self._sources.setdefault(source.id, []).append(source)
        self._merged: dict[tuple[Source, ...], Pack] = {}
        self._check_all()

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def get(self, pack_id: str, on: date) -> Pack:
        """Raises NoSuchPack if no file of that id is valid on the day."""
        line = self._line(pack_id, on)
        if line not in self._merged:
            self._merged[line] = _merge(line)
        return self._merged[line]

    def _line(self, pack_id: str, on: date) -> tuple[Source, ...]:
        """The file and all that it extends, nearest first."""
        line: list[Source] = []
        wanted: str | None = pack_id
        while wanted is not None:
            if any(source.id == wanted for source in line):
                raise PackInvalid(f"{line[0].path}: {wanted} extends itself")
            valid = [s for s in self._sources.get(wanted, ()) if s.valid_from <= on]
            if not valid:
                raise NoSuchPack(wanted, on.isoformat())
            line.append(valid[-1])
            wanted = valid[-1].extends
        return tuple(line)

    def _check_all(self) -> None:
        """Every pack on every day on which a rule changes: a fault shows at the start."""
        days = sorted({s.valid_from for sources in self._sources.values() for s in sources})
        for pack_id, sources in self._sources.items():
            for day in [day for day in days if day >= sources[0].valid_from]:
                try:
                    self.get(pack_id, day)
                except NoSuchPack as missing:
                    raise PackInvalid(f"{sources[0].path}: {missing.args[0]} is missing") from None


@lru_cache
def load_packs(folder: Path = PACKS) -> Packs:
    """Read every `*.toml` of the folder; raises PackInvalid."""
    return Packs([_read(path) for path in sorted(folder.glob("*.toml"))])


def _read(path: Path) -> Source:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
        head = {name: values.pop(name, None) for name in HEAD}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        raise PackInvalid(f"{path}: {broken}") from broken
    for name in ("id", "version", "title"):
        if not isinstance(head[name], str) or not head[name]:
            raise PackInvalid(f"{path}: {name} is missing")
    if not isinstance(head["valid_from"], date):
        raise PackInvalid(f"{path}: valid_from must be a date")
    return Source(path=path, values=values, **head)


def _merge(line: tuple[Source, ...]) -> Pack:
    nearest = line[0]
    values: dict[str, Any] = {}
    for source in reversed(line):
        values = _laid_over(values, source.values)
    try:
        PackValues().load(values)
    except ValidationError as broken:
        faults = json.dumps(broken.messages, ensure_ascii=False, sort_keys=True)
        raise PackInvalid(f"{nearest.path}: {faults}") from broken
    version = "+".join(source.version for source in line)
    body = json.dumps([nearest.id, version, values], sort_keys=True, ensure_ascii=False)
    return Pack(
        id=nearest.id,
        version=nearest.version,
        title=nearest.title,
        valid_from=max(source.valid_from for source in line),
        hash=sha256(body.encode()).hexdigest(),
        values=values,
    )


def _laid_over(lower: dict[str, Any], upper: dict[str, Any]) -> dict[str, Any]:
    """Tables are merged, everything else is replaced whole."""
    merged = dict(lower)
    for name, value in upper.items():
        below = merged.get(name)
        if isinstance(value, dict) and isinstance(below, dict):
            merged[name] = _laid_over(below, value)
        else:
            merged[name] = value
    return merged
