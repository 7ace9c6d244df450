"""The yearly evaluation: what was signed as it was signed, the others as they stand now."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from services.registry.domain import evaluation as rules
from services.registry.domain.areas import COUNTY, TOWNSHIP, VILLAGE
from services.registry.domain.evaluation import AT_SCHOOL, Evaluated
from services.registry.models import Area, Evaluation, School
from services.registry.queries import fulfilled
from services.registry.queries.fulfilled import Found
from services.registry.queries.reach import asked_area
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.access.roles import Role
from shared.access.table import may_call
from shared.contracts.registry.organising.errors import EvaluatedNotFound
from shared.errors import AccessDenied

POST_OF = {
    Evaluated.VILLAGE: Role.VILLAGE_OFFICER,
    Evaluated.VILLAGE_OFFICER: Role.VILLAGE_OFFICER,
    Evaluated.TOWNSHIP: Role.TOWNSHIP_OFFICER,
    Evaluated.TOWNSHIP_OFFICER: Role.TOWNSHIP_OFFICER,
    Evaluated.SCHOOL: Role.PRINCIPAL,
    Evaluated.PRINCIPAL: Role.PRINCIPAL,
}
WIDTH = {
    Evaluated.VILLAGE: VILLAGE,
    Evaluated.VILLAGE_OFFICER: VILLAGE,
    Evaluated.TOWNSHIP: TOWNSHIP,
    Evaluated.TOWNSHIP_OFFICER: TOWNSHIP,
}


@dataclass(frozen=True)
class Subject:
    key: str  # code of the place, or the school's id
    area: str
    school_id: str | None
    name: str
    address: str  # of its post


def subjects(uow: UnitOfWork, kind: Evaluated, area: str, today: date) -> list[Subject]:
    """Every place or school of that kind under the area that is not closed."""
    role = POST_OF[kind]
    if kind in AT_SCHOOL:
        query = select(School).where(under(School.township_code, area)).order_by(School.id)
        return [
            Subject(s.id, s.township_code, s.id, s.name, f"school:{role}@{s.id}")
            for s in uow.session.scalars(query)
        ]
    width = WIDTH[kind]
    towns = {
        a.code: a.name
        for a in uow.session.scalars(select(Area).where(under(Area.code, area[:COUNTY])))
        if len(a.code) == TOWNSHIP
    }
    places = [a for a in uow.places.all_under(area, today) if len(a.code) == width]
    return [Subject(a.code, a.code, None, _full(a, towns), f"role:{role}@{a.code}") for a in places]


def _full(area: Area, townships: Mapping[str, str]) -> str:
    """Villages' names repeat inside a county."""
    return townships.get(area.code[:TOWNSHIP], "") * (len(area.code) == VILLAGE) + area.name


def measured(
    uow: UnitOfWork, kind: Evaluated, area: str, year: int, today: date
) -> dict[str, Found]:
    """The measures that concern the kind. A post is held to what is asked of it by name; of the
    place's letters and dossiers the place."""
    session = uow.session
    found = {
        "case_duties": fulfilled.case_duties(session, area, year),
        "findings": fulfilled.findings(session, area, year, today),
        "plan_steps": fulfilled.plan_steps(session, area, year, today),
    }
    if kind not in AT_SCHOOL:
        width = WIDTH[kind]
        found["quarters"] = fulfilled.quarters(session, area, width, year, today)
        found["visits"] = fulfilled.visits(session, area, width, year)
        found["dossiers"] = fulfilled.dossiers(session, area, width)
    if kind not in rules.POSTS:
        found["letters"] = fulfilled.letters(session, area, kind.value, year)
    if kind is Evaluated.SCHOOL:
        found["deeds"] = fulfilled.deeds(session, area, year)
    return found


BY_ADDRESS = ("case_duties", "findings", "plan_steps")


def standing(
    uow: UnitOfWork,
    kind: Evaluated,
    area: str,
    year: int,
    today: date,
    only: Sequence[Subject] | None = None,
) -> list[tuple[Subject, rules.Result]]:
    """As they stand today, nothing of it kept."""
    pack = uow.rules.in_force(area, today)["evaluation"]
    found = measured(uow, kind, area, year, today)
    weights = pack["weights"][kind.value]
    result = []
    for one in subjects(uow, kind, area, today) if only is None else only:
        keys = {name: one.address if name in BY_ADDRESS else one.key for name in found}
        result.append((one, rules.evaluate(fulfilled.merged(found, keys), weights)))
    return result


def list_evaluations(
    uow: UnitOfWork,
    grant: Grant,
    *,
    evaluated: str,
    year: int | None,
    area: str | None,
    today: date,
) -> dict[str, Any]:
    """Most points first. Raises AreaNotFound, AccessDenied, EvaluationYearInvalid."""
    kind, year = Evaluated(evaluated), year or today.year
    code = asked_area(uow, grant, area)
    place = uow.places.area(code)
    items = [item for item, _ in _items(uow, grant, kind, code, year, today)]
    pack = uow.rules.in_force(code, today)["evaluation"]
    return {
        "items": items,
        "next": None,
        "evaluated": kind,
        "year": year,
        "area": code,
        "name": place.name,
        "unsigned": sum(item["signed_on"] is None for item in items),
        "may_sign": bool(items) and _may_sign(grant, kind, code),
        "sign_from": date.fromisoformat(f"{year}-{pack['sign_from']}"),
        "kinds": [k for k in Evaluated if _may_list(grant, k)],
    }


