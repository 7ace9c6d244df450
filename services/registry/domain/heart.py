"""Heart levels: five scores, mapped to a level of 1 to 4 by the policy pack (DOMAIN section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.contracts.registry.codes import DIMENSIONS
from shared.contracts.registry.errors import FactsMissing, ScoreOutOfRange


@dataclass(frozen=True)
class Grade:
    level: int
    total: int
    reasons: tuple[str, ...]


def grade(scores: Mapping[str, int], facts: Mapping[str, str], rules: Mapping[str, Any]) -> Grade:
    """`rules` is the pack's section `heart`.

    Raises ScoreOutOfRange for a dimension that is missing or outside 0..max, and FactsMissing for
    a score above 0 without what was observed.
    """
    for dimension in DIMENSIONS:
        score = scores.get(dimension)
        if score is None or not 0 <= score <= rules["max_score"]:
            raise ScoreOutOfRange(dimension, str(rules["max_score"]))
        if score > 0 and not (facts.get(dimension) or "").strip():
            raise FactsMissing(dimension)
    total = sum(scores[dimension] for dimension in DIMENSIONS)
    level = next(band["level"] for band in rules["bands"] if total <= band["up_to"])
    keys = [d for d in rules["key_dimensions"] if scores[d] >= rules["key_score"]]
    if keys and rules["key_level"] >= level:
        return Grade(rules["key_level"], total, tuple(f"key_{d}" for d in keys))
    return Grade(level, total, (f"total_{total}",))
