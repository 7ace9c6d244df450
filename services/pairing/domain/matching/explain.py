"""Why each pair was proposed, and what would have to change for a child left without.

Codes and parameters only; the sentences are in `shared.texts.pairing`. Whose own child somebody is
never stands in a reason.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from services.pairing.domain.matching.network import DIGITS, Kind, Wish, kinds
from services.pairing.domain.matching.pairs import Pair
from services.pairing.domain.matching.problem import (
    TIERS,
    Child,
    Helper,
    Problem,
    Proposed,
    Reason,
    Uncovered,
    tier_of,
)
from services.pairing.domain.matching.rules import (
    STRANGER,
    cost_of,
    fits,
    forbidden_pairs,
    relation,
    sexes_agree,
)
from shared.contracts.pairing.codes import Side, Tier

# What one helper may lack, the easiest to mend first. The first ones are `Helper.barred`.
LACKS = ("check_expired", "not_checked", "not_approved", "sex", "capacity")
DIGITS_OF = {tier: digits for digits, tier in DIGITS.items()}
LOOKED_AT = 200  # helpers looked through per place, tier and lack before giving up
SHOWN = 3


class Explanation:
    """Of one answer: who was allowed for whom, and who has room left."""

    def __init__(self, problem: Problem, pairs: Sequence[Pair]) -> None:
        self._problem, self._pairs = problem, pairs
        self._given = Counter(pair.helper.id for pair in pairs)
        self._helper = {helper.id: helper for helper in problem.helpers}
        self._forbidden: dict[str, set[str]] = defaultdict(set)
        for child_id, helper_id in forbidden_pairs(problem):
            self._forbidden[child_id].add(helper_id)
        self._room: Counter[tuple[str, Kind]] = Counter()
        self._counted: dict[tuple[str, Wish], int] = {}
        self._by_state: dict[tuple[str, Side, str], list[Helper]] = defaultdict(list)
        for helper in problem.helpers:
            self._file(helper)

    def _file(self, helper: Helper) -> None:
        full = helper.free <= self._given[helper.id]
        state = helper.barred or ("capacity" if full else "free")
        kind = Kind(helper.side, helper.sex, helper.child_sex)
        for digits in DIGITS:
            home = helper.area_code[:digits]
            if helper.free:
                self._room[home, kind] += 1
            for slot in {Side.ANY, helper.side}:
                self._by_state[state, slot, home].append(helper)

    def proposed(self) -> Iterator[Proposed]:
        """One per pair, in their order."""
        for pair in self._pairs:
            helper = pair.helper
            load = {"children": helper.load + self._given[helper.id], "most": helper.capacity}
            yield Proposed(
                child_id=pair.child.id,
                helper_id=helper.id,
                slot=pair.slot,
                tier=tier_of(pair.child, helper),
                cost=cost_of(self._problem, pair.child, helper),
                reasons=(*self._closeness(pair), Reason("load", load)),
            )

    def _closeness(self, pair: Pair) -> Iterator[Reason]:
        child, slot, helper = pair
        tier = tier_of(child, helper)
        its_relation = relation(child, helper, self._problem.bonds)
        yield Reason(f"same_{tier}")
        if its_relation != STRANGER:
            yield Reason(str(its_relation))
        as_near = self.allowed(child, slot, tier)
        nearer = self.allowed(child, slot, TIERS[TIERS.index(tier) - 1]) if tier != TIERS[0] else 0
        if self.allowed(child, slot, Tier.COUNTY) == 1:
            yield Reason("only_candidate", {"slot": slot})
        elif as_near == 1:
            yield Reason("only_as_near", {"slot": slot})
        elif nearer and its_relation == STRANGER:
            yield Reason("nearer_needed", {"slot": slot, "count": nearer})

    def allowed(self, child: Child, slot: Side, tier: Tier) -> int:
        """How many helpers with room, that near or nearer, may stand in this place."""
        home = child.area_code[: DIGITS_OF[tier]]
        count = self._fitting(home, Wish(slot, child.sex, child.helper_sex))
        forbidden = self._forbidden.get(child.id)
        if not forbidden:
            return count
        never = (self._helper[h] for h in forbidden if h in self._helper)
        return count - sum(
            bool(h.free)
            and h.area_code.startswith(home)
            and fits(slot, h.side)
            and sexes_agree(child, h)
            for h in never
        )

    def _fitting(self, home: str, wish: Wish) -> int:
        """The same for everybody of this place with this wish, so counted once."""
        key = (home, wish)
        if key not in self._counted:
            self._counted[key] = sum(self._room[home, kind] for kind in kinds(wish))
        return self._counted[key]

    def uncovered(self) -> Iterator[Uncovered]:
        """The children with a place left empty, and the nearest helper for each thing lacking."""
        filled = {(pair.child.id, pair.slot) for pair in self._pairs}
        for child in self._problem.children:
            missing = tuple(slot for slot in child.slots if (child.id, slot) not in filled)
            if missing:
                reasons = tuple(reason for slot in missing for reason in self._why(child, slot))
                yield Uncovered(child.id, missing, reasons)

    def _why(self, child: Child, slot: Side) -> Iterator[Reason]:
        count = self.allowed(child, slot, Tier.COUNTY)
        yield Reason("all_given" if count else "nobody", {"slot": slot, "count": count})
        found = [
            (TIERS.index(tier_of(child, helper)), LACKS.index(lack), helper.id)
            for lack in LACKS
            if (helper := self._nearest(child, slot, lack)) is not None
        ]
        for tier, lack, helper_id in sorted(found)[:SHOWN]:
            params = {"slot": slot, "helper_id": helper_id, "tier": TIERS[tier]}
            yield Reason(f"lacks_{LACKS[lack]}", params)

    def _nearest(self, child: Child, slot: Side, lack: str) -> Helper | None:
        """The nearest helper who lacks only this."""
        state = "free" if lack == "sex" else lack
        agree = lack != "sex"
        for digits in DIGITS:
            near = self._by_state.get((state, slot, child.area_code[:digits]), [])
            for helper in near[:LOOKED_AT]:
                never = helper.id in self._forbidden.get(child.id, ())
                if not never and sexes_agree(child, helper) is agree:
                    return helper
        return None

    def below_least(self) -> tuple[str, ...]:
        """Helpers who stay below the least load of the pack: an aim that is reported, not forced,
        since forcing it could take a nearer helper from a child."""
        return tuple(
            helper.id
            for helper in self._problem.helpers
            if not helper.barred and helper.load + self._given[helper.id] < helper.least
        )
