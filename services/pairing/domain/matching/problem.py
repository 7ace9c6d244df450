"""What a matching is given and what it answers. Ids and codes only."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from services.pairing.domain.policy import NEAREST_FIRST, Weights
from shared.contracts.pairing.codes import BondKind, Category, Side, Tier

TOWNSHIP_DIGITS = 9
TIERS = NEAREST_FIRST


@dataclass(frozen=True, slots=True)
class Child:
    """`held` are the sides of the active pairings: those places are locked and stay."""

    id: str
    level: int  # heart level, 1 to 4
    area_code: str  # 12 digits, the village
    sex: str
    school_id: str | None = None
    helper_sex: str = "any"  # the family's wish
    kin_marks: frozenset[str] = frozenset()
    held: tuple[Side, ...] = ()

    @property
    def slots(self) -> tuple[Side, ...]:
        """The places still to be filled: at level 4 one cadre and one teacher, else anyone."""
        if self.level == 4:
            return tuple(s for s in (Side.CADRE, Side.TEACHER) if s not in self.held)
        return () if self.held else (Side.ANY,)

    @property
    def half_held(self) -> bool:
        """At level 4, one of the two is there already."""
        return self.level == 4 and len(self.slots) == 1


@dataclass(frozen=True, slots=True)
class Helper:
    """`barred` says why an otherwise fitting helper may not be proposed: only for explaining."""

    id: str
    category: Category
    side: Side
    area_code: str
    sex: str
    capacity: int
    load: int = 0  # children now, locked
    least: int = 0
    child_sex: str = "any"
    school_id: str | None = None
    marks: frozenset[str] = frozenset()  # blind indexes of the helper's own phone and ID number
    barred: str | None = None

    @property
    def free(self) -> int:
        return 0 if self.barred else max(0, self.capacity - self.load)


@dataclass(frozen=True)
class Problem:
    """One matching. `pairs` in `refused` and `standing` are (child id, helper id)."""

    children: tuple[Child, ...]
    helpers: tuple[Helper, ...]
    weights: Weights
    refused: frozenset[tuple[str, str]] = frozenset()
    standing: frozenset[tuple[str, str]] = frozenset()
    bonds: Mapping[tuple[str, str], BondKind] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposed:
    child_id: str
    helper_id: str
    slot: Side
    tier: Tier
    cost: int  # nearness and relation; what even load adds is of the whole, not of a pair
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Uncovered:
    child_id: str
    missing: tuple[Side, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """What is maximised, in this order, and then minimised (cost). New coverage only: what stands
    before the matching is the same in every answer."""

    full4: int  # level-4 children who now have both
    units4: int  # places filled at level 4: with full4 fixed, more of them is more half covered
    level3: int
    level2: int
    level1: int
    cost: int

    def __add__(self, other: "Objective") -> "Objective":
        return Objective(
            self.full4 + other.full4,
            self.units4 + other.units4,
            self.level3 + other.level3,
            self.level2 + other.level2,
            self.level1 + other.level1,
            self.cost + other.cost,
        )


NOTHING = Objective(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Answer:
    proposed: tuple[Proposed, ...]
    uncovered: tuple[Uncovered, ...]
    objective: Objective
    pairs_weighed: int  # allowed pairs that the optimum is over: all of them
    below_least: tuple[str, ...]  # helpers with fewer children than the least load
    by_integer_programme: int  # components whose linear programme had a fraction


def township(area_code: str) -> str:
    return area_code[:TOWNSHIP_DIGITS]


def tier_of(child: Child, helper: Helper) -> Tier:
    if child.area_code == helper.area_code:
        return Tier.VILLAGE
    same = township(child.area_code) == township(helper.area_code)
    return Tier.TOWNSHIP if same else Tier.COUNTY


def ordered(problem: Problem) -> Problem:
    """The same problem whatever order its rows came in: the same input gives the same answer."""
    return replace(
        problem,
        children=tuple(sorted(problem.children, key=lambda child: (-child.level, child.id))),
        helpers=tuple(sorted(problem.helpers, key=lambda helper: helper.id)),
    )
