"""What a promotion would do, and what those that were made did."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select, tuple_

from services.registry.domain import promotion as rules
from services.registry.domain.grades import Outcome, Step, year_of_study
from services.registry.domain.moves import MoveKind, MoveState
from services.registry.handlers.promoting import first_term, pupil_with, year_of
from services.registry.models import Child, Dossier, Move, Promotion
from services.registry.queries.children import names_of
from services.registry.queries.places import school_names
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from shared.access.grant import Grant
from shared.access.sql import visible
from shared.area_range import under
from shared.contracts.registry.codes import STAGES
from shared.contracts.registry.schooling.errors import PromotionNotFound, PromotionSettled
from shared.cursors import row_of

COLUMNS = (
    *("id", "school_id", "area_code", "year", "promoted", "repeated", "graduated", "kept"),
    *("made_at", "undone_at"),
)


def preview_promotion(
    uow: UnitOfWork, grant: Grant, *, school_id: str, today: date
) -> dict[str, Any]:
    """Class by class, were nobody to repeat. Raises SchoolNotFound, AccessDenied."""
    school = uow.places.school(school_id)
    grant.require(area=school.township_code, school_id=school.id)
    on_list = _on_list(uow, school.id)
    pupils = list(on_list)
    year = year_of(uow, school.township_code, today)
    term = first_term(uow, school.township_code, year, today)
    years = uow.rules.in_force(school.township_code, today)["school_year"]["years"]
    placed = rules.placed(pupils, (), year=year, years=years)
    fresh = {pupil.id for pupil, since in on_list.items() if since >= term.first}
    made = uow.school_years.standing(school.id, year)
    outcomes = [step.outcome for step in placed.values()]
    return {
        "school_id": school.id,
        "school_name": school.name,
        "area_code": school.township_code,
        "year": year,
        "seen": rules.digest(pupils),
        "settled_on": term.settled,
        "made": made.id if made else None,
        **{name: outcomes.count(Outcome(name)) for name in ("promoted", "graduated", "kept")},
        "classes": sorted(
            _classes(uow, grant, pupils, placed, fresh), key=partial(_in_order, year, years)
        ),
    }


def _on_list(uow: UnitOfWork, school_id: str) -> dict[rules.Pupil, date]:
    """Since when each pupil is on file. Of the dossiers no more is opened than the schooling."""
    ids = uow.school_years.pupils(school_id)
    uow.vault.preload(ids)
    plain = (Child.id, Child.class_name, Child.stage)
    query = select(*plain, Child.registered_on, Dossier.schooling).join(Dossier)
    found = {}
    for row in uow.session.execute(query.where(Child.id.in_(ids)).order_by(Child.id)):
        sealed = uow.vault.open(row.id, row.schooling)
        facts = {**sealed, "class_name": row.class_name, "stage": row.stage}
        found[pupil_with(row.id, facts)] = row.registered_on
    return found


def _classes(
    uow: UnitOfWork,
    grant: Grant,
    pupils: list[rules.Pupil],
    placed: dict[str, Step],
    fresh: set[str],
) -> list[dict[str, Any]]:
    ways: dict[tuple[str, str | None, Step], list[str]] = {}
    for pupil in pupils:
        ways.setdefault((pupil.stage, pupil.class_name, placed[pupil.id]), []).append(pupil.id)
    people = _people(uow, grant, [pupil.id for pupil in pupils])
    return [
        {
            "class_name": name,
            "stage": stage,
            "new_class_name": step.class_name,
            "new_stage": step.stage,
            "outcome": step.outcome.value,
            "pupils": sorted((people[i] for i in ids), key=lambda one: str(one["name"])),
            "new": len(fresh.intersection(ids)),
        }
        for (stage, name, step), ids in ways.items()
    ]


def _in_order(year: int, years: Mapping[str, int], one: Mapping[str, Any]) -> tuple[Any, ...]:
    name, stage = one["class_name"], one["stage"]
    study = year_of_study(name, stage, year=year, years=years)
    return STAGES.index(stage), study or 99, name or "", one["outcome"]


def _people(uow: UnitOfWork, grant: Grant, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """With a row of the access log for each."""
    wanted = list(ids)
    names = names_of(uow, grant, wanted)
    areas = select(Child.id, Child.area_code).where(Child.id.in_(wanted))
    for child_id, area in uow.session.execute(areas):
        grant.seen(child_id, area=area)
    return {child_id: {"id": child_id, "name": names[child_id]} for child_id in wanted}


def list_promotions(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str | None,
    school_id: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Newest first, undone ones too."""
    mine = visible(grant, area=Promotion.area_code, school=Promotion.school_id)
    query = select(Promotion).where(mine)
    if area:
        query = query.where(under(Promotion.area_code, area))
    if school_id:
        query = query.where(Promotion.school_id == school_id)
    if (last := row_of(uow.session, Promotion, after)) is not None:
        query = query.where(tuple_(Promotion.made_at, Promotion.id) < (last.made_at, last.id))
    query = query.order_by(Promotion.made_at.desc(), Promotion.id.desc()).limit(limit + 1)
    found = list(uow.session.scalars(query))
    return {
        "items": [_row(uow, one, today) for one in found[:limit]],
        "next": found[limit - 1].id if len(found) > limit else None,
    }


