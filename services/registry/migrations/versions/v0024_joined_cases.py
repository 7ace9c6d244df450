"""Cases that were found to be one, and commended reporters"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("joined_into", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("joined_from", sa.String(length=16), nullable=True))
        batch_op.create_index(batch_op.f("ix_cases_joined_into"), ["joined_into"], unique=False)
    with op.batch_alter_table("case_reports", schema=None) as batch_op:
        batch_op.add_column(sa.Column("commended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("commendation", sa.Text(), nullable=True))
