"""A matching's problem with other weights and capacities, to see what they would do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.pairing.domain.matching.problem import Helper, Problem
from services.pairing.domain.policy import Policy, PolicyNotSupported, Weights
from shared.contracts.pairing.codes import Category
from shared.contracts.pairing.errors import WeightsMustRise

APPLICANTS = ("not_checked", "not_approved")


def changed(problem: Problem, policy: Policy, changes: Mapping[str, Any]) -> Problem:
    """Raises WeightsMustRise."""
    return replace(
        problem,
        helpers=tuple(_helper(helper, policy, changes) for helper in problem.helpers),
        weights=weights(policy.weights, changes["cost"]),
    )


def weights(now: Weights, cost: Mapping[str, int]) -> Weights:
    """Raises WeightsMustRise: nearer or closer never costs more."""
    try:
        return Weights.from_costs({**now.as_costs(), **cost})
    except PolicyNotSupported:
        raise WeightsMustRise() from None


def _helper(helper: Helper, policy: Policy, changes: Mapping[str, Any]) -> Helper:
    """Who offered fewer than the rules allow keeps to it; the others go with the rules."""
    most = changes["capacity"].get(Category(helper.category).value)
    capacity = helper.capacity
    if most is not None:
        offered_fewer = helper.capacity < policy.loads[helper.category].most
        capacity = min(most, helper.capacity) if offered_fewer else most
    freed = (changes["applicants"] and helper.barred in APPLICANTS) or (
        changes["renewed"] and helper.barred == "check_expired"
    )
    return replace(
        helper, capacity=max(capacity, helper.load), barred=None if freed else helper.barred
    )
