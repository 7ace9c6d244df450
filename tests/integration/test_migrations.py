"""Every service's migrations make exactly the schema of its models, on both databases."""

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, Inspector, inspect, text

from lantian.migration_writer import differences, generate
from shared import migrations
from shared.db import engine_for
from tests import servers

PACKAGES = migrations.packages()


def described(engine: Engine) -> dict[str, Any]:
    """The schema as the database itself tells it, in an order of its own making."""
    found = inspect(engine)
    names = [name for name in found.get_table_names() if name != "alembic_version"]
    tables = {name: table_described(found, name) for name in names}
    return {"tables": tables, "triggers": triggers(engine)}


def table_described(found: Inspector, name: str) -> dict[str, Any]:
    columns = {
        c["name"]: (str(c["type"]), c["nullable"], str(c["default"] or "").strip("()"))
        for c in found.get_columns(name)
    }
    indexes = {
        i["name"]: (tuple(i["column_names"]), bool(i["unique"]), condition_of(i))
        for i in found.get_indexes(name)
    }
    return {
        "columns": columns,
        "options": found.get_table_options(name),
        "key": (
            found.get_pk_constraint(name)["name"],
            tuple(found.get_pk_constraint(name)["constrained_columns"]),
        ),
        "indexes": indexes,
        "uniques": sorted(
            (str(u["name"]), *u["column_names"]) for u in found.get_unique_constraints(name)
        ),
        "checks": sorted((str(c["name"]), c["sqltext"]) for c in found.get_check_constraints(name)),
        "references": sorted(
            (str(f["name"]), *f["constrained_columns"], f["referred_table"])
            for f in found.get_foreign_keys(name)
        ),
    }


def condition_of(index: Any) -> str:
    options = index.get("dialect_options", {})
    return " ".join(str(options[name]) for name in sorted(options) if name.endswith("_where"))


def triggers(engine: Engine) -> list[tuple[str, str]]:
    query = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
    if engine.dialect.name == "postgresql":
        query = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
    with engine.connect() as connection:
        return sorted((name, table) for name, table in connection.execute(text(query)))


@pytest.fixture
def other_url(database_url: str, tmp_path: Path) -> Any:
    """A second fresh database of the same kind."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/other.db"
    else:
        with servers.own_database() as url:
            yield url


@pytest.mark.parametrize("package", PACKAGES)
def test_the_migrated_schema_is_that_of_the_models(
    package: str, database_url: str, other_url: str
) -> None:
    migrated, modelled = engine_for(database_url, 1), engine_for(other_url, 1)
    try:
        migrations.upgrade(migrated, package)
        metadata = migrations.metadata_of(package)
        metadata.create_all(modelled)

        assert described(migrated) == described(modelled)
        assert differences(migrated, metadata) == []
    finally:
        migrated.dispose()
        modelled.dispose()


@pytest.mark.parametrize("package", PACKAGES)
def test_a_service_has_migrations(package: str) -> None:
    assert migrations.newest(package) is not None


def test_a_second_start_has_nothing_to_do(database_url: str) -> None:
    engine = engine_for(database_url, 1)
    try:
        assert migrations.upgrade(engine, "services.funding")
        assert not migrations.upgrade(engine, "services.funding")
        assert migrations.current(engine) == migrations.newest("services.funding")
    finally:
        engine.dispose()


STARTER = """
    import sys
    from shared import migrations
    from shared.db import engine_for

    engine = engine_for(sys.argv[1], 1)
    print("ready", flush=True)
    sys.stdin.readline()
    migrations.upgrade(engine, "services.funding")
    print(migrations.current(engine))
"""


def test_processes_that_start_at_once_migrate_once(database_url: str) -> None:
    script = textwrap.dedent(STARTER)
    starters = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", script, database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for starter in starters:
        assert starter.stdout is not None
        assert starter.stdout.readline() == "ready\n"
    for starter in starters:
        assert starter.stdin is not None
        starter.stdin.write("go\n")
        starter.stdin.flush()
    said = [starter.communicate(timeout=60)[0].strip() for starter in starters]

    assert said == [migrations.newest("services.funding")] * 4
    assert [starter.returncode for starter in starters] == [0] * 4


def test_who_only_asks_for_the_step_waits_for_whoever_changes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, patience = engine_for(f"sqlite:///{tmp_path}/a.db", 1), []

    def asked(connection: Connection) -> Inspector:
        patience.append(connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one())
        return inspect(connection)

    monkeypatch.setattr(migrations, "inspect", asked)
    assert migrations.current(engine) is None
    with engine.connect() as connection:
        after = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    engine.dispose()
    assert patience == [1000 * migrations.OTHERS_TAKE]
    assert after == 5000


# -- a service that exists only here, so that a second step can be tried ---------------------------

MODELS = """
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shared.append_only import append_only
from shared.db import TYPES, new_metadata


