"""A pytest plugin: one module of the program is loaded with one piece of its text replaced.

`python -m pytest -p tests.mutations.mutated …` with MUTATED="module", MUTATED_OLD and MUTATED_NEW.
"""

import os
import sys
from importlib.util import find_spec, module_from_spec
from pathlib import Path


def load(name: str, old: str, new: str) -> None:
    """Raises LookupError where the text is not there: the mutation has outlived its rule."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).read_text("utf-8")
    if old not in source:
        raise LookupError(f"{name}: {old!r}")
    module = module_from_spec(spec)
    sys.modules[name] = module
    exec(compile(source.replace(old, new, 1), spec.origin, "exec"), module.__dict__)  # noqa: S102
    parent, _, child = name.rpartition(".")
    setattr(sys.modules[parent], child, module)


load(os.environ["MUTATED"], os.environ["MUTATED_OLD"], os.environ["MUTATED_NEW"])
