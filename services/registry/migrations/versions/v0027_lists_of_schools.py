"""A school's children in the order of their list"""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.drop_index("ix_children_school_id_id", "children")
    op.create_index("ix_children_school_id", "children", ["school_id", "area_code", "id"])
