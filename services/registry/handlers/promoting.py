"""A whole school into the new school year in one act, and taking that back (DOMAIN section 3)."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from services.registry.domain import promotion as rules
from services.registry.domain.grades import Outcome, Step, school_year
from services.registry.domain.moves import MoveKind, MoveState
from services.registry.domain.record import ChildRecord
from services.registry.handlers.dossiers import change
from services.registry.handlers.handovers import end_move
from services.registry.handlers.moving import offer
from services.registry.models import Promotion, PromotionStep, School
from services.registry.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import now
from shared.contracts.registry.schooling.errors import (
    NotAPupil,
    NothingToPromote,
    PromotionBuiltUpon,
    PromotionChanged,
    PromotionMade,
    PromotionUndone,
)
from shared.contracts.registry.schooling.events import SchoolPromoted, SchoolPromotionUndone
from shared.terms import Term, seasons_of
from shared.texts.grades import GRADUATION


def pupil_of(record: ChildRecord) -> rules.Pupil:
    return pupil_with(record.id, record.facts)


def pupil_with(child_id: str, facts: Mapping[str, Any]) -> rules.Pupil:
    """`facts` are those of the child's schooling at least."""
    at_school = facts.get("enrolment") not in ("dropped_out", "not_enrolled")
    return rules.Pupil(child_id, facts.get("class_name"), facts["stage"], at_school)


def year_of(uow: UnitOfWork, area: str, today: date) -> int:
    """The school year that a school of the area is promoted into on the day."""
    return school_year(today, uow.rules.in_force(area, today)["school_year"]["opens"])


def first_term(uow: UnitOfWork, area: str, year: int, today: date) -> Term:
    return rules.first_term(year, seasons_of(uow.rules.in_force(area, today)["terms"]))


def promote_school(
    uow: UnitOfWork,
    grant: Grant,
    *,
    school_id: str,
    seen: str,
    repeating: Collection[str],
    next_school_id: str | None,
    today: date,
) -> Promotion:
    """Raises SchoolNotFound, AccessDenied, PromotionMade, PromotionChanged, NotAPupil,
    NothingToPromote."""
    school = uow.places.school(school_id)
    grant.require(area=school.township_code, school_id=school.id)
    year = year_of(uow, school.township_code, today)
    if uow.school_years.standing(school.id, year) is not None:
        raise PromotionMade(str(year))
    records = uow.children.read(uow.school_years.pupils(school.id), lock=True)
    pupils = [pupil_of(record) for record in records.values()]
    if rules.digest(pupils) != seen:
        raise PromotionChanged()
    if not set(repeating) <= records.keys():
        raise NotAPupil()
    years = uow.rules.in_force(school.township_code, today)["school_year"]["years"]
    placed = rules.placed(pupils, repeating, year=year, years=years)
    if all(step.outcome is Outcome.KEPT for step in placed.values()):
        raise NothingToPromote()
    by = grant.viewer.account_id
    steps = [_take(uow, records[child], step, by, today) for child, step in placed.items()]
    promotion = _promotion(school, year, placed, by, today)
    uow.school_years.add(promotion, steps)
    if next_school_id is not None:
        graduates = [child for child, s in placed.items() if s.outcome is Outcome.GRADUATED]
        _offer(uow, school, [records[each] for each in graduates], next_school_id, by, today)
    _note(uow, promotion, "promote_school", by)
    counts = {name: getattr(promotion, name) for name in ("promoted", "repeated", "graduated")}
    uow.emit(SchoolPromoted(**_facts(promotion), **counts))
    return promotion


def undo_promotion(uow: UnitOfWork, grant: Grant, *, promotion_id: str, today: date) -> Promotion:
    """Everybody back to where they were, until something else rests on it. Raises
    PromotionNotFound, AccessDenied, PromotionUndone, PromotionSettled, PromotionBuiltUpon."""
    promotion = _asked(uow, grant, promotion_id)
    first = first_term(uow, promotion.area_code, promotion.year, today)
    rules.check_not_settled(first, promotion.made_on, today)
    steps = uow.school_years.steps(promotion.id)
    records = uow.children.read([step.child_id for step in steps], lock=True)
    opened = {s.child_id: uow.vault.open(s.child_id, s.changed) for s in steps}
    touched = [r for r in records.values() if _moved_on(promotion, r, opened[r.id])]
    if touched:
        raise PromotionBuiltUpon(str(len(touched)))
    by = grant.viewer.account_id
    for record in records.values():
        for move in uow.moves.open_of(record.id, [MoveKind.SCHOOL]):
            end_move(uow, move, MoveState.WITHDRAWN, by=by)
        back = {name: old for name, (old, _) in opened[record.id].items()}
        change(uow, record, back, by=by, operation="undo_promotion", today=today)
    promotion.undone_by, promotion.undone_at = by, now()
    promotion.version += 1
    _note(uow, promotion, "undo_promotion", by)
    uow.emit(SchoolPromotionUndone(**_facts(promotion)))
    return promotion


