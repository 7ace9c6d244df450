"""The program's own Python, read for tests that look at its form."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("services", "shared", "gateway", "lantian")


@dataclass(frozen=True)
class Source:
    """A module: `name` is its path from the root."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


def sources(*tops: str, root: Path = ROOT) -> list[Source]:
    """Every module under these folders."""
    paths = [path for top in tops for path in sorted((root / top).rglob("*.py"))]
    return [Source(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in paths]


def without(names: Iterable[str], given: Iterable[Source]) -> Iterator[Source]:
    """Those that neither are one of these files nor lie in one of these folders."""
    prefixes = tuple(names)
    return (source for source in given if not source.name.startswith(prefixes))
