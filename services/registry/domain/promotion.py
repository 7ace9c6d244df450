"""Promoting a whole school in one act, and when that can be taken back (DOMAIN section 3)."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.registry.domain.grades import Outcome, Step, step
from services.registry.domain.record import Facts
from shared.contracts.registry.schooling.errors import PromotionSettled
from shared.terms import Season, Term, term_of


@dataclass(frozen=True)
class Pupil:
    id: str
    class_name: str | None
    stage: str
    at_school: bool  # False: dropped out


def placed(
    pupils: Iterable[Pupil], repeating: Collection[str], *, year: int, years: Mapping[str, int]
) -> dict[str, Step]:
    """What becomes of each pupil."""
    return {pupil.id: _placed(pupil, repeating, year, years) for pupil in pupils}


def _placed(pupil: Pupil, repeating: Collection[str], year: int, years: Mapping[str, int]) -> Step:
    if not pupil.at_school:
        return Step(Outcome.KEPT, pupil.class_name, pupil.stage)
    if pupil.id in repeating:
        return Step(Outcome.REPEATED, pupil.class_name, pupil.stage)
    return step(pupil.class_name, pupil.stage, year=year, years=years)


def digest(pupils: Iterable[Pupil]) -> str:
    """Of what a preview showed: who is in which class. Another one now means: look again."""
    lines = sorted(f"{p.id} {p.class_name} {p.stage} {p.at_school}" for p in pupils)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def facts_after(facts: Mapping[str, Any], new: Step) -> Facts:
    """The fields that the step sets. A child that comes to primary school is no longer too young
    for it, and one that has left senior high is enrolled nowhere."""
    said = facts.get("enrolment")
    if new.outcome is Outcome.GRADUATED and (new.stage == "none" or said == "not_of_age"):
        said = None
    return {"class_name": new.class_name, "stage": new.stage, "enrolment": said}


def first_term(year: int, seasons: Mapping[str, Season]) -> Term:
    """The term with which a school year begins: of those of the year, the last to begin."""
    return max((term_of(year, season) for season in seasons.values()), key=lambda t: t.first)


def check_not_settled(term: Term, made_on: date, today: date) -> None:
    """The stage of school is fixed at the start of a term: what it rests on stays, as subsidies are
    granted by it. An act that came later decided nothing yet. Raises PromotionSettled."""
    if made_on <= term.settled < today:
        raise PromotionSettled(term.settled.isoformat())
