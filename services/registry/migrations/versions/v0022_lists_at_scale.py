"""Lists at scale"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    with op.batch_alter_table("children", schema=None) as batch_op:
        batch_op.create_index("ix_children_status", ["status", "area_code", "id"], unique=False)
        batch_op.create_index("ix_children_level", ["level", "area_code", "id"], unique=False)

    with op.batch_alter_table("duplicates", schema=None) as batch_op:
        batch_op.create_index("ix_duplicates_open", ["state", "area_code", "id"], unique=False)

    with op.batch_alter_table("report_cells", schema=None) as batch_op:
        batch_op.create_index(
            "ix_report_cells_figure", ["figure", "quarter", "status", "area_code"], unique=False
        )

    with op.batch_alter_table("children", schema=None) as batch_op:
        batch_op.drop_index("ix_children_merged_into")
        batch_op.create_index(
            "ix_children_merged_into",
            ["merged_into"],
            unique=False,
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )
