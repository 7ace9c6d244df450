"""On SQLite these tables lie in the order of their keys: no second tree beside them"""

from alembic import op

revision = "0029"
down_revision = "0028"
TABLES = ("marks", "search_tokens", "report_cells")


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in TABLES:
        ordered = {"sqlite_with_rowid": False}
        with op.batch_alter_table(name, recreate="always", table_kwargs=ordered):
            pass
