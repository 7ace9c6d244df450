"""For whom it was paid; a batch has the fund of its roll"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paid_for", sa.String(length=64), nullable=True))
    with op.batch_alter_table("batches", schema=None) as batch_op:
        batch_op.drop_constraint("fk_batches_fund_id_funds", type_="foreignkey")
        batch_op.drop_column("fund_id")
