"""Boarders, schemes that exclude each other, partial terms and back-pay"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
LIST = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
STANDING = sa.text("state <> 'reversed'")


def upgrade() -> None:
    op.add_column("children", sa.Column("boarder", sa.Boolean(), nullable=True))
    benefit = sa.Column("benefit", sa.String(40), server_default=sa.text("''"), nullable=False)
    op.add_column("payments", benefit)
    op.execute("UPDATE payments SET benefit = scheme")
    op.create_index(
        "uq_payments_child_id_benefit_term_slot",
        "payments",
        ["child_id", "benefit", "term", "slot"],
        unique=True,
        postgresql_where=STANDING,
        sqlite_where=STANDING,
    )
    months = sa.Column("months", LIST, server_default=sa.text("'[]'"), nullable=False)
    op.add_column("rolls", months)
    op.add_column("rolls", sa.Column("why", sa.Text(), nullable=True))
