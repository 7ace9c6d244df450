"""Subscriptions, discarded dead letters"""

from shared import rail_steps

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    rail_steps.subscriptions_and_discarded_letters()
