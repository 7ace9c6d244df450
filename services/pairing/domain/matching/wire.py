"""A problem and its answer as JSON, for the way into a child process and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from services.pairing.domain.matching.problem import (
    Answer,
    Child,
    Helper,
    Objective,
    Problem,
    Proposed,
    Reason,
    Uncovered,
)
from services.pairing.domain.policy import Weights
from shared.contracts.pairing.codes import BondKind, Category, Side, Tier

Row = Mapping[str, Any]
KINDS = (Problem, Child, Helper, Weights, Answer, Proposed, Uncovered, Objective, Reason)
FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in KINDS}


def problem_to(problem: Problem) -> bytes:
    bonds = [[child, helper, kind] for (child, helper), kind in sorted(problem.bonds.items())]
    return _dump({**_plain(problem), "bonds": bonds})


def problem_from(payload: bytes) -> Problem:
    row = json.loads(payload)
    weights = row["weights"]
    near = {Tier(tier): cost for tier, cost in weights["near"].items()}
    return Problem(
        children=tuple(_child(child) for child in row["children"]),
        helpers=tuple(_helper(helper) for helper in row["helpers"]),
        weights=Weights(**{**weights, "near": near}),
        refused=frozenset((child, helper) for child, helper in row["refused"]),
        standing=frozenset((child, helper) for child, helper in row["standing"]),
        bonds={(child, helper): BondKind(kind) for child, helper, kind in row["bonds"]},
    )


def answer_to(answer: Answer) -> bytes:
    return _dump(answer)


@dataclass(frozen=True)
class Solved:
    """An answer as far as its receiver needs it: rows as they came, since turning fifty thousand
    reasons into objects would hold up everybody else in the service."""

    proposed: list[dict[str, Any]]  # fields of Proposed
    uncovered: list[dict[str, Any]]  # fields of Uncovered
    cost: int
    pairs_weighed: int
    below_least: int


def answer_from(payload: bytes) -> Solved:
    row = json.loads(payload)
    return Solved(
        proposed=row["proposed"],
        uncovered=row["uncovered"],
        cost=row["objective"]["cost"],
        pairs_weighed=row["pairs_weighed"],
        below_least=len(row["below_least"]),
    )


def _child(row: Row) -> Child:
    held = tuple(Side(side) for side in row["held"])
    return Child(**{**row, "kin_marks": frozenset(row["kin_marks"]), "held": held})


def _helper(row: Row) -> Helper:
    kinds = {"category": Category(row["category"]), "side": Side(row["side"])}
    return Helper(**{**row, **kinds, "marks": frozenset(row["marks"])})


def _dump(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), default=_plain).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return {name: getattr(value, name) for name in FIELDS[type(value)]}
