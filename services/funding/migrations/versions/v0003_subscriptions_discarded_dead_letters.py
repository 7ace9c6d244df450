"""Subscriptions, discarded dead letters"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "discarded_letters",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("consumer", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=True),
        sa.Column("replay", sa.String(length=64), nullable=True),
        sa.Column("type", sa.String(length=64), nullable=True),
        sa.Column("error", sa.String(length=400), nullable=False),
        sa.Column("action", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discarded_letters")),
    )
    with op.batch_alter_table("discarded_letters", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_discarded_letters_consumer"), ["consumer"], unique=False
        )

    op.create_table(
        "subscriptions",
        sa.Column("consumer", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("consumer", name=op.f("pk_subscriptions")),
    )
    # Consumers of before have had their queue from the beginning.
    op.execute(
        "INSERT INTO subscriptions (consumer, began_at) "
        "SELECT consumer, '1970-01-01 00:00:00.000000' FROM inbox GROUP BY consumer"
    )
