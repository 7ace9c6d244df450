"""Of the pairs that merges ended, which the standing merge did; the files merged into another"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """What an undone merge had ended is not brought back by a later one; of each helper's the last
    counts, and only where the file is still part of another."""
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index(
        "ix_children_merged_into",
        "children",
        ["merged_into"],
        postgresql_where=merged,
        sqlite_where=merged,
    )
    op.execute(
        "UPDATE pairings SET moved_from = child_id WHERE end_reason = 'merged'"
        " AND child_id IN (SELECT id FROM children WHERE merged_into IS NOT NULL)"
        " AND NOT EXISTS (SELECT 1 FROM pairings AS later WHERE later.child_id = pairings.child_id"
        " AND later.helper_id = pairings.helper_id AND later.end_reason = 'merged'"
        " AND (later.ended_on > pairings.ended_on"
        " OR (later.ended_on = pairings.ended_on AND later.id > pairings.id)))"
    )
