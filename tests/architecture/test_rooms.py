"""Every service has the same rooms; no module and no function outgrows what can be read at once."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import PROGRAM, ROOT, Source, sources

SERVICES = sorted({path.parent for path in (ROOT / "services").glob("*/service*")})
ROOMS = {
    *("domain", "models", "ports", "handlers", "queries", "store", "service"),
    "migrations",
}
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
# Written by the program, once, and never changed again: a list of tables.
WRITTEN_ONCE = "/migrations/versions/"
Function = (ast.FunctionDef, ast.AsyncFunctionDef)


def rooms(service: Path) -> set[str]:
    """Modules and packages, by name; a room may outgrow its module and become a package."""
    inside = [path for path in service.iterdir() if path.name not in ("__init__.py", "__pycache__")]
    return {path.stem for path in inside if path.suffix == ".py" or path.is_dir()}


def named_with_reason(service: Path) -> set[str]:
    """What the service's own docstring names in backticks and says something about."""
    tree = ast.parse((service / "__init__.py").read_text("utf-8"))
    named = re.findall(r"`(\w+)(?:\.py)?`\W+(?:\w+\W+){3}", ast.get_docstring(tree) or "")
    return set(named)


def unnamed(service: Path) -> set[str]:
    return rooms(service) - ROOMS - named_with_reason(service)


def too_long(source: Source) -> list[str]:
    lines = len(source.text.splitlines())
    found = [f"{source.name}: {lines} lines"] if lines > LONGEST_MODULE else []
    for node in ast.walk(source.tree):
        if isinstance(node, Function) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append(f"{source.name} {node.name}: {length} lines")
    return found


def test_there_are_services() -> None:
    assert {"registry", "pairing", "activities", "funding", "notifications"} <= {
        service.name for service in SERVICES
    }


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_service_has_the_same_rooms(service: Path) -> None:
    assert ROOMS - rooms(service) == set()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_room_more_is_named_with_its_reason(service: Path) -> None:
    assert unnamed(service) == set()


def test_no_module_and_no_function_is_too_long() -> None:
    written = [source for source in sources(*PROGRAM) if WRITTEN_ONCE not in source.name]

    assert [place for source in written for place in too_long(source)] == []


# -- each check broken once on purpose --------------------------------------------------------


def test_a_room_without_a_reason_is_found(tmp_path: Path) -> None:
    for name in ("domain", "utils", "views", "roster"):
        (tmp_path / f"{name}.py").touch()
    reason = '"""One room more: `views`, which makes plain data of records. Also `roster`."""'
    (tmp_path / "__init__.py").write_text(reason)

    assert unnamed(tmp_path) == {"utils", "roster"}
    assert "service" in ROOMS - rooms(tmp_path)


def test_a_long_module_and_a_long_function_are_found() -> None:
    body = "    x = 1\n" * 40
    source = Source("some.py", f"class A:\n  def f():\n{body.replace('    x', '      x')}" * 8)

    assert too_long(source)[0] == "some.py: 336 lines"
    assert set(too_long(source)[1:]) == {"some.py f: 41 lines"}
