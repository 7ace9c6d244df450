"""Search tokens"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "search_tokens",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name=op.f("fk_search_tokens_child_id_children")
        ),
        sa.PrimaryKeyConstraint("token", "area_code", "child_id", name=op.f("pk_search_tokens")),
    )
    with op.batch_alter_table("search_tokens", schema=None) as batch_op:
        batch_op.create_index("ix_search_tokens_child_id", ["child_id"], unique=False)
        batch_op.create_index(
            "ix_search_tokens_school", ["token", "school_id", "area_code", "child_id"], unique=False
        )
    # Only the service has the key that the words of children on file are hashed with.
    op.execute("DELETE FROM marks WHERE kind IN ('name', 'phone')")
    op.execute(
        "INSERT INTO jobs (id, kind, subject, state, due_at, attempts)"
        " SELECT '00000000-0000-0000-0000-000000000003', 'index_children', '', 'open',"
        " CURRENT_TIMESTAMP, 0 WHERE EXISTS (SELECT 1 FROM children)"
    )
