"""A carer that was refused is known again"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    with op.batch_alter_table("care_agreements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carer_mark", sa.String(length=32), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_care_agreements_carer_mark"), ["carer_mark"], unique=False
        )
