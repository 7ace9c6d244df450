"""A pytest plugin: one module of the program is loaded with one piece of its text replaced.

`python -m pytest -p tests.mutations.mutated …` with MUTATED="module", MUTATED_OLD and MUTATED_NEW.
It is so however the module comes to be loaded first, also by its own package.
"""

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]


class Mutated(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, self.path, "exec"), module.__dict__)  # noqa: S102


class Finder(MetaPathFinder):
    """Raises LookupError where the text is not there: the mutation has outlived its rule."""

    def __init__(self, name: str, old: str, new: str) -> None:
        path = ROOT / Path(*name.split("."))
        self.name, self.path = name, path.with_suffix(".py")
        if path.is_dir():
            self.path = path / "__init__.py"
        source = self.path.read_text("utf-8")
        if old not in source or name in sys.modules:
            raise LookupError(f"{name}: {old!r}")
        self.source = source.replace(old, new, 1)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != self.name:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None:
            spec.loader = Mutated(name, str(self.path), self.source)
        return spec


sys.meta_path.insert(
    0, Finder(os.environ["MUTATED"], os.environ["MUTATED_OLD"], os.environ["MUTATED_NEW"])
)
