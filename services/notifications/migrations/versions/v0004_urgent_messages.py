"""Urgent messages"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(
            "ix_messages_address_urgency_seq", ["address", "urgency", "seq"], unique=False
        )
