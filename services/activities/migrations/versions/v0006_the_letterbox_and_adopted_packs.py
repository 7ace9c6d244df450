"""The letterbox and adopted packs"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "adopted_packs",
        sa.Column("area_code", sa.String(length=6), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("pack", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("area_code", "valid_from", name=op.f("pk_adopted_packs")),
    )
    op.create_table(
        "letterbox_letters",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=False),
        sa.Column("area_code", sa.String(length=12), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=True),
        sa.Column("code_mark", sa.String(length=32), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        sa.Column(
            "danger",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id"], ["schools.id"], name=op.f("fk_letterbox_letters_school_id_schools")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterbox_letters")),
        sa.UniqueConstraint("code_mark", name="uq_letterbox_letters_code_mark"),
    )
    with op.batch_alter_table("letterbox_letters", schema=None) as batch_op:
        batch_op.create_index(
            "ix_letterbox_letters_school_id", ["school_id", "written_at", "id"], unique=False
        )