def send_graduates(
    uow: UnitOfWork,
    grant: Grant,
    *,
    promotion_id: str,
    children: Collection[str],
    next_school_id: str,
    today: date,
) -> Promotion:
    """Offer them to a school: until it accepts, they stay on this one's list. Raises
    PromotionNotFound, AccessDenied, PromotionUndone, NotAPupil, SchoolNotFound."""
    promotion = _asked(uow, grant, promotion_id)
    steps: list[PromotionStep] = uow.school_years.steps(promotion.id)
    graduates = {s.child_id for s in steps if s.outcome == Outcome.GRADUATED}
    if not set(children) <= graduates:
        raise NotAPupil()
    records = uow.children.read(children, lock=True)
    if any(record.school_id != promotion.school_id for record in records.values()):
        raise NotAPupil()
    school, by = uow.places.school(promotion.school_id), grant.viewer.account_id
    _offer(uow, school, list(records.values()), next_school_id, by, today)
    return promotion


def _asked(uow: UnitOfWork, grant: Grant, promotion_id: str) -> Promotion:
    promotion = uow.school_years.get(promotion_id)
    grant.require(area=promotion.area_code, school_id=promotion.school_id)
    if promotion.undone_at is not None:
        raise PromotionUndone()
    return promotion


def _take(uow: UnitOfWork, record: ChildRecord, step: Step, by: str, today: date) -> dict[str, Any]:
    changes: Mapping[str, Any] = {}
    if step.outcome in (Outcome.PROMOTED, Outcome.GRADUATED):
        after = rules.facts_after(record.facts, step)
        changes = change(uow, record, after, by=by, operation="promote_child", today=today)
    listed = {name: list(both) for name, both in changes.items()}
    return {
        "child_id": record.id,
        "outcome": step.outcome.value,
        "changed": uow.vault.seal(record.id, listed),
    }


def _moved_on(
    promotion: Promotion, record: ChildRecord, changed: Mapping[str, tuple[Any, Any]]
) -> bool:
    """Somebody put the child elsewhere, or into another class, since."""
    other = any(record.facts.get(name) != new for name, (_, new) in changed.items())
    return bool(changed) and (other or record.school_id != promotion.school_id)


def _offer(
    uow: UnitOfWork,
    school: School,
    graduates: list[ChildRecord],
    next_school_id: str,
    by: str,
    today: date,
) -> None:
    """A school with all stages keeps its own. Who is offered elsewhere already is offered anew.
    Raises SchoolNotFound."""
    uow.places.school(next_school_id)
    for record in graduates:
        for move in uow.moves.open_of(record.id, [MoveKind.SCHOOL]):
            end_move(uow, move, MoveState.WITHDRAWN, by=by)
        if next_school_id != school.id:
            offer(uow, record, None, next_school_id, GRADUATION, by, today)


def _promotion(
    school: School, year: int, placed: Mapping[str, Step], by: str, today: date
) -> Promotion:
    counted = Counter(step.outcome for step in placed.values())
    return Promotion(
        id=str(uuid4()),
        school_id=school.id,
        area_code=school.township_code,
        year=year,
        **{outcome.value: counted[outcome] for outcome in Outcome},
        made_on=today,
        made_by=by,
        made_at=now(),
        version=1,
    )


def _facts(promotion: Promotion) -> dict[str, Any]:
    return {
        "promotion_id": promotion.id,
        "school_id": promotion.school_id,
        "area_code": promotion.area_code,
        "year": promotion.year,
        "version": promotion.version,
    }


def _note(uow: UnitOfWork, promotion: Promotion, operation: str, by: str) -> None:
    """Of the school; what became of each pupil stands in the pupil's own history."""
    uow.record(
        subject=f"school/{promotion.school_id}",
        version=promotion.version,
        operation=operation,
        by=by,
        changes={"promotion": promotion.id, "year": promotion.year},
    )
