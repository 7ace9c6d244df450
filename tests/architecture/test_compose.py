"""The container set-up names every process of the program, and holds no secret of its own."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from lantian.launcher import SERVICES
from shared.settings import Settings
from tests import servers
from tests.requires import requires

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"
SECRETS = {"LANTIAN_DATABASE_PASSWORD": "d" * 48, "LANTIAN_BROKER_PASSWORD": "b" * 48}
OTHERS = {"rabbitmq", "postgres", "databases"}
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text("utf-8")))


@pytest.fixture(scope="module")
def parts(compose: dict[str, Any]) -> dict[str, Any]:
    return dict(compose["services"])


def filled(value: str, env: dict[str, str]) -> str:
    """The value as compose would give it to the process."""

    def one(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        if name not in env and kind == "?":
            raise AssertionError(f"{name} is wanted")
        return env.get(name, rest if kind == "-" else "")

    return VARIABLE.sub(one, value)


def environment(part: dict[str, Any]) -> dict[str, str]:
    return {name: filled(str(value), SECRETS) for name, value in part["environment"].items()}


def test_every_service_and_every_relay_is_a_process(parts: dict[str, Any]) -> None:
    processes = {name: part["command"] for name, part in parts.items() if name not in OTHERS}

    services = {name: ["run", name] for name in SERVICES}
    relays = {f"relay-{name}": ["relay", name] for name in SERVICES}
    assert processes == services | relays


def test_every_process_says_whether_it_is_healthy(parts: dict[str, Any]) -> None:
    for name, part in parts.items():
        if name != "databases":  # it ends
            assert part["healthcheck"]["test"], name
    for name in SERVICES:
        checked = ["CMD", "python", "-m", "lantian", "healthy"]
        assert parts[name]["healthcheck"]["test"] == [*checked, name]
        assert parts[f"relay-{name}"]["healthcheck"]["test"] == [*checked, "--relay", name]


def test_no_process_starts_before_its_broker_and_its_database(parts: dict[str, Any]) -> None:
    for name in parts.keys() - OTHERS:
        assert parts[name]["depends_on"] == {
            "rabbitmq": {"condition": "service_healthy"},
            "databases": {"condition": "service_completed_successfully"},
        }


def test_the_settings_of_every_process_are_accepted(parts: dict[str, Any]) -> None:
    for name in parts.keys() - OTHERS:
        settings = Settings.from_environment(environment(parts[name]))
        service = name.removeprefix("relay-")
        url = make_url(settings.database(service))

        assert not settings.embedded
        assert not settings.demo
        assert (url.username, url.database) == (f"lantian_{service}", f"lantian_{service}")
        assert url.password == SECRETS["LANTIAN_DATABASE_PASSWORD"]
        assert settings.amqp.startswith(f"amqp://lantian:{'b' * 48}@rabbitmq:5672/")


def test_every_service_has_a_database_of_its_own(parts: dict[str, Any]) -> None:
    assert sorted(parts["databases"]["environment"]["SERVICES"].split()) == sorted(SERVICES)


def test_no_secret_stands_in_the_file_and_none_has_a_default(compose: dict[str, Any]) -> None:
    text = FILE.read_text("utf-8")
    wanted = {name: kind for name, kind, _ in VARIABLE.findall(text) if "PASSWORD" in name}
    assert wanted == dict.fromkeys(SECRETS, "?")
    for name, part in compose["services"].items():
        for key, value in part["environment"].items():
            if "PASS" in key:
                assert str(value).startswith("${"), f"{name} {key}"


def test_only_the_gateway_is_reached_from_outside_and_by_default_only_from_here(
    parts: dict[str, Any],
) -> None:
    assert [name for name, part in parts.items() if "ports" in part] == ["gateway"]
    assert filled(parts["gateway"]["ports"][0], {}) == "127.0.0.1:8000:8000"


def test_every_process_of_ours_runs_without_privileges(parts: dict[str, Any]) -> None:
    for name in parts.keys() - OTHERS:
        part = parts[name]
        assert (part["read_only"], part["cap_drop"]) == (True, ["ALL"])
        assert part["stop_grace_period"] == "30s"


def test_the_image_holds_the_program_and_nothing_else() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    copied = set(re.findall(r"^COPY (?!--from)(\S+) ", dockerfile, re.MULTILINE))
    ignore = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    let_in = {line[1:] for line in ignore if line.startswith("!")}

    assert "*" in ignore
    assert copied == let_in
    assert "USER lantian" in dockerfile
    for folder in copied - {"requirements.lock"}:
        assert (ROOT / folder).is_dir(), folder


def test_compose_itself_accepts_the_file() -> None:
    requires("compose")
    named = shutil.which("docker-compose")
    command = [named] if named else ["docker", "compose"]
    env = os.environ | SECRETS
    checked = subprocess.run(
        [*command, "-f", str(FILE), "config", "-q"], env=env, capture_output=True, text=True
    )
    assert (checked.returncode, checked.stderr) == (0, "")

    without = {name: value for name, value in os.environ.items() if name not in SECRETS}
    refused = subprocess.run(
        [*command, "-f", str(FILE), "config", "-q"], env=without, capture_output=True, text=True
    )
    assert refused.returncode != 0
    assert "PASSWORD" in refused.stderr


@pytest.fixture
def two_services(parts: dict[str, Any]) -> Iterator[tuple[list[str], Any]]:
    """Names of two services that nobody has, and the step that makes their databases."""
    requires("postgres")
    if shutil.which("psql") is None:
        requires("psql")
    server = make_url(servers.postgres())
    names = [f"t{uuid4().hex[:8]}" for _ in range(2)]
    [script] = parts["databases"]["command"]
    env = os.environ | {
        "PGHOST": server.host or "127.0.0.1",
        "PGPORT": str(server.port or 5432),
        "PGUSER": server.username or "postgres",
        "PGPASSWORD": server.password or "secret",
        "SERVICES": " ".join(names),
    }

    def make() -> None:
        subprocess.run(["sh", "-euc", script.replace("$$", "$")], env=env, check=True)

    yield names, make
    engine = create_engine(server.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in names:
            connection.execute(text(f"DROP DATABASE IF EXISTS lantian_{name} WITH (FORCE)"))
            connection.execute(text(f"DROP ROLE IF EXISTS lantian_{name}"))
    engine.dispose()


def test_each_service_signs_in_to_its_own_database_and_to_no_other(
    two_services: tuple[list[str], Any],
) -> None:
    names, make = two_services
    make()
    make()  # a second start has nothing to do
    server = make_url(servers.postgres())

    def sign_in(user: str, database: str) -> int:
        url = server.set(username=f"lantian_{user}", password="secret", database=database)
        engine = create_engine(url)
        try:
            with engine.connect() as connection:
                connection.execute(text("CREATE TABLE IF NOT EXISTS mine (id INTEGER)"))
                return int(connection.scalar(text("SELECT 1")) or 0)
        finally:
            engine.dispose()

    one, other = names
    assert sign_in(one, f"lantian_{one}") == sign_in(other, f"lantian_{other}") == 1
    with pytest.raises(OperationalError, match="permission denied"):
        sign_in(one, f"lantian_{other}")
