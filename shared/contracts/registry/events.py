"""Facts published by the registry. Only add fields; to change one, publish a ...V2 beside it.

Every fact about a child carries the child's whole public state and its version, so that a
consumer keeps a copy from any one of them and ignores an older one. None carries a name, an ID
number, a phone or an address: `kin_marks` are `vault.blind_index("phone", number)` and
`vault.blind_index("id_number", number)` of the parents and guardian, comparable and not readable.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class ChildFacts:
    """The state of a child that other services may hold."""

    child_id: str
    area_code: str  # 12-digit village
    school_id: str | None
    class_name: str | None
    sex: str  # "male" | "female"
    birth_date: str  # ISO date
    status: str  # "left_behind" | "not_left_behind" | "to_verify" | "in_difficulty" | "followed"
    level: int  # heart level 1..4; 0: not graded yet
    stage: str  # "none" | "kindergarten" | "primary" | "junior" | "senior" | "college"
    boarder: bool | None
    hardships: list[str] = field(default_factory=list)
    kin_marks: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)  # codes of the last judgement


@dataclass(frozen=True, kw_only=True)
class ChildRegistered(ChildFacts, Event):
    """A child came on file; whether left-behind is in `status`."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "child_id"


@dataclass(frozen=True, kw_only=True)
class ChildChanged(ChildFacts, Event):
    """A fact of the child that others may hold is another one now."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "child_id"


@dataclass(frozen=True, kw_only=True)
class ChildJudged(ChildFacts, Event):
    """The judgement whether the child is left-behind came out differently than before."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "child_id"

    previous_status: str
    pack: str
    pack_version: str
    pack_hash: str


@dataclass(frozen=True, kw_only=True)
class ChildGraded(ChildFacts, Event):
    """An assessment gave the child another heart level: others become responsible."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "child_id"

    previous_level: int


@dataclass(frozen=True, kw_only=True)
class SchoolRegistered(Event):
    """A school of a township is known from now on."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "school_id"

    school_id: str
    township_code: str


@dataclass(frozen=True, kw_only=True)
class RosterImported(Event):
    """A roster was read to its end; every row has its outcome."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "import_id"

    import_id: str
    area_code: str
    account_id: str
    accepted: int
    merged: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class PackAdopted(Event):
    """From `valid_from` on, decisions in the county are made under the pack."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "area_code"

    area_code: str  # 6-digit county
    pack: str
    valid_from: str  # ISO date
