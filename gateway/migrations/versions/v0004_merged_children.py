"""Merged children"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "merged_children",
        sa.Column("merge_id", sa.String(length=36), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("absorbed_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("merge_id", name=op.f("pk_merged_children")),
    )
    with op.batch_alter_table("merged_children", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_merged_children_absorbed_id"), ["absorbed_id"], unique=False
        )
