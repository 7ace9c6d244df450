"""The exact optimum, part by part, goal by goal.

Each connected part is solved as linear programmes in stages, warm-started. After a stage, whatever
has a price in it (a reduced cost or a row's dual) is the same in every optimum of that stage, so it
is fixed, and the next stage chooses among what is left. When the last corner is integral it is an
optimum among whole pairings too, since a linear programme's bound holds for those. A fraction,
which theory allows, sends the part to the integer programme, stage by stage.
"""

from collections import Counter
from collections.abc import Sequence

import highspy
import numpy as np

from services.pairing.domain.matching.network import Network
from services.pairing.domain.matching.pairs import Pair, pairs_of
from services.pairing.domain.matching.problem import Helper, Objective, Problem
from services.pairing.domain.matching.programme import Floats, Programme, build
from services.pairing.domain.matching.rules import (
    cost_of,
    fits,
    forbidden_pairs,
    sexes_agree,
    step_costs,
)

PRICE = 1e-6  # costs are whole numbers, so a true price is far above the solver's rounding
WHOLE = 1e-6


class SolverFault(RuntimeError):
    """The solver did not answer, or its answer breaks a rule: never to be shown as a proposal."""


def solve(network: Network) -> tuple[list[Pair], int]:
    """The chosen pairs, and how many parts needed the integer programme."""
    flow: dict[int, int] = {}
    by_integer = 0
    for arcs in parts(network):
        programme = build(network, arcs)
        values = staged_linear(programme)
        if values is None:
            values = staged_integer(programme)
            by_integer += 1
        flow |= _flow(programme, values)
    pairs = pairs_of(network, flow)
    check(network.problem, pairs)
    return pairs, by_integer


def _flow(programme: Programme, values: Floats) -> dict[int, int]:
    used = values[: programme.arcs.size]
    return {int(programme.arcs[i]): round(used[i]) for i in np.flatnonzero(used > 0.5)}


def parts(network: Network) -> list[list[int]]:
    """Positions of the arcs of each connected component, in the order of their first arcs."""
    leader: dict[object, object] = {}

    def lead(node: object) -> object:
        path = []
        while (above := leader.setdefault(node, node)) != node:
            path.append(node)
            node = above
        for passed in path:
            leader[passed] = node
        return node

    for arc in network.arcs:
        start: object = arc.start if arc.place is None else arc.place[0]
        leader[lead(arc.end)] = lead(start)
    found: dict[object, list[int]] = {}
    for position, arc in enumerate(network.arcs):
        found.setdefault(lead(arc.end), []).append(position)
    return list(found.values())


def staged_linear(programme: Programme) -> Floats | None:
    """The columns of a lexicographic optimum, or None if the last corner has a fraction."""
    solver = _model(programme)
    width = programme.upper.size
    columns = np.arange(width, dtype=np.int32)
    lower, upper = np.zeros(width), programme.upper.copy()
    values = np.zeros(width)
    for goal in programme.goals:
        solver.changeColsCost(width, columns, goal)
        values = _run(solver)
        solution = solver.getSolution()
        priced = np.abs(np.asarray(solution.col_dual)) > PRICE
        settled = np.round(values[priced])
        lower[priced], upper[priced] = settled, settled
        solver.changeColsBounds(width, columns, lower, upper)
        tight = np.flatnonzero(np.abs(np.asarray(solution.row_dual)) > PRICE).astype(np.int32)
        limit = programme.limit[tight]
        solver.changeRowsBounds(tight.size, tight, limit, limit)  # type: ignore[attr-defined]
    whole = np.round(values)
    return whole if np.all(np.abs(values - whole) < WHOLE) else None


def staged_integer(programme: Programme) -> Floats:
    """The same optimum by integer programmes: slower, and never with a fraction."""
    solver = _model(programme)
    width = programme.upper.size
    columns = np.arange(width, dtype=np.int32)
    whole = np.full(width, highspy.HighsVarType.kInteger.value, dtype=np.uint8)
    solver.changeColsIntegrality(width, columns, whole)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)  # goals are whole numbers
    values = np.zeros(width)
    for goal in programme.goals:
        solver.changeColsCost(width, columns, goal)
        values = np.round(_run(solver))
        used = np.flatnonzero(goal).astype(np.int32)
        solver.addRow(-highspy.kHighsInf, float(goal @ values), used.size, used, goal[used])
    return values


def _model(programme: Programme) -> highspy.Highs:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = programme.upper.size, programme.limit.size
    lp.col_cost_ = np.zeros(programme.upper.size)
    lp.col_lower_, lp.col_upper_ = np.zeros(programme.upper.size), programme.upper
    lp.row_lower_ = np.full(programme.limit.size, -highspy.kHighsInf)
    lp.row_upper_ = programme.limit
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = programme.starts
    lp.a_matrix_.index_ = programme.rows
    lp.a_matrix_.value_ = programme.values
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("presolve", "off")  # or there is no warm start
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.passModel(lp)
    return solver


def _run(solver: highspy.Highs) -> Floats:
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise SolverFault(solver.modelStatusToString(solver.getModelStatus()))
    return np.asarray(solver.getSolution().col_value, dtype=np.float64)


# -- what the answer is worth ---------------------------------------------------------------------


def check(problem: Problem, pairs: Sequence[Pair]) -> None:
    """Raise SolverFault if a pair breaks a rule: judged pair by pair, without the network."""
    forbidden = forbidden_pairs(problem)
    if len({(pair.child.id, pair.slot) for pair in pairs}) != len(pairs):
        raise SolverFault("a place was filled twice")
    for helper, given in _given(pairs).items():
        if given > helper.free:
            raise SolverFault("a helper was given too many children")
    for child, slot, helper in pairs:
        if slot not in child.slots or not fits(slot, helper.side):
            raise SolverFault("a place was filled from the wrong side")
        if (child.id, helper.id) in forbidden or not sexes_agree(child, helper):
            raise SolverFault("a pair was made that is not allowed")


def objective(problem: Problem, pairs: Sequence[Pair]) -> Objective:
    """Counted from the pairs themselves, not from what the solver says."""
    filled = Counter(pair.child.id for pair in pairs)
    places = Counter(pair.child.level for pair in pairs)
    cost = sum(cost_of(problem, pair.child, pair.helper) for pair in pairs)
    for helper, given in _given(pairs).items():
        cost += sum(step_costs(helper, problem.weights)[:given])
    return Objective(
        full4=sum(
            child.level == 4 and filled[child.id] == len(child.slots)
            for child in problem.children
            if child.id in filled
        ),
        units4=places[4],
        level3=places[3],
        level2=places[2],
        level1=places[1],
        cost=cost,
    )


def _given(pairs: Sequence[Pair]) -> Counter[Helper]:
    return Counter(pair.helper for pair in pairs)