class Base(DeclarativeBase):
    metadata = new_metadata()
    type_annotation_map = TYPES


class House(Base):
    __tablename__ = "houses"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    {more}


class Room(Base):
    __tablename__ = "rooms"

    id: Mapped[int] = mapped_column(primary_key=True)
    house_id: Mapped[int] = mapped_column(ForeignKey("houses.id", ondelete="CASCADE"))


append_only(Room.__table__)
"""
ENV = "from {package}.models import Base\nfrom shared.migrations import run\n\nrun(Base.metadata)\n"


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`trial(more)` gives the service's models another column; its package is named trial…"""
    package = f"trial_{tmp_path.name}".replace("-", "_")
    root = tmp_path / package
    (root / "migrations" / "versions").mkdir(parents=True)
    (root / "__init__.py").touch()
    (root / "migrations" / "env.py").write_text(ENV.format(package=package))
    monkeypatch.syspath_prepend(str(tmp_path))

    def written(more: str = "") -> str:
        (root / "models.py").write_text(MODELS.format(more=more))
        for name in [name for name in sys.modules if name.startswith(f"{package}.")]:
            del sys.modules[name]
        return package

    yield written
    for name in [name for name in sys.modules if name.startswith(package)]:
        del sys.modules[name]


def test_a_later_step_changes_a_table_and_loses_no_row(trial: Any, database_url: str) -> None:
    package = trial()
    assert generate(package, "Houses and rooms") is not None
    assert generate(package, "nothing new") is None
    engine = engine_for(database_url, 1)
    migrations.upgrade(engine, package)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO houses (id, name) VALUES (1, 'first')"))
        connection.execute(text("INSERT INTO rooms (id, house_id) VALUES (7, 1)"))

    path = generate(trial("floors: Mapped[int | None]"), "Count the floors")
    assert path is not None
    assert path.name == "v0002_count_the_floors.py"
    assert migrations.upgrade(engine, package)

    with engine.begin() as connection:
        rooms = connection.execute(text("SELECT id, house_id FROM rooms")).all()
        houses = connection.execute(text("SELECT id, name, floors FROM houses")).all()
    assert [tuple(row) for row in (*rooms, *houses)] == [(7, 1), (1, "first", None)]
    assert differences(engine, migrations.metadata_of(package)) == []
    engine.dispose()


def test_a_step_that_fails_leaves_nothing_behind(trial: Any, database_url: str) -> None:
    package = trial()
    path = generate(package, "Houses and rooms")
    assert path is not None
    path.write_text(path.read_text() + '    op.execute("DROP TABLE nowhere")\n')
    engine = engine_for(database_url, 1)

    with pytest.raises(Exception, match="nowhere"):
        migrations.upgrade(engine, package)

    assert described(engine)["tables"] == {}
    assert migrations.current(engine) is None
    engine.dispose()


def test_a_program_older_than_its_data_says_so(trial: Any, database_url: str) -> None:
    package = trial()
    generate(package, "Houses and rooms")
    engine = engine_for(database_url, 1)
    migrations.upgrade(engine, package)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0009'"))

    with pytest.raises(migrations.UnknownSchema, match="0009"):
        migrations.upgrade(engine, package)
    engine.dispose()


def test_two_steps_of_one_number_are_told(trial: Any) -> None:
    package = trial()
    path = generate(package, "Houses and rooms")
    assert path is not None
    path.with_name("v0001_houses_again.py").write_text(path.read_text())
    with pytest.raises(migrations.UnknownSchema, match="there twice"):
        migrations.newest(package)


def test_an_append_only_table_refuses_every_change(trial: Any, database_url: str) -> None:
    package = trial()
    generate(package, "Houses and rooms")
    engine = engine_for(database_url, 1)
    migrations.upgrade(engine, package)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO houses (id, name) VALUES (1, 'first')"))
        connection.execute(text("INSERT INTO rooms (id, house_id) VALUES (7, 1)"))

    for statement in ("UPDATE rooms SET id = 8", "DELETE FROM rooms", "DELETE FROM houses"):
        with pytest.raises(Exception, match=r"append.only"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()
