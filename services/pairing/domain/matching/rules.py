"""Which pairs may be made at all, and what a pair costs."""

from collections.abc import Mapping

from services.pairing.domain.matching.problem import Child, Helper, Problem, tier_of
from services.pairing.domain.policy import Weights
from shared.contracts.pairing.codes import BondKind, Side

STRANGER, SAME_SCHOOL = "stranger", "same_school"


def fits(slot: Side, side: Side) -> bool:
    """A place of level 1 to 3 takes a helper of either side or of none."""
    return slot in (Side.ANY, side)


def sexes_agree(child: Child, helper: Helper) -> bool:
    """Both wishes are rules: the helper's about the child, the family's about the helper."""
    return helper.child_sex in ("any", child.sex) and child.helper_sex in ("any", helper.sex)


def forbidden_pairs(problem: Problem) -> frozenset[tuple[str, str]]:
    """(child id, helper id) of pairs that are never made: own child or ward, refused before, or a
    pair already."""
    own: dict[str, list[str]] = {}
    for helper in problem.helpers:
        for mark in helper.marks:
            own.setdefault(mark, []).append(helper.id)
    theirs = (
        (child.id, helper_id)
        for child in problem.children
        for mark in child.kin_marks
        for helper_id in own.get(mark, ())
    )
    return problem.refused | problem.standing | frozenset(theirs)


def relation(child: Child, helper: Helper, bonds: Mapping[tuple[str, str], BondKind]) -> str:
    """The closest that holds: kin, bond, same_school, stranger."""
    if bond := bonds.get((child.id, helper.id)):
        return bond
    return SAME_SCHOOL if child.school_id and child.school_id == helper.school_id else STRANGER


def closeness(weights: Weights, its_relation: str) -> int:
    return {
        BondKind.KIN: weights.kin,
        BondKind.BOND: weights.bond,
        SAME_SCHOOL: weights.bond,
        STRANGER: weights.stranger,
    }[its_relation]


def cost_of(problem: Problem, child: Child, helper: Helper) -> int:
    near = problem.weights.near[tier_of(child, helper)]
    return near + closeness(problem.weights, relation(child, helper, problem.bonds))


def step_costs(helper: Helper, weights: Weights) -> list[int]:
    """What each further child of the helper costs, from the next one to the last free one."""
    return [
        weights.per_child * (n - 1) + (weights.below_least if n > helper.least else 0)
        for n in range(helper.load + 1, helper.load + helper.free + 1)
    ]
