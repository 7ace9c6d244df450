"""Subscriptions, discarded dead letters"""

import sqlalchemy as sa
from alembic import op

from shared import rail_steps

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "console_tickets",
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_console_tickets")),
    )
    with op.batch_alter_table("console_tickets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_console_tickets_used_at"), ["used_at"], unique=False)

    rail_steps.subscriptions_and_discarded_letters()
