"""Which children are to be looked after more closely, and why (section early_warning of a pack)."""

from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Limits:
    """From which on a sign counts."""

    silence_days: int
    overdue_duties: int
    absences: int
    of_sessions: int
    ranks_lost: int

    @classmethod
    def from_pack(cls, pack: Any) -> Self:
        section = pack["early_warning"]
        return cls(**{name: section[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Signs:
    """What is seen of one child; 0 is none of it.

    `silent_days` since anybody reached the child, for one who has a helper; `overdue` duties of its
    running pairings in this term; `missed` of the last sessions; `ranks_lost` between the last two
    terms' ends.
    """

    silent_days: int = 0
    overdue: int = 0
    missed: int = 0
    ranks_lost: int = 0

    def beyond(self, limits: Limits) -> Self:
        """Those alone that count; the others are 0."""
        least = {
            "silent_days": limits.silence_days,
            "overdue": limits.overdue_duties,
            "missed": limits.absences,
            "ranks_lost": limits.ranks_lost,
        }
        seen = {name: getattr(self, name) for name in least}
        return type(self)(**{n: seen[n] if seen[n] >= least[n] else 0 for n in least})

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(name for name in SIGNS if getattr(self, name))


SIGNS = ("silent_days", "overdue", "missed", "ranks_lost")
