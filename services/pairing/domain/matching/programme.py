"""A network as a linear programme: columns, rows and goals.

Columns: one per arc; one per class of level-4 children who lack both helpers, "have both"; and one
per price of a leaf's further children. Rows: a class's place takes as many helpers as it has
children; what flows into a node flows out; a leaf takes what costs nothing and pays for the rest;
"have both" needs each of the two places filled.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from services.pairing.domain.matching.network import Network, Node
from services.pairing.domain.matching.rules import step_costs
from shared.contracts.pairing.codes import Side

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Programme:
    """Column-wise matrix; every column lies between 0 and `upper`, every row at or below `limit`.

    `goals` are minimised one after the other, each on what is left of the ones before.
    """

    starts: Ints
    rows: Ints
    values: Floats
    upper: Floats
    limit: Floats
    goals: tuple[Floats, ...]
    arcs: Ints  # the first columns are these arcs of the network, in order


@dataclass
class _Table:
    """Rows by what they stand for; columns as they come."""

    row_of: dict[object, int] = field(default_factory=dict)
    limit: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    rows: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    goals: list[dict[int, float]] = field(default_factory=lambda: [{} for _ in range(6)])

    def row(self, key: object, limit: float) -> int:
        if key not in self.row_of:
            self.row_of[key] = len(self.limit)
            self.limit.append(limit)
        return self.row_of[key]

    def column(self, upper: float, *entries: tuple[int, float]) -> int:
        self.upper.append(upper)
        self.rows += [row for row, _ in entries]
        self.values += [value for _, value in entries]
        self.starts.append(len(self.rows))
        return len(self.upper) - 1


# Positions of the goals, in the order of DOMAIN section 6.
FULL4, UNITS4, COST = 0, 1, 5
OF_LEVEL = {4: UNITS4, 3: 2, 2: 3, 1: 4}


def build(network: Network, arcs: list[int]) -> Programme:
    """The programme of one connected part, given by the positions of its arcs."""
    table = _Table()
    for position in arcs:
        _add_arc(table, network, position)
    for number in _classes(network, arcs):
        _add_both(table, network, number)
    leaves = [key for key in table.row_of if isinstance(key, Node) and key in network.leaves]
    for leaf in leaves:
        _add_steps(table, network, leaf)
    width = len(table.upper)
    goals = [_dense(goal, width) for goal in table.goals if any(goal.values())]
    return Programme(
        starts=np.array(table.starts, dtype=np.int64),
        rows=np.array(table.rows, dtype=np.int64),
        values=np.array(table.values),
        upper=np.array(table.upper),
        limit=np.array(table.limit),
        goals=tuple(goals),
        arcs=np.array(arcs, dtype=np.int64),
    )


def _add_arc(table: _Table, network: Network, position: int) -> None:
    arc = network.arcs[position]
    into = (table.row(arc.end, 0.0), 1.0)
    if arc.place is None:
        table.column(np.inf, (table.row(arc.start, 0.0), -1.0), into)
        return
    number, slot = arc.place
    group = network.classes[number]
    size = float(len(group.children))
    entries = [(table.row(arc.place, size), 1.0), into]
    if len(group.like.slots) == 2:
        entries.append((table.row(("both", number, slot), 0.0), -1.0))
    column = table.column(size, *entries)
    table.goals[OF_LEVEL[group.like.level]][column] = -1.0
    if group.like.half_held:
        table.goals[FULL4][column] = -1.0
    table.goals[COST][column] = float(arc.cost)


def _classes(network: Network, arcs: list[int]) -> list[int]:
    numbers = (arc.place[0] for arc in (network.arcs[a] for a in arcs) if arc.place)
    return list(dict.fromkeys(numbers))


def _add_both(table: _Table, network: Network, number: int) -> None:
    """Only where there is somebody for each of the two places."""
    rows = [table.row_of.get(("both", number, slot)) for slot in (Side.CADRE, Side.TEACHER)]
    entries = [(row, 1.0) for row in rows if row is not None]
    if len(entries) == 2:
        column = table.column(float(len(network.classes[number].children)), *entries)
        table.goals[FULL4][column] = -1.0


def _add_steps(table: _Table, network: Network, leaf: Node) -> None:
    weights = network.problem.weights
    helpers = network.leaves[leaf].helpers
    prices = Counter(cost for helper in helpers for cost in step_costs(helper, weights))
    row = table.row_of[leaf]
    table.limit[row] = float(prices.pop(0, 0))
    for price, count in sorted(prices.items()):
        column = table.column(float(count), (row, -1.0))
        table.goals[COST][column] = float(price)


def _dense(goal: dict[int, float], width: int) -> Floats:
    dense = np.zeros(width)
    dense[list(goal)] = list(goal.values())
    return dense
