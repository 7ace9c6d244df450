"""From the flow of a network back to single children and helpers.

Whoever shares a class or a leaf is alike in all that costs or is forbidden, so any division among
them is as good as another; the one made here is the first by id, evenly over a leaf's helpers.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from services.pairing.domain.matching.network import Arc, Leaf, Network, Node
from services.pairing.domain.matching.problem import Child, Helper
from services.pairing.domain.matching.rules import step_costs
from services.pairing.domain.policy import Weights
from shared.contracts.pairing.codes import Side


class Pair(NamedTuple):
    child: Child
    slot: Side
    helper: Helper


class _Unit(NamedTuple):
    """Some children of a class, for one of their places."""

    number: int
    slot: Side
    children: int


def pairs_of(network: Network, flow: dict[int, int]) -> list[Pair]:
    """`flow` is the units on each arc by its position; more may leave a node than enters it."""
    arriving: dict[Node, list[_Unit]] = defaultdict(list)
    leaving: dict[Node, list[tuple[Arc, int]]] = defaultdict(list)
    for position, units in sorted(flow.items()):
        arc = network.arcs[position]
        if arc.place is not None:
            arriving[arc.end].append(_Unit(*arc.place, units))
        elif arc.start is not None:
            leaving[arc.start].append((arc, units))
    for node in sorted({*arriving, *leaving}):
        _hand_on(arriving, node, leaving[node])
    return sorted(
        _pair_up(network, {node: arriving[node] for node in network.leaves}),
        key=lambda pair: (-pair.child.level, pair.child.id, pair.slot),
    )


def _hand_on(arriving: dict[Node, list[_Unit]], node: Node, leaving: list[tuple[Arc, int]]) -> None:
    waiting = arriving[node]
    for arc, room in leaving:
        left = room
        while left and waiting:
            unit = waiting.pop(0)
            taken = min(left, unit.children)
            left -= taken
            arriving[arc.end].append(unit._replace(children=taken))
            if unit.children > taken:
                waiting.insert(0, unit._replace(children=unit.children - taken))


def _pair_up(network: Network, arrived: dict[Node, list[_Unit]]) -> Iterator[Pair]:
    """Each place fills the first children of a class first: as many as possible get both."""
    next_child: dict[tuple[int, Side], int] = defaultdict(int)
    for node, units in arrived.items():
        places = _places(network.leaves[node], network.problem.weights)
        for unit in units:
            group = network.classes[unit.number].children
            start = next_child[unit.number, unit.slot]
            next_child[unit.number, unit.slot] = start + unit.children
            for child in group[start : start + unit.children]:
                yield Pair(child, unit.slot, next(places))


def _places(leaf: Leaf, weights: Weights) -> Iterator[Helper]:
    """The leaf's free places, the cheapest first, one of each helper before anybody's second."""
    steps = [
        (cost, turn, number)
        for number, helper in enumerate(leaf.helpers)
        for turn, cost in enumerate(step_costs(helper, weights))
    ]
    return (leaf.helpers[number] for *_, number in sorted(steps))
