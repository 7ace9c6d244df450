"""Relief and allowances"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "papers",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
    )
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index("ix_papers_subject", ["subject", "id"], unique=False)

    op.create_table(
        "paper_contents",
        sa.Column("paper_id", sa.String(length=36), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_paper_contents_paper_id_papers")
        ),
        sa.PrimaryKeyConstraint("paper_id", name=op.f("pk_paper_contents")),
    )
    op.create_table(
        "reliefs",
        sa.Column("roll_id", sa.String(length=36), nullable=False),
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column(
            "amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "former_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("first_month", sa.String(length=7), nullable=False),
        sa.Column("last_month", sa.String(length=7), nullable=False),
        sa.Column("pay_day", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ended_before", sa.String(length=7), nullable=True),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["roll_id"], ["rolls.id"], name=op.f("fk_reliefs_roll_id_rolls")),
        sa.PrimaryKeyConstraint("roll_id", name=op.f("pk_reliefs")),
    )
    with op.batch_alter_table("reliefs", schema=None) as batch_op:
        batch_op.create_index("ix_reliefs_child_id", ["child_id", "roll_id"], unique=False)

    op.create_table(
        "relief_parts",
        sa.Column("roll_id", sa.String(length=36), nullable=False),
        sa.Column("line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("payee_kind", sa.String(length=32), nullable=False),
        sa.Column(
            "amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "months",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(none_as_null=True), "postgresql"
            ),
            nullable=False,
        ),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_relief_parts_amount_positive")),
        sa.ForeignKeyConstraint(
            ["roll_id"], ["reliefs.roll_id"], name=op.f("fk_relief_parts_roll_id_reliefs")
        ),
        sa.PrimaryKeyConstraint("roll_id", "line", name=op.f("pk_relief_parts")),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("slot", sa.String(length=48), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.drop_index(
            batch_op.f("uq_payments_child_id_scheme_term"),
            sqlite_where=sa.text("state <> 'reversed'"),
        )
        batch_op.create_index("ix_payments_due_on", ["state", "due_on", "id"], unique=False)
        batch_op.create_index(
            "uq_payments_child_id_scheme_term_slot",
            ["child_id", "scheme", "term", "slot"],
            unique=True,
            postgresql_where=sa.text("state <> 'reversed'"),
            sqlite_where=sa.text("state <> 'reversed'"),
        )

    with op.batch_alter_table("rolls", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(length=32), server_default="scheme", nullable=False)
        )
