"""A child's growth as lines for a small drawing: one per measure, each on a scale of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, EDGE = 320, 120, 12
DRAWN = ("height_cm", "weight_kg")


@dataclass(frozen=True)
class Line:
    """`points` as SVG wants them; `dots` with the value and the term of each."""

    name: str
    points: str
    dots: list[tuple[float, float, str, str]]


def lines(checks: Sequence[dict[str, Any]]) -> list[Line]:
    """Of two checks and more; one has no growth yet."""
    found = (_line(name, checks) for name in DRAWN)
    return [line for line in found if line is not None]


def _line(name: str, checks: Sequence[dict[str, Any]]) -> Line | None:
    known = [(c["term"], c["values"][name]) for c in checks if c["values"][name] is not None]
    if len(known) < 2:
        return None
    low, high = min(v for _, v in known), max(v for _, v in known)
    wide = (WIDTH - 2 * EDGE) / (len(known) - 1)
    tall = (HEIGHT - 2 * EDGE) / ((high - low) or 1)
    dots = [
        (round(EDGE + i * wide, 1), round(HEIGHT - EDGE - (v - low) * tall, 1), f"{v:g}", term)
        for i, (term, v) in enumerate(known)
    ]
    return Line(name, " ".join(f"{x},{y}" for x, y, _, _ in dots), dots)
