"""Codes of help plans; the Chinese for them is in `shared.texts.pairing_words`."""

from enum import StrEnum


class PlanKind(StrEnum):
    HELP = "help"
    INDIVIDUAL = "individual"  # for a child with serious difficulties


class PlanState(StrEnum):
    RUNNING = "running"
    ENDED = "ended"
