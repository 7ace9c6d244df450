"""Counts of children by place, status, level and coverage; lists of helpers and pairs by place"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "child_counts",
        sa.Column("area_code", sa.String(12), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("level", number, autoincrement=False, nullable=False),
        sa.Column("coverage", sa.String(32), nullable=False),
        sa.Column("children", number, nullable=False),
        sa.PrimaryKeyConstraint(
            "area_code", "status", "level", "coverage", name=op.f("pk_child_counts")
        ),
    )
    op.execute(
        "INSERT INTO child_counts (area_code, status, level, coverage, children)"
        " SELECT area_code, status, level, coverage, count(*) FROM children"
        " GROUP BY area_code, status, level, coverage"
    )
    op.drop_index("ix_helpers_area_code", "helpers")
    op.create_index("ix_helpers_area_code_id", "helpers", ["area_code", "id"])
    op.create_index("ix_helpers_status", "helpers", ["status", "area_code", "id"])
    op.create_index("ix_helpers_category", "helpers", ["category", "area_code", "id"])
    op.create_index("ix_pairings_status", "pairings", ["status", "area_code", "id"])
    for table in ("helpers", "pairings"):
        op.drop_index(f"ix_{table}_school_id", table)
        op.create_index(f"ix_{table}_school", table, ["school_id", "area_code", "id"])
