"""Moves"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "moves",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("from_area", sa.String(length=12), nullable=False),
        sa.Column("to_area", sa.String(length=12), nullable=False),
        sa.Column("from_school", sa.String(length=36), nullable=True),
        sa.Column("to_school", sa.String(length=36), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("requested_by", sa.String(length=64), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name=op.f("fk_moves_child_id_children")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
    )
    with op.batch_alter_table("moves", schema=None) as batch_op:
        batch_op.create_index(
            "ix_moves_from_area", ["from_area", "requested_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_moves_from_school", ["from_school", "requested_at", "id"], unique=False
        )
        batch_op.create_index("ix_moves_to_area", ["to_area", "requested_at", "id"], unique=False)
        batch_op.create_index(
            "ix_moves_to_school", ["to_school", "requested_at", "id"], unique=False
        )
        batch_op.create_index(
            "uq_moves_child_id_kind_open",
            ["child_id", "kind"],
            unique=True,
            postgresql_where=sa.text("state = 'requested'"),
            sqlite_where=sa.text("state = 'requested'"),
        )