def _items(
    uow: UnitOfWork, grant: Grant, kind: Evaluated, code: str, year: int, today: date
) -> list[tuple[dict[str, Any], Subject]]:
    """Those that the viewer may see, signed or as they stand, most points first. Raises
    EvaluationYearInvalid."""
    rules.check_year(year, today)
    signed = _signed(uow, kind, code, year)
    found = [
        (_frozen(signed[s.key], s) if s.key in signed else _live(kind, s, r, year), s)
        for s, r in standing(uow, kind, code, year, today)
        if _may_see(grant, kind, s)
    ]
    pack = uow.rules.in_force(code, today)["evaluation"]
    _propose([item for item, _ in found], pack)
    return sorted(found, key=lambda both: (-both[0]["points"], both[0]["name"]))


def to_sign(
    uow: UnitOfWork, grant: Grant, *, evaluated: str, year: int, area: str, today: date
) -> list[dict[str, Any]]:
    """All of the kind under the area, each with the address of its post. Raises AreaNotFound,
    EvaluationYearInvalid, and AccessDenied for an office that is not above them."""
    kind = Evaluated(evaluated)
    grant.require(area=area)
    if not _may_sign(grant, kind, area):
        raise AccessDenied()
    code = uow.places.area(area).code
    found = _items(uow, grant, kind, code, year, today)
    return [item | {"address": subject.address} for item, subject in found]


def get_evaluation(
    uow: UnitOfWork, grant: Grant, *, evaluated: str, subject: str, year: int | None, today: date
) -> dict[str, Any]:
    """Raises EvaluatedNotFound, AccessDenied, EvaluationYearInvalid."""
    kind, year = Evaluated(evaluated), year or today.year
    rules.check_year(year, today)
    one = _subject(uow, kind, subject, today)
    if not _may_see(grant, kind, one):
        raise AccessDenied()
    kept = _signed(uow, kind, one.area, year).get(one.key)
    if kept is not None:
        return _frozen(kept, one)
    [(_, result)] = standing(uow, kind, one.area, year, today, [one])
    return _live(kind, one, result, year)


def _subject(uow: UnitOfWork, kind: Evaluated, key: str, today: date) -> Subject:
    """Raises EvaluatedNotFound."""
    if kind in AT_SCHOOL:
        school = uow.session.get(School, key)
        area = school.township_code if school else ""
    else:
        area = key if len(key) == WIDTH[kind] and key.isascii() and key.isdigit() else ""
    for one in subjects(uow, kind, area, today) if area else ():
        if one.key == key:
            return one
    raise EvaluatedNotFound(key)


def _signed(uow: UnitOfWork, kind: Evaluated, area: str, year: int) -> dict[str, Evaluation]:
    query = select(Evaluation).where(
        Evaluation.evaluated == kind, Evaluation.year == year, under(Evaluation.area_code, area)
    )
    return {row.subject: row for row in uow.session.scalars(query)}


def _may_see(grant: Grant, kind: Evaluated, one: Subject) -> bool:
    """A post's is seen by whoever holds it and by the offices above; a place's by the place too."""
    viewer = grant.viewer
    if not grant.covers(area=one.area, school_id=one.school_id):
        return False
    if kind not in rules.POSTS or one.school_id:
        return bool(one.school_id is None or viewer.school_id or len(viewer.area) <= TOWNSHIP)
    return len(viewer.area) < len(one.area) or POST_OF[kind] in viewer.roles


def _may_sign(grant: Grant, kind: Evaluated, area: str) -> bool:
    """The office above all that are evaluated."""
    width = TOWNSHIP + 1 if kind in AT_SCHOOL else WIDTH[kind]
    own = len(grant.viewer.area)
    return own < width and may_call(grant.viewer, "registry.sign_evaluations", area=area)


def _may_list(grant: Grant, kind: Evaluated) -> bool:
    if grant.viewer.school_id:
        return kind in AT_SCHOOL
    width = TOWNSHIP if kind in AT_SCHOOL else WIDTH[kind]
    return len(grant.viewer.area) <= width


def _live(kind: Evaluated, one: Subject, result: rules.Result, year: int) -> dict[str, Any]:
    return {
        **_about(kind, one, year),
        "points": result.points,
        "counted": result.counted,
        "commended": None,
        "parts": [asdict(part) for part in result.parts],
        "signed_on": None,
        "signed_by": None,
    }


def _frozen(row: Evaluation, one: Subject) -> dict[str, Any]:
    kept = ("points", "counted", "commended", "parts", "signed_on", "signed_by")
    columns = {name: getattr(row, name) for name in kept}
    return {**_about(row.evaluated, one, row.year), **columns}


def _about(kind: Evaluated, one: Subject, year: int) -> dict[str, Any]:
    return {
        "evaluated": kind,
        "subject": one.key,
        "area_code": one.area,
        "school_id": one.school_id,
        "name": one.name,
        "year": year,
    }


def _propose(items: Sequence[dict[str, Any]], pack: Mapping[str, Any]) -> None:
    """For commendation, among those that are not signed for yet: whom the office that asks would
    propose. Without the others beside it, one is neither proposed nor not."""
    asked = [item for item in items if _weight(item) >= pack["commend_weight"]]
    points = [item["points"] for item in asked]
    line = rules.commended(points, pack["commend_percent"], pack["commend_least"])
    for item in items:
        if item["signed_on"] is None:
            item["commended"] = item in asked and line is not None and item["points"] >= line


def _weight(item: Mapping[str, Any]) -> int:
    """Of what was asked of it: who was asked for one small thing is no example to others."""
    return sum(part["weight"] for part in item["parts"])
