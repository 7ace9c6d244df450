"""Targets day by day"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "target_days",
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("children", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("area_code", "figure", "on_day", name=op.f("pk_target_days")),
    )
