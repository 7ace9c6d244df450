"""Who may import whom, and a proof for each contract that it would be seen to be broken.

The proof is made on a throw-away copy of the tree, emptied: one import too many is written into it,
and exactly the contract that forbids it has to fail.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
LAYERS = "The launcher and command line on top; services and gateway meet only in shared"
INDEPENDENT = "No service imports another"
PURE = "Rules and contracts know no framework"
DEAF = "Use cases know no transport"
INWARDS = "Inside a service imports point inwards: a use case does not know where its data lies"
DOORS = (
    "nameko and eventlet are in shared.messaging and the doors alone, so that they can be replaced"
)
WHOLE = {"shared/access/sql.py"}  # it imports sqlalchemy
BREACHES = (
    ("shared/errors.py", "import services.pairing", LAYERS),
    ("gateway/ports.py", "import services.registry", LAYERS),
    ("services/pairing/views.py", "import lantian", LAYERS),
    ("services/notifications/views.py", "import services.funding.domain", INDEPENDENT),
    ("gateway/domain.py", "from flask import request", PURE),
    ("shared/contracts/pairing/events.py", "import kombu", PURE),
    ("shared/contracts/registry/errors.py", "import marshmallow", PURE),
    # A framework by way of another module is one too.
    ("services/funding/domain/__init__.py", "import shared.access.sql", PURE),
    ("services/registry/handlers/__init__.py", "import pika", DEAF),
    ("gateway/handlers/__init__.py", "from kombu import Connection", DEAF),
    ("shared/leases.py", "import eventlet", DOORS),
    ("gateway/passwords.py", "from eventlet import tpool", DOORS),
    ("services/pairing/store/people.py", "from nameko.extensions import Entrypoint", DOORS),
    ("lantian/folder.py", "import greenlet", DOORS),
    ("services/funding/domain/__init__.py", "import services.funding.models", INWARDS),
    ("services/registry/handlers/__init__.py", "import services.registry.store", INWARDS),
    ("gateway/handlers/__init__.py", "import gateway.service", INWARDS),
)


def contracts() -> list[str]:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return [contract["name"] for contract in declared["tool"]["importlinter"]["contracts"]]


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """lint-imports on the packages of that folder."""
    plain = {"PYTHONPATH": str(tree), "COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*LINT, "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(
        command, cwd=tree, env=os.environ | plain, capture_output=True, text=True, check=False
    )


def broken(ran: subprocess.CompletedProcess[str]) -> list[str]:
    return re.findall(r"^(.+) BROKEN", ran.stdout, re.MULTILINE)


@pytest.fixture(scope="module")
def skeleton(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree of packages with nothing in them, so that only what a test writes is imported."""
    tree = tmp_path_factory.mktemp("skeleton")
    for top in ("services", "gateway", "shared", "lantian"):
        for path in (ROOT / top).rglob("*.py"):
            copy = tree / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            whole = path.relative_to(ROOT).as_posix() in WHOLE
            copy.write_text(path.read_text("utf-8") if whole else "", "utf-8")
    return tree


def test_every_contract_is_kept() -> None:
    ran = lint(ROOT)

    assert (ran.returncode, broken(ran)) == (0, []), ran.stdout
    assert f"Contracts: {len(contracts())} kept, 0 broken." in ran.stdout


def test_the_copy_as_it_is_keeps_every_contract(skeleton: Path) -> None:
    ran = lint(skeleton)

    assert (ran.returncode, broken(ran)) == (0, []), ran.stdout + ran.stderr


@pytest.mark.parametrize(("module", "line", "contract"), BREACHES)
def test_an_import_too_many_breaks_its_contract_and_no_other(
    skeleton: Path, module: str, line: str, contract: str
) -> None:
    path = skeleton / module
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{line}\n", "utf-8")
    try:
        ran = lint(skeleton)
    finally:
        path.write_text(before, "utf-8")

    assert (ran.returncode, broken(ran)) == (1, [contract]), ran.stdout + ran.stderr


def test_every_contract_is_broken_once() -> None:
    assert {contract for _, _, contract in BREACHES} == set(contracts())
