"""Merged children"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("children", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into", sa.String(length=36), nullable=True))

    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moved_from", sa.String(length=36), nullable=True))
        batch_op.create_index(batch_op.f("ix_consents_moved_from"), ["moved_from"], unique=False)

    with op.batch_alter_table("pairings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moved_from", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("moved_slot", sa.String(length=32), nullable=True))
        batch_op.create_index(batch_op.f("ix_pairings_moved_from"), ["moved_from"], unique=False)
