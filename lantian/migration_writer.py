"""Writes a service's next migration from its models, for both databases at once."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import CreateTableOp, MigrateOperation, ModifyTableOps, UpgradeOps
from sqlalchemy import Connection, DateTime, Engine, Enum, MetaData, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

from shared.db import engine_for
from shared.migrations import folder, metadata_of, newest, upgrade

HEADER = '''\
"""{message}"""

import sqlalchemy as sa
from alembic import op{imports}

revision = "{revision}"
down_revision = {down_revision}


def upgrade() -> None:
{body}
'''
APPEND_ONLY = """
    for statement in statements("{table}", op.get_bind().dialect.name):
        op.execute(statement)"""

LONGEST_LINE = 101  # with its end


def generate(package: str, message: str) -> Path | None:
    """The file of the new step; None if the models ask for none.

    Compared on SQLite and written in types that both databases have; what autogenerate does not
    see (a trigger of a table that was there before, moved data) is added by hand.
    """
    with tempfile.TemporaryDirectory() as scratch:
        engine = engine_for(f"sqlite:///{scratch}/schema.db", 1)
        upgrade(engine, package)
        metadata = metadata_of(package)
        with engine.connect() as connection:
            context = context_for(connection)
            operations = produce_migrations(context, metadata).upgrade_ops
            if operations is None or operations.is_empty():
                return None
            text = written(package, message, operations, context, metadata)
        engine.dispose()
    return saved(package, message, text)


def differences(engine: Engine, metadata: MetaData) -> list[str]:
    """What the models ask for and the database does not have, or the reverse."""
    with engine.connect() as connection:
        operations = produce_migrations(context_for(connection), metadata).upgrade_ops
        return [short(diff) for diff in operations.as_diffs()] if operations else []


def short(diff: Any) -> str:
    """A difference in one line: what is to be done, and to what."""
    if isinstance(diff, list):  # several changes of one column
        return "; ".join(short(one) for one in diff)
    kind, *what = diff
    return " ".join([str(kind), *(str(getattr(part, "name", part)) for part in what if part)])


def context_for(connection: Connection) -> MigrationContext:
    options: dict[str, Any] = {"compare_type": True, "compare_server_default": True}
    return MigrationContext.configure(connection, opts=options)


def written(
    package: str,
    message: str,
    operations: UpgradeOps,
    context: MigrationContext,
    metadata: MetaData,
) -> str:
    last = newest(package)
    sealed = append_only_tables(operations, metadata)
    body = "    " + render_python_code(
        operations,
        # Tables that exist are changed by copying on SQLite; new ones need no such care.
        render_as_batch=last is not None,
        render_item=portable,
        migration_context=context,
    )
    body = re.sub(r"^    # ###.*\n?|, astext_type=Text\(\)", "", body, flags=re.MULTILINE).rstrip()
    body += "".join(APPEND_ONLY.format(table=table) for table in sealed)
    imports = "\nfrom sqlalchemy.dialects import postgresql" if "postgresql." in body else ""
    imports += "\n\nfrom shared.append_only import statements" if sealed else ""
    return HEADER.format(
        message=message,
        imports=imports,
        revision=f"{int(last or 0) + 1:04}",
        down_revision=f'"{last}"' if last else "None",
        body=body,
    )


def append_only_tables(operations: UpgradeOps, metadata: MetaData) -> list[str]:
    """Those that the step makes; their mark becomes triggers, so it is not written itself."""
    made = [op for op in flat(operations) if isinstance(op, CreateTableOp)]
    for op in made:
        op.info.clear()
    return [op.table_name for op in made if metadata.tables[op.table_name].info.get("append_only")]


def flat(operations: UpgradeOps) -> list[MigrateOperation]:
    return [
        op
        for group in operations.ops
        for op in (group.ops if isinstance(group, ModifyTableOps) else [group])
    ]


def portable(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Types of ours as the plain types they are stored in; False leaves it to alembic."""
    if kind != "type":
        return False
    if isinstance(item, Enum):  # so that a new member needs no migration
        return f"sa.String(length={item.length})"
    if isinstance(item, TypeDecorator):
        return stored_as(item.impl_instance)
    return False


def stored_as(item: TypeEngine[Any]) -> str:
    if isinstance(item, DateTime):
        return f"sa.DateTime(timezone={item.timezone})"
    if isinstance(item, Text):
        return "sa.Text()"
    return f"sa.{item!r}"


def saved(package: str, message: str, text: str) -> Path:
    number = f"{int(newest(package) or 0) + 1:04}"
    slug = re.sub(r"\W+", "_", message.lower()).strip("_")[:40]
    path = folder(package) / "versions" / f"v{number}_{slug}.py"
    path.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=True)  # noqa: S603
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    if any(len(line) > LONGEST_LINE for line in lines):  # a condition, which is one string
        path.write_text("# ruff: noqa: E501\n" + "".join(lines), encoding="utf-8")
    return path
