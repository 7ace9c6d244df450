"""A matching as a network, small enough that no allowed pair has to be left out.

Helpers who are alike (home, side, sex, wish, school) share a *leaf*; leaves hang below a pool per
village, township and county. Children who are alike share a *class*, which reaches the pools of its
village, township and county at the price of each tier. So 80 million pairs of a county need some
ten thousand arcs, and the optimum is over all of them. A child or helper with a relation of their
own (bond, kin, refused before, a pair already) stands alone in class or leaf; a forbidden helper is
avoided by reaching the pools around that leaf.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import NamedTuple

from services.pairing.domain.matching import rules
from services.pairing.domain.matching.problem import Child, Helper, Problem
from shared.contracts.pairing.codes import Side, Tier

DIGITS = {12: Tier.VILLAGE, 9: Tier.TOWNSHIP, 6: Tier.COUNTY}
RANK = {6: 1, 9: 2, 12: 3}
WISH, LEAF = 0, 4
EACH_SIDE = (Side.CADRE, Side.TEACHER, Side.ANY)


class Kind(NamedTuple):
    """What matters of a helper beside home and relations."""

    side: Side
    sex: str
    child_sex: str


class Wish(NamedTuple):
    """What a child asks of a helper: the way into a pool."""

    slot: Side
    sex: str
    helper_sex: str


class Node(NamedTuple):
    """A pool (`group` empty) or, with a full home, a leaf; or the way into a pool for a wish.

    Sorted by `rank`, flow only goes from smaller to larger.
    """

    rank: int
    area: str
    of: Kind | Wish
    group: tuple[str, str] = ("", "")  # of a leaf: school, and the id of one who stands alone


@dataclass(frozen=True)
class Leaf:
    helpers: tuple[Helper, ...]


@dataclass(frozen=True)
class ChildClass:
    children: tuple[Child, ...]

    @property
    def like(self) -> Child:
        return self.children[0]


@dataclass(frozen=True)
class Arc:
    """Out of a class's place (`place` is (class, slot)) or between nodes (`start`)."""

    end: Node
    cost: int = 0
    place: tuple[int, Side] | None = None
    start: Node | None = None


@dataclass
class Network:
    problem: Problem
    classes: list[ChildClass] = field(default_factory=list)
    leaves: dict[Node, Leaf] = field(default_factory=dict)
    arcs: list[Arc] = field(default_factory=list)


def pool(area: str, kind: Kind) -> Node:
    return Node(RANK[len(area)], area, kind)


def network_of(problem: Problem) -> Network:
    """The network of an ordered problem: places of all children, helpers with room."""
    return _Builder(problem).build()


