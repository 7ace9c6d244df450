"""Archive, replays and clean-up"""

import sqlalchemy as sa
from alembic import op

from shared import rail_steps

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    rail_steps.archive_replays_and_clean_up()
    with op.batch_alter_table("child_stages", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "version",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                server_default="0",
                nullable=False,
            )
        )
