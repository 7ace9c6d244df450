"""Whom a place may commend: helpers by the duties that they fulfilled (DOMAIN section 6, "Yearly
commendation list by fulfilled duties"; section `commendation` of a pack)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self


@dataclass(frozen=True)
class Terms:
    """The best `percent` of those who had duties, of whom each kept at least `least_percent` of
    what was due in time, and at least `least_kept` of them."""

    percent: int
    least_percent: int
    least_kept: int

    @classmethod
    def from_pack(cls, pack: Any) -> Self:
        return cls(**{name: pack["commendation"][name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Deeds:
    """A helper's duties of a stretch of time whose day has passed: kept in time, late, not yet."""

    helper_id: str
    done: int
    late: int
    overdue: int

    @property
    def asked(self) -> int:
        return self.done + self.late + self.overdue

    @property
    def share(self) -> Fraction:
        """Kept in time."""
        return Fraction(self.done, self.asked) if self.asked else Fraction(0)


def commended(all_of_them: Sequence[Deeds], terms: Terms) -> list[Deeds]:
    """The best first: by the share kept in time, then by how many that were. Equals are treated
    equally, so that they may be more than the percentage."""
    asked = [one for one in all_of_them if one.asked]
    places = max(1, len(asked) * terms.percent // 100)
    ranked = sorted(asked, key=lambda one: (*_merit(one), one.helper_id))
    fit = [one for one in ranked if _fits(one, terms)]
    if len(fit) <= places:
        return fit
    last = _merit(fit[places - 1])
    return [one for one in fit if _merit(one) <= last]


def _fits(one: Deeds, terms: Terms) -> bool:
    return one.done >= terms.least_kept and one.share * 100 >= terms.least_percent


def _merit(one: Deeds) -> tuple[Fraction, int]:
    return -one.share, -one.done
