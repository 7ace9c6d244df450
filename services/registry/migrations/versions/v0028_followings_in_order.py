"""What a child is followed for has its fact's version, so that an older one changes nothing"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """What is there came from a first fact at least: that is version 1."""
    with op.batch_alter_table("followings", schema=None) as batch_op:
        number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
        batch_op.add_column(sa.Column("version", number, nullable=False, server_default="1"))
    with op.batch_alter_table("followings", schema=None) as batch_op:
        batch_op.alter_column("version", server_default=None)
