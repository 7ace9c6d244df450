"""Health checks"""

import sqlalchemy as sa
from alembic import op

from shared.append_only import statements

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "health_checks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("term", sa.String(length=32), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name=op.f("fk_health_checks_child_id_children")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_checks")),
        sa.UniqueConstraint("child_id", "term", name="uq_health_checks_child_id_term"),
    )
    with op.batch_alter_table("health_checks", schema=None) as batch_op:
        batch_op.create_index("ix_health_checks_state", ["state", "id"], unique=False)

    op.create_table(
        "health_follow_ups",
        sa.Column("check_id", sa.String(length=36), nullable=False),
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("treated", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"],
            ["health_checks.id"],
            name=op.f("fk_health_follow_ups_check_id_health_checks"),
        ),
        sa.PrimaryKeyConstraint("check_id", "number", name=op.f("pk_health_follow_ups")),
    )
    for statement in statements("health_follow_ups", op.get_bind().dialect.name):
        op.execute(statement)
