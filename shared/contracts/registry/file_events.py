"""Facts about files as such: merged, taken apart, handed over. Read them from `events`."""

from dataclasses import dataclass
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class ChildrenMerged(Event):
    """Two files were found to be of one child; `absorbed_id` means `child_id` from now on."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "merge_id"

    merge_id: str
    child_id: str
    absorbed_id: str
    area_code: str
    school_id: str | None


@dataclass(frozen=True, kw_only=True)
class MergeUndone(Event):
    """They are two children after all, each with its own file again."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "merge_id"

    merge_id: str
    child_id: str
    absorbed_id: str
    area_code: str
    school_id: str | None


@dataclass(frozen=True, kw_only=True)
class MoveRequested(Event):
    """A place offers a child to another one; until that one accepts, the child stays."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "move_id"
    move_id: str
    child_id: str
    area_code: str  # that shall take the child: a village, or the township of the school
    school_id: str | None  # that shall take it
    from_area: str
    expires_on: str  # ISO date, the last day


@dataclass(frozen=True, kw_only=True)
class MoveDecided(Event):
    """The other place accepted or refused, or did not answer in time."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "move_id"
    move_id: str
    child_id: str
    area_code: str  # the village that had offered the child
    school_id: str | None  # the school that had
    to_area: str
    to_school: str | None
    outcome: str  # "accepted" | "refused" | "expired"


@dataclass(frozen=True, kw_only=True)
class MoveWithdrawn(Event):
    """Who had offered the child keeps it."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "move_id"
    move_id: str
    child_id: str
    area_code: str  # that should have taken the child
    school_id: str | None