def get_promotion(
    uow: UnitOfWork, grant: Grant, *, promotion_id: str, today: date
) -> dict[str, Any]:
    """Raises PromotionNotFound, AccessDenied."""
    promotion = uow.session.get(Promotion, promotion_id)
    if promotion is None:
        raise PromotionNotFound(promotion_id)
    grant.require(area=promotion.area_code, school_id=promotion.school_id)
    by_outcome: dict[str, list[str]] = {outcome.value: [] for outcome in Outcome}
    for step in uow.school_years.steps(promotion.id):
        by_outcome[step.outcome].append(step.child_id)
    shown = [child for o in ("graduated", "repeated", "kept") for child in by_outcome[o]]
    people = _people(uow, grant, shown)
    return {
        **_row(uow, promotion, today),
        "graduates": _graduates(uow, promotion, by_outcome["graduated"], people),
        "repeaters": [people[child] for child in by_outcome["repeated"]],
        "left_alone": [people[child] for child in by_outcome["kept"]],
    }


def _graduates(
    uow: UnitOfWork, promotion: Promotion, ids: list[str], people: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    where = select(Child.id, Child.school_id).where(Child.id.in_(ids))
    schools = {child: school for child, school in uow.session.execute(where)}
    offers = select(Move.child_id, Move.to_school).where(
        Move.child_id.in_(ids), Move.kind == MoveKind.SCHOOL, Move.state == MoveState.REQUESTED
    )
    offered = {child: school for child, school in uow.session.execute(offers)}
    names = school_names(uow.session, {*schools.values(), *offered.values()})
    return [
        {
            **people[child],
            "state": "gone"
            if schools[child] != promotion.school_id
            else "offered"
            if child in offered
            else "waiting",
            "to_school_name": names.get(offered.get(child) or "")
            or (names.get(schools[child] or "") if schools[child] != promotion.school_id else None),
        }
        for child in ids
    ]


def _row(uow: UnitOfWork, promotion: Promotion, today: date) -> dict[str, Any]:
    term = first_term(uow, promotion.area_code, promotion.year, today)
    names = school_names(uow.session, {promotion.school_id})
    try:
        rules.check_not_settled(term, promotion.made_on, today)
        open_still = promotion.undone_at is None
    except PromotionSettled:
        open_still = False
    return {
        **{name: getattr(promotion, name) for name in COLUMNS},
        "school_name": names.get(promotion.school_id, ""),
        "settled_on": term.settled,
        "may_undo": open_still,
    }
