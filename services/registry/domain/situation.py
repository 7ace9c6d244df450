"""The situation of the two parents, and what follows from it alone (DOMAIN section 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Situation(StrEnum):
    AT_HOME = "at_home"  # and able to bring up the child
    AWAY = "away"
    DECEASED = "deceased"
    MISSING = "missing"
    IMPRISONED = "imprisoned"
    ILL_OR_DISABLED = "ill_or_disabled"  # whether able is not confirmed
    NO_CAPACITY = "no_capacity"  # confirmed
    UNKNOWN = "unknown"


class Status(StrEnum):
    LEFT_BEHIND = "left_behind"
    NOT_LEFT_BEHIND = "not_left_behind"
    TO_VERIFY = "to_verify"
    IN_DIFFICULTY = "in_difficulty"
    FOLLOWED = "followed"
    EXITED = "exited"  # the file is closed, and kept


@dataclass(frozen=True)
class Parent:
    """`since` when so; `months_away` in total within the last year, where it is stated; `earlier`
    situations with the day since when each held, the first one first."""

    situation: Situation = Situation.UNKNOWN
    since: date | None = None
    months_away: int | None = None
    earlier: tuple[tuple[date, Situation], ...] = ()


@dataclass(frozen=True)
class Finding:
    status: Status
    reason: str


def of_parents(father: Parent, mother: Parent, rules: Mapping[str, Any]) -> Finding:
    """The table of DOMAIN section 2; `rules` is the pack's section `left_behind`.

    Age, stage of school and how long the parents have been away are not asked here.
    """
    both = {father.situation, mother.situation}
    if Situation.UNKNOWN in both:
        return Finding(Status.TO_VERIFY, "situation_unknown")
    if both == {Situation.AWAY}:
        return Finding(Status.LEFT_BEHIND, "both_away")
    if Situation.AT_HOME in both:
        return Finding(Status.NOT_LEFT_BEHIND, "able_parent_at_home")
    if Situation.AWAY in both:
        (other,) = both - {Situation.AWAY}
        return _one_away(other, rules)
    return Finding(Status.IN_DIFFICULTY, "neither_able")


def _one_away(other: Situation, rules: Mapping[str, Any]) -> Finding:
    if other in rules["unable"]:
        return Finding(Status(rules["one_away_other_unable"]), "one_away_other_unable")
    return Finding(Status.TO_VERIFY, "one_away_other_unsure")
