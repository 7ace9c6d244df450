"""How a child comes into the numbers of a village, moves on, and leaves them: the report's books.

Every change of a child is told as movements, each with a sign: what an area and a status has now
is the sum of all its movements, so opening + in - out = closing holds by construction.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from services.registry.domain.situation import Status

Figures = frozenset[str]  # "sex=male", "band=6_13", ...: what the child counts under


@dataclass(frozen=True)
class Standing:
    """Where and as what a child counts."""

    area_code: str
    status: Status
    reasons: tuple[str, ...]
    figures: Figures


@dataclass(frozen=True)
class Movement:
    area_code: str
    status: Status
    flow: str  # one of codes.FLOWS; "" for what was there before the books were opened
    sign: int
    figures: Figures


def movements(before: Standing | None, after: Standing) -> Iterator[Movement]:
    """`before` is None for a child that comes on file. A child that moves and is judged otherwise
    at once moves first."""
    if before is None:
        yield Movement(after.area_code, after.status, "joined", 1, after.figures)
        return
    if before.area_code != after.area_code:
        yield Movement(before.area_code, before.status, "moved_out", -1, before.figures)
        yield Movement(after.area_code, before.status, "moved_in", 1, before.figures)
    if before.status is not after.status:
        yield Movement(after.area_code, before.status, left_by(after), -1, before.figures)
        yield Movement(after.area_code, after.status, "joined", 1, after.figures)
        return
    for sign, figures in (
        (-1, before.figures - after.figures),
        (1, after.figures - before.figures),
    ):
        if figures:
            yield Movement(after.area_code, after.status, "changed", sign, figures)


def opened(after: Standing) -> Movement:
    """A child on file from before there were books: part of the opening, no movement."""
    return Movement(after.area_code, after.status, "", 1, after.figures)


BY_EXIT = {
    "exit_moved_away": "moved_out",
    "exit_deceased": "left_deceased",
    "exit_in_error": "left_in_error",
    "exit_merged": "left_in_error",  # one child had two files
}
BY_STATUS = {
    Status.IN_DIFFICULTY: "left_in_difficulty",
    Status.LEFT_BEHIND: "left_left_behind",
    Status.TO_VERIFY: "left_to_verify",
}


def left_by(after: Standing) -> str:
    """Why a child left its former status, read from what it is now."""
    if after.status is Status.EXITED:
        return BY_EXIT.get(after.reasons[0] if after.reasons else "", "left_other")
    if after.status in BY_STATUS:
        return BY_STATUS[after.status]
    if {"aged_out", "of_age"} & set(after.reasons):
        return "left_aged_out"
    if "able_parent_at_home" in after.reasons:
        return "left_parent_returned"
    return "left_rules"
