"""Care agreements"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "care_agreements",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column(
            "notices",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ending", sa.String(length=16), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=64), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "(state = 'ended') = (ending IS NOT NULL)", name=op.f("ck_care_agreements_ended")
        ),
        sa.CheckConstraint("from_date <= to_date", name=op.f("ck_care_agreements_period")),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name=op.f("fk_care_agreements_child_id_children")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_agreements")),
    )
    with op.batch_alter_table("care_agreements", schema=None) as batch_op:
        batch_op.create_index(
            "ix_care_agreements_child_id", ["child_id", "recorded_at"], unique=False
        )
        batch_op.create_index(
            "uq_care_agreements_child_id_state_standing",
            ["child_id", "state"],
            unique=True,
            postgresql_where=sa.text("state IN ('agreed', 'active')"),
            sqlite_where=sa.text("state IN ('agreed', 'active')"),
        )
