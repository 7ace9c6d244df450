"""Dropouts"""

import sqlalchemy as sa
from alembic import op

from shared.append_only import statements

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "dropouts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("absent_since", sa.Date(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("over_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("noted_by", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name=op.f("fk_dropouts_child_id_children")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dropouts")),
    )
    with op.batch_alter_table("dropouts", schema=None) as batch_op:
        batch_op.create_index("ix_dropouts_absent_since", ["absent_since", "id"], unique=False)
        batch_op.create_index(
            "uq_dropouts_child_id_open",
            ["child_id"],
            unique=True,
            postgresql_where=sa.text("over_on IS NULL"),
            sqlite_where=sa.text("over_on IS NULL"),
        )

    op.create_table(
        "persuasions",
        sa.Column("dropout_id", sa.String(length=36), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dropout_id"], ["dropouts.id"], name=op.f("fk_persuasions_dropout_id_dropouts")
        ),
        sa.PrimaryKeyConstraint("dropout_id", "number", name=op.f("pk_persuasions")),
    )
    for statement in statements("persuasions", op.get_bind().dialect.name):
        op.execute(statement)