class _Builder:
    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._network = Network(problem)
        self._forbidden: dict[str, set[str]] = defaultdict(set)
        for child_id, helper_id in rules.forbidden_pairs(problem):
            self._forbidden[child_id].add(helper_id)
        self._bonds: dict[str, list[str]] = defaultdict(list)
        for child_id, helper_id in sorted(problem.bonds):
            self._bonds[child_id].append(helper_id)
        children = {child.id for child in problem.children if child.slots}
        self._alone = {h for c in children for h in (*self._forbidden[c], *self._bonds[c])}
        self._leaf_of: dict[str, Node] = {}
        self._below: dict[Node, dict[Node, None]] = defaultdict(dict)  # in order of arrival
        self._at_school: dict[str, list[Node]] = defaultdict(list)
        self._known: dict[tuple[str, Wish], list[Node]] = {}
        self._opened: set[Node] = set()

    def build(self) -> Network:
        self._plant_leaves()
        self._sort_children()
        for number, group in enumerate(self._network.classes):
            for slot in group.like.slots:
                for end, cost in self._reached(group.like, slot):
                    self._network.arcs.append(Arc(end, cost, place=(number, slot)))
                    self._open(end)
        return self._network

    # -- helpers --------------------------------------------------------------------------------

    def _plant_leaves(self) -> None:
        alike: dict[Node, list[Helper]] = defaultdict(list)
        for helper in self._problem.helpers:
            if helper.free:
                alone = helper.id if helper.id in self._alone else ""
                kind = Kind(helper.side, helper.sex, helper.child_sex)
                node = Node(LEAF, helper.area_code, kind, (helper.school_id or "", alone))
                alike[node].append(helper)
                self._leaf_of[helper.id] = node
        for node, helpers in sorted(alike.items()):
            self._network.leaves[node] = Leaf(tuple(helpers))
            if node.group[0]:
                self._at_school[node.group[0]].append(node)
            below = node
            for digits in DIGITS:
                above = pool(node.area[:digits], self._kind(node))
                self._below[above][below] = None
                below = above

    @staticmethod
    def _kind(node: Node) -> Kind:
        assert isinstance(node.of, Kind)  # noqa: S101 - a leaf's or pool's
        return node.of

    # -- children -------------------------------------------------------------------------------

    def _sort_children(self) -> None:
        alike: dict[tuple[object, ...], list[Child]] = defaultdict(list)
        for child in self._problem.children:
            if child.slots:
                own = self._forbidden[child.id] & self._leaf_of.keys()
                alone = child.id if own or self._bonds[child.id] else ""
                school = child.school_id if child.school_id in self._at_school else ""
                what = (child.level, child.slots, child.area_code, child.sex, child.helper_sex)
                alike[(*what, school, alone)].append(child)
        self._network.classes = [ChildClass(tuple(children)) for children in alike.values()]

    def _reached(self, child: Child, slot: Side) -> Iterator[tuple[Node, int]]:
        """Every node that the child's place may draw from, with the price of the cheapest pair."""
        weights = self._problem.weights
        stranger = rules.closeness(weights, rules.STRANGER)
        blocked = self._blocked(child)
        for digits, tier in DIGITS.items():
            for end in self._ways_in(child, slot, child.area_code[:digits], blocked):
                yield end, weights.near[tier] + stranger
        for node in (*self._at_school[child.school_id or ""], *self._bonded(child)):
            helper = self._network.leaves[node].helpers[0]
            if (
                node not in blocked
                and rules.fits(slot, helper.side)
                and rules.sexes_agree(child, helper)
            ):
                yield node, rules.cost_of(self._problem, child, helper)

    def _bonded(self, child: Child) -> list[Node]:
        return [self._leaf_of[h] for h in self._bonds[child.id] if h in self._leaf_of]

    def _blocked(self, child: Child) -> set[Node]:
        """Leaves of forbidden helpers, and every pool above one."""
        leaves = {self._leaf_of[h] for h in self._forbidden[child.id] if h in self._leaf_of}
        pools = {pool(leaf.area[:n], self._kind(leaf)) for leaf in leaves for n in DIGITS}
        return leaves | pools

    def _ways_in(self, child: Child, slot: Side, area: str, blocked: set[Node]) -> Iterator[Node]:
        wish = Wish(slot, child.sex, child.helper_sex)
        known = self._pools(area, wish)
        if known and not blocked.intersection(known):
            yield Node(WISH, area, wish)
            return
        for node in known:
            yield from self._around(node, blocked)

    def _pools(self, area: str, wish: Wish) -> list[Node]:
        """Those that hold anybody; asked for again by every class of the place."""
        if (area, wish) not in self._known:
            pools = (pool(area, kind) for kind in kinds(wish))
            self._known[area, wish] = [node for node in pools if node in self._below]
        return self._known[area, wish]

    def _around(self, node: Node, blocked: set[Node]) -> Iterator[Node]:
        """The largest nodes below this one, or itself, that hold nobody forbidden."""
        if node not in blocked:
            yield node
        else:
            for below in self._below.get(node, ()):
                yield from self._around(below, blocked)

    # -- arcs between nodes ---------------------------------------------------------------------

    def _open(self, node: Node) -> None:
        """Add the arcs below a node that somebody reaches."""
        if node in self._opened:
            return
        self._opened.add(node)
        if isinstance(node.of, Wish):
            ends = self._pools(node.area, node.of)
        else:
            ends = list(self._below.get(node, ()))
        for end in ends:
            self._network.arcs.append(Arc(end, start=node))
            self._open(end)


@cache
def kinds(wish: Wish) -> tuple[Kind, ...]:
    """The kinds of helper that a wish allows and that allow the child."""
    sides = EACH_SIDE if wish.slot is Side.ANY else (wish.slot,)
    sexes = ("female", "male") if wish.helper_sex == "any" else (wish.helper_sex,)
    return tuple(Kind(*values) for values in product(sides, sexes, ("any", wish.sex)))
