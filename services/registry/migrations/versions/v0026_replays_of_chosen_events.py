"""Replays of chosen events, and only to whoever has not handled them"""

from shared import rail_steps

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    rail_steps.replays_of_chosen_events()
