"""How far the quarter's verification has come, and whom a village has still to look at."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select

from services.registry.domain.ages import age_on
from services.registry.domain.areas import COUNTY
from services.registry.domain.figures import LISTED
from services.registry.domain.quarters import Quarter
from services.registry.handlers.verifying import check_own_office, open_round
from services.registry.models import Area, Child, Round, SignOff
from services.registry.ports import Progress
from services.registry.queries.children import names_of
from services.registry.queries.dossiers import groups_of_child
from services.registry.queries.places import area_ref, school_names
from services.registry.queries.reach import asked_area, parts_of, width_below
from services.registry.store import RegistryUnitOfWork as UnitOfWork
from services.registry.store.ranges import under
from shared.access.grant import Grant
from shared.access.groups import Group
from shared.access.table import may_call
from shared.contracts.registry.errors import QuarterUnknown
from shared.cursors import key
from shared.errors import AccessDenied

FAMILY = (
    "father_situation",
    "father_workplace",
    "mother_situation",
    "mother_workplace",
    "guardian_name",
    "guardian_relation",
)
SHOWN = 8  # quarters to choose from


def get_verification(
    uow: UnitOfWork, grant: Grant, *, area: str | None, quarter: str | None, today: date
) -> dict[str, Any]:
    """Raises AreaNotFound, AccessDenied, QuarterUnknown for a quarter without a round."""
    code = asked_area(uow, grant, area)
    place = uow.places.area(code)
    names = _quarters(uow, code)
    current = _round(uow, code, quarter, today)
    view = {"quarters": names, "next": None, "own": _own(grant, code)}
    if current is None:
        empty = _progress(place, [], {}, {}, today, None)
        return {
            **view,
            **{"area": empty, "quarter": None, "deadline": None, "days_left": None},
            **{"ready": False, "items": []},
        }
    villages = uow.verification.progress(code, current.quarter)
    signed = _signed(uow, code, current.quarter)
    items = [
        _progress(part, _below(part.code, villages), villages, signed, today, current)
        for part in parts_of(uow.session, code)
    ]
    own = _progress(place, _below(code, villages), villages, signed, today, current)
    items = [item for item in items if item["listed"] or item["signed_on"]]
    return {
        **view,
        "area": own,
        "quarter": current.quarter,
        "deadline": current.deadline,
        "days_left": (current.deadline - today).days,
        "ready": own["signed_on"] is None and _nothing_missing(own),
        "items": sorted(items, key=lambda item: (item["signed_on"] is not None, item["code"])),
    }


def _own(grant: Grant, code: str) -> bool:
    try:
        check_own_office(grant, code)
    except AccessDenied:
        return False
    return may_call(grant.viewer, "registry.sign_off")


def _nothing_missing(place: dict[str, Any]) -> bool:
    if place["level"] == "village":
        return bool(place["listed"] == place["confirmed"])
    return bool(place["places"] == place["places_signed"])


def _quarters(uow: UnitOfWork, code: str) -> list[str]:
    query = select(Round.quarter).where(Round.area_code == code[:COUNTY])
    return list(uow.session.scalars(query.order_by(Round.quarter.desc()).limit(SHOWN)))


def _round(uow: UnitOfWork, code: str, quarter: str | None, today: date) -> Round | None:
    """An older one can be looked at, too."""
    if quarter is not None:
        found = uow.session.get(Round, (code[:COUNTY], quarter))
        if found is None:
            raise QuarterUnknown(quarter)
        return found
    try:
        return open_round(uow, code, None, today)
    except QuarterUnknown:
        return None


def _signed(uow: UnitOfWork, code: str, quarter: str) -> dict[str, SignOff]:
    query = select(SignOff).where(SignOff.quarter == quarter, under(SignOff.area_code, code))
    return {one.area_code: one for one in uow.session.scalars(query)}


def _below(code: str, villages: dict[str, Progress]) -> list[str]:
    return [village for village in villages if village.startswith(code)]


def _progress(
    place: Area,
    below: list[str],
    villages: dict[str, Progress],
    signed: dict[str, SignOff],
    today: date,
    current: Round | None,
) -> dict[str, Any]:
    width = width_below(place.code)
    places = {village[:width] for village in below if villages[village].listed} - {place.code}
    own = signed.get(place.code)
    listed = sum(villages[village].listed for village in below)
    day = own.signed_on if own else today
    return {
        **area_ref(place),
        "listed": listed,
        "confirmed": sum(villages[village].confirmed for village in below),
        "places": len(places),
        "places_signed": len(places & signed.keys()),
        "signed_on": own.signed_on if own else None,
        "late": current is not None and bool(listed or own) and day > current.deadline,
    }


def list_to_confirm(
    uow: UnitOfWork,
    grant: Grant,
    *,
    area: str,
    quarter: str | None,
    after: str | None,
    limit: int,
    today: date,
) -> dict[str, Any]:
    """Those to be looked at first: to verify, then by id. Raises AccessDenied, QuarterUnknown."""
    grant.require(area=area)
    current = open_round(uow, area, quarter, today)
    wanted = [current.quarter, str(Quarter.named(current.quarter).next)]
    unseen = or_(Child.verified.is_(None), Child.verified.not_in(wanted))
    query = select(Child).where(
        Child.area_code == area, Child.figures.contains(f" {LISTED} "), unseen
    )
    if (last := key(after)) is not None:
        query = query.where(Child.id > last)
    found = list(uow.session.scalars(query.order_by(Child.id).limit(limit + 1)))
    shown = found[:limit]
    grant.seen(*(child.id for child in shown))
    return {
        "items": _views(uow, grant, shown, today),
        "next": shown[-1].id if len(found) > limit else None,
    }


def _views(
    uow: UnitOfWork, grant: Grant, children: list[Child], today: date
) -> list[dict[str, Any]]:
    names = names_of(uow, grant, [child.id for child in children])
    schools = school_names(uow.session, {child.school_id for child in children})
    records = uow.children.read([child.id for child in children])
    views = []
    for child in children:
        mine = groups_of_child(grant, child)
        facts = records[child.id].facts if Group.FAMILY in mine else {}
        views.append(
            {
                **{name: facts.get(name) for name in FAMILY},
                "id": child.id,
                "version": child.version,
                "name": names[child.id],
                "sex": child.sex,
                "age": age_on(child.birth_date, today),
                "stage": child.stage,
                "school_name": schools.get(child.school_id or ""),
                "class_name": child.class_name,
                "status": child.status,
                "level": child.level if Group.LEVEL in mine else None,
            }
        )
    return views
