"""early warning, results"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "attendances",
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "child_id", name=op.f("pk_attendances")),
    )
    with op.batch_alter_table("attendances", schema=None) as batch_op:
        batch_op.create_index("ix_attendances_child_id", ["child_id", "on_date"], unique=False)

    op.create_table(
        "results",
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("term", sa.String(length=20), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=True),
        sa.Column("rank", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "of_pupils", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("breach", sa.Boolean(), nullable=False),
        sa.Column("three_good", sa.Boolean(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("child_id", "term", name=op.f("pk_results")),
    )
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.create_index(
            "ix_results_school_id", ["school_id", "term", "child_id"], unique=False
        )

    op.create_table(
        "watched",
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=True),
        sa.Column(
            "silent_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("overdue", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("missed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "of_sessions", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "ranks_lost", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("signs", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("judged_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("child_id", name=op.f("pk_watched")),
    )
    with op.batch_alter_table("watched", schema=None) as batch_op:
        batch_op.create_index("ix_watched_area_code", ["area_code", "child_id"], unique=False)
        batch_op.create_index("ix_watched_school_id", ["school_id", "child_id"], unique=False)
