"""A handover: asked for by who has the child, decided by who shall have it (DOMAIN section 3)."""

from enum import StrEnum

from shared.contracts.registry.errors import MoveNotOpen


class MoveKind(StrEnum):
    VILLAGE = "village"
    SCHOOL = "school"


class MoveState(StrEnum):
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


# What says where a child is -> the kind of move that changes it.
MOVED_BY = {"area_code": MoveKind.VILLAGE, "school_id": MoveKind.SCHOOL}


def check_open(state: MoveState) -> None:
    """A handover is decided once. Raises MoveNotOpen."""
    if state is not MoveState.REQUESTED:
        raise MoveNotOpen(state.value)
