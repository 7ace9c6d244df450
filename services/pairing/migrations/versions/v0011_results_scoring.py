"""results scoring"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.append_only import statements

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "scorings",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pack", sa.String(length=32), nullable=False),
        sa.Column("pack_version", sa.String(length=32), nullable=False),
        sa.Column("pack_hash", sa.String(length=64), nullable=False),
        sa.Column("children", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("awards", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "total_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("confirmed_by", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorings")),
    )
    with op.batch_alter_table("scorings", schema=None) as batch_op:
        batch_op.create_index("ix_scorings_area_code", ["area_code", "year"], unique=False)
        batch_op.create_index("uq_scorings_school_id_year", ["school_id", "year"], unique=True)

    op.create_table(
        "helper_points",
        sa.Column("scoring_id", sa.String(length=36), nullable=False),
        sa.Column("helper_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("points", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("children", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["scoring_id"], ["scorings.id"], name=op.f("fk_helper_points_scoring_id_scorings")
        ),
        sa.PrimaryKeyConstraint("scoring_id", "helper_id", name=op.f("pk_helper_points")),
    )
    with op.batch_alter_table("helper_points", schema=None) as batch_op:
        batch_op.create_index("ix_helper_points_helper_id", ["helper_id", "year"], unique=False)

    op.create_table(
        "scores",
        sa.Column("scoring_id", sa.String(length=36), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("class_name", sa.String(length=40), nullable=True),
        sa.Column("base_term", sa.String(length=20), nullable=True),
        sa.Column("base_rank", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("rank", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "of_pupils", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("points", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "steps",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("award", sa.String(length=32), nullable=True),
        sa.Column(
            "award_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("award_id", sa.String(length=36), nullable=True),
        sa.Column(
            "helper_ids",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["scoring_id"], ["scorings.id"], name=op.f("fk_scores_scoring_id_scorings")
        ),
        sa.PrimaryKeyConstraint("scoring_id", "child_id", name=op.f("pk_scores")),
    )
    with op.batch_alter_table("scores", schema=None) as batch_op:
        batch_op.create_index("ix_scores_child_id", ["child_id"], unique=False)

    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.add_column(sa.Column("class_name", sa.String(length=40), nullable=True))
    for statement in statements("helper_points", op.get_bind().dialect.name):
        op.execute(statement)
    for statement in statements("scores", op.get_bind().dialect.name):
        op.execute(statement)
