"""The matching as a plain integer programme over explicit pairs: slow, obvious, independent.

It shares the description of a problem with the product, and nothing of how that is solved. With
`merged`, children who are alike and helpers who are alike stand in one column with their number,
which takes away the ties that a large programme founders on.
"""

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from services.pairing.domain.matching.problem import Child, Helper, Objective, Problem

CLOSE = {"kin": "kin", "bond": "bond"}


def allowed(problem: Problem, child: Child, helper: Helper) -> bool:
    pair = (child.id, helper.id)
    return (
        helper.barred is None
        and helper.capacity > helper.load
        and child.area_code[:6] == helper.area_code[:6]
        and pair not in problem.refused
        and pair not in problem.standing
        and not child.kin_marks & helper.marks
        and helper.child_sex in ("any", child.sex)
        and child.helper_sex in ("any", helper.sex)
    )


def cost(problem: Problem, child: Child, helper: Helper) -> int:
    weights = problem.weights
    if child.area_code == helper.area_code:
        near = weights.near["village"]
    elif child.area_code[:9] == helper.area_code[:9]:
        near = weights.near["township"]
    else:
        near = weights.near["county"]
    bond = problem.bonds.get((child.id, helper.id))
    if bond is not None:
        return near + getattr(weights, CLOSE[bond])
    same = child.school_id is not None and child.school_id == helper.school_id
    return near + (weights.bond if same else weights.stranger)


def wanted(child: Child) -> list[str]:
    if child.level < 4:
        return [] if child.held else ["any"]
    return [side for side in ("cadre", "teacher") if side not in child.held]


def optimum(problem: Problem, *, merged: bool = False) -> Objective:
    """The lexicographic optimum, goal by goal. `merged` is for places without relations between
    single people."""
    model = Model(problem, merged)
    best = [round(model.minimise(goal)) for goal in model.goals]
    return Objective(*(-value for value in best[:5]), cost=best[5])


class Model:
    def __init__(self, problem: Problem, merged: bool) -> None:
        self.upper: list[float] = []
        self.rows: list[tuple[dict[int, float], float]] = []
        self.children = _numbered(problem.children, merged)
        self.helpers = _numbered(problem.helpers, merged)
        self.by_place: dict[tuple[int, str], list[int]] = {}
        by_helper: dict[int, list[int]] = {}
        costs: dict[int, float] = {}
        pairs = product(enumerate(self.children), enumerate(self.helpers))
        for (c, (child, size)), (h, (helper, _)) in pairs:
            for slot in wanted(child):
                if slot in ("any", helper.side) and allowed(problem, child, helper):
                    column = self.new(size)
                    self.by_place.setdefault((c, slot), []).append(column)
                    by_helper.setdefault(h, []).append(column)
                    costs[column] = cost(problem, child, helper)
        for (c, _), columns in self.by_place.items():
            self.rows.append((dict.fromkeys(columns, 1.0), self.children[c][1]))
        for h, columns in by_helper.items():
            helper, size = self.helpers[h]
            row = dict.fromkeys(columns, 1.0)
            for n in range(helper.load + 1, helper.capacity + 1):
                step = self.new(size)
                row[step] = -1.0
                costs[step] = problem.weights.per_child * (n - 1)
                costs[step] += problem.weights.below_least if n > helper.least else 0
            self.rows.append((row, 0.0))
        full = {column: 1.0 for c in range(len(self.children)) for column in self.both(c)}
        levels = [
            {
                column: 1.0
                for (c, _), columns in self.by_place.items()
                if self.children[c][0].level == level
                for column in columns
            }
            for level in (4, 3, 2, 1)
        ]
        maximised = [full, *levels]
        self.goals = [dict.fromkeys(goal, -1.0) for goal in maximised] + [costs]

    def new(self, upper: float) -> int:
        self.upper.append(upper)
        return len(self.upper) - 1

    def both(self, c: int) -> list[int]:
        """Columns that count level-4 children as covered by both."""
        child, size = self.children[c]
        wants = wanted(child)
        if child.level < 4 or not wants:
            return []
        if len(wants) == 1:
            return self.by_place.get((c, wants[0]), [])
        column = self.new(size)
        for slot in wants:
            filled = self.by_place.get((c, slot), [])
            self.rows.append(({column: 1.0, **dict.fromkeys(filled, -1.0)}, 0.0))
        return [column]

    def minimise(self, goal: dict[int, float]) -> float:
        """The best value; from then on the goal is held at it."""
        if not self.upper:
            return 0.0
        entries = [
            (row, column, value)
            for row, (values, _) in enumerate(self.rows)
            for column, value in values.items()
        ]
        row, column, value = zip(*entries, strict=True)
        matrix = csr_array((value, (row, column)), shape=(len(self.rows), len(self.upper)))
        objective = np.zeros(len(self.upper))
        objective[list(goal)] = list(goal.values())
        found = milp(
            objective,
            integrality=np.ones(len(self.upper)),
            bounds=Bounds(0, self.upper),
            constraints=LinearConstraint(matrix, -np.inf, [limit for _, limit in self.rows]),
            options={"mip_rel_gap": 0},
        )
        assert found.status == 0, found.message
        if goal:
            self.rows.append((goal, float(found.fun)))
        return float(found.fun)


def _numbered(people: tuple[Any, ...], merged: bool) -> list[tuple[Any, float]]:
    """People with how many there are of each: all different, unless merged."""
    if not merged:
        return [(person, 1.0) for person in people]
    alike = Counter(replace(person, id="") for person in people)
    return [(person, float(count)) for person, count in alike.items()]
