"""Archive, replays and clean-up"""

from shared import rail_steps

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    rail_steps.archive_replays_and_clean_up()
