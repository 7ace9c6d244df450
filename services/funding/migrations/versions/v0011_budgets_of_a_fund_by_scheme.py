"""Budgets of a fund by scheme"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
FEN = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "fund_budgets",
        sa.Column("fund_id", sa.String(length=36), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("amount_fen", FEN, nullable=False),
        sa.Column("committed_fen", FEN, nullable=False),
        sa.Column("set_by", sa.String(length=64), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "0 <= committed_fen AND committed_fen <= amount_fen",
            name=op.f("ck_fund_budgets_scheme_budget"),
        ),
        sa.ForeignKeyConstraint(
            ["fund_id"], ["funds.id"], name=op.f("fk_fund_budgets_fund_id_funds")
        ),
        sa.PrimaryKeyConstraint("fund_id", "scheme", name=op.f("pk_fund_budgets")),
    )
