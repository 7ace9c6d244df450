"""Tables whose rows nobody may change: the database itself refuses, whoever asks."""

from typing import Any

from sqlalchemy import Connection, Table, event, text

PLPGSQL = """\
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'append_only_' || TG_TABLE_NAME;
END $$"""


def statements(table: str, dialect: str) -> list[str]:
    """What forbids UPDATE, DELETE and, where it exists, TRUNCATE; for models and migrations."""
    name = f"append_only_{table}"
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name}_{verb} BEFORE {verb.upper()} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
            for verb in ("update", "delete")
        ]
    return [
        PLPGSQL,
        f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ]


def append_only(table: Any) -> None:
    """Declare `Model.__table__` append-only; the generated migration says so too."""
    assert isinstance(table, Table)  # noqa: S101 - typed as FromClause by the declarative base
    table.info["append_only"] = True
    event.listen(table, "after_create", _forbid_changes)


def _forbid_changes(table: Table, connection: Connection, **_: Any) -> None:
    for statement in statements(table.name, connection.dialect.name):
        connection.execute(text(statement))
