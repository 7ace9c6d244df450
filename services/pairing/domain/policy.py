"""What a place may change about pairing: sections of its policy pack, as the rules use them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from services.pairing.domain import ages
from services.pairing.domain.commending import Terms
from services.pairing.domain.duties import Rhythm, rhythm_of
from services.pairing.domain.scoring import Scheme
from services.pairing.domain.watching import Limits
from shared.contracts.pairing.codes import Category, Side, Tier

NEAREST_FIRST = (Tier.VILLAGE, Tier.TOWNSHIP, Tier.COUNTY)
OTHER_COSTS = ("kin", "bond", "stranger", "per_child", "below_least")  # beside nearness
SLOTS = {"1": [Side.ANY], "2": [Side.ANY], "3": [Side.ANY], "4": [Side.CADRE, Side.TEACHER]}


class PolicyNotSupported(ValueError):
    """The pack asks for what the matching cannot do."""


@dataclass(frozen=True)
class Weights:
    """Whole points that a matching adds up; less is better, and nearer or closer never costs more.

    The n-th child of a helper costs `per_child` times the children before, and `below_least` more
    once the helper has the least load: equal choices spread, and those with too few come first.
    """

    near: Mapping[Tier, int]
    kin: int
    bond: int  # a bond that exists already: also a teacher of the child's own school
    stranger: int
    per_child: int
    below_least: int

    def __post_init__(self) -> None:
        near = [self.near[tier] for tier in NEAREST_FIRST]
        close = [self.kin, self.bond, self.stranger]
        if near != sorted(near) or close != sorted(close):
            raise PolicyNotSupported(f"costs that do not rise with distance: {self}")

    def as_costs(self) -> dict[str, int]:
        """By the names that a pack and a what-if give them."""
        near = {tier.value: price for tier, price in self.near.items()}
        return near | {name: getattr(self, name) for name in OTHER_COSTS}

    @classmethod
    def from_costs(cls, costs: Mapping[str, int]) -> Self:
        """Raises PolicyNotSupported."""
        near = {tier: costs[tier.value] for tier in Tier}
        return cls(near=near, **{name: costs[name] for name in OTHER_COSTS})


@dataclass(frozen=True)
class Load:
    """What a helper of a category counts as at level 4; children at least (an aim that is reported,
    not a rule) and at most (a rule)."""

    side: Side
    least: int
    most: int


@dataclass(frozen=True)
class Policy:
    pack: str
    pack_version: str
    pack_hash: str
    adult_age: int
    own_view_age: int
    own_consent_age: int
    day_after_birthday: bool
    check_months: int
    statuses: frozenset[str]  # of the children who are matched
    over_statuses: frozenset[str]  # with which a pairing ends by itself
    until_age: int  # from which on it does
    loads: Mapping[Category, Load]
    weights: Weights
    rhythm: Rhythm
    limits: Limits  # from which on a child is watched
    check_remind_days: tuple[int, ...]
    wish_claim_days: int
    wish_confirm_days: int  # after each of which the child's side is reminded to confirm
    wish_claims_open: int  # of one account at the same time
    application_days: int  # for which the code of a public application tells how it stands
    scoring: Scheme
    commendation: Terms
    year_opens: str  # month-day on which a school year begins
    pairing_days: int  # within which a changed level has its new pairing

    @classmethod
    def from_pack(cls, pack: Any) -> Self:
        """From a `shared.packs.Pack`. Raises PolicyNotSupported."""
        matching, cost = pack["matching"], pack["matching"]["cost"]
        if any(sorted(matching["slots"][level]) != sorted(SLOTS[level]) for level in SLOTS):
            raise PolicyNotSupported(f"slots of pack {pack.id}: {matching['slots']}")
        return cls(
            pack=pack.id,
            pack_version=pack.version,
            pack_hash=pack.hash,
            adult_age=matching["helper_min_age"],
            own_view_age=pack["consent"]["own_view_age"],
            own_consent_age=pack["consent"]["own_consent_age"],
            day_after_birthday=pack["ages"]["reached_day_after_birthday"],
            check_months=pack["record_checks"]["valid_months"],
            statuses=frozenset(matching["statuses"]),
            over_statuses=frozenset(matching["over_statuses"]),
            until_age=matching["until_age"],
            loads={Category(code): _load(row) for code, row in matching["capacity"].items()},
            weights=Weights.from_costs({**cost, "per_child": cost["per_child_already"]}),
            rhythm=rhythm_of(pack),
            limits=Limits.from_pack(pack),
            check_remind_days=tuple(pack["record_checks"]["remind_days"]),
            wish_claim_days=pack["deadlines"]["wish_claim_days"],
            wish_confirm_days=pack["deadlines"]["wish_confirm_days"],
            wish_claims_open=pack["deadlines"]["wish_claims_open"],
            application_days=pack["deadlines"]["application_days"],
            pairing_days=matching["pairing_days"],
            scoring=Scheme.from_pack(pack),
            commendation=Terms.from_pack(pack),
            year_opens=pack["school_year"]["opens"],
        )

    def side(self, category: Category) -> Side:
        return self.loads[category].side

    def capacity(self, category: Category, offered: int | None) -> int:
        """The most children: the pack's figure, or fewer where the helper offered fewer."""
        most = self.loads[category].most
        return most if offered is None else min(most, offered)

    def adult_on(self, birth_date: date) -> date:
        return ages.reached_on(birth_date, self.adult_age, day_after=self.day_after_birthday)

    def is_of_age(self, birth_date: date, years: int, today: date) -> bool:
        return ages.reached(birth_date, years, today, day_after=self.day_after_birthday)


def _load(row: Mapping[str, Any]) -> Load:
    return Load(Side(row["side"]), row["least"], row["most"])
