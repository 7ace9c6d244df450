"""Vaccination cards"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "vaccination_cards",
        sa.Column("child_id", sa.String(length=36), nullable=False),
        sa.Column("doses", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["children.id"], name=op.f("fk_vaccination_cards_child_id_children")
        ),
        sa.PrimaryKeyConstraint("child_id", name=op.f("pk_vaccination_cards")),
    )
