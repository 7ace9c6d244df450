"""A generated county in the registry: through the use cases that files, rosters and offices go
through, but many children to a transaction and without a request for each."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TypeVar

from sqlalchemy import select

from lantian.generate.families import Drawn
from lantian.generate.places import County, School
from services.registry.domain.quarters import Quarter, opening
from services.registry.handlers import assessing, children, packs, places, quarterly, verifying
from services.registry.models import Child
from services.registry.store import RegistryUnitOfWork
from shared.access.grant import Grant
from shared.access.table import admit
from shared.messaging.database import Database
from shared.viewer import Viewer

PACK = "xishui"
AT_ONCE = 500  # children to a transaction
# Of every three townships one has verified the quarter, one is half way, one has not begun.
COURSES = ("signed", "half", "none")
Item = TypeVar("Item")
Registry = Database[RegistryUnitOfWork]


def grant(operation: str) -> Grant:
    return admit(Viewer.system(), f"registry.{operation}")


def lay_out(database: Registry, county: County, today: date) -> dict[School, str]:
    """The areas, the rules, the running quarter and the schools; returns the schools' ids."""
    with database.transaction() as uow:
        system = grant("import_areas")
        places.import_areas(uow, system, content=county.areas, valid_from=None, today=today)
        subject = f"{county.code}@{opening(Quarter.of(today)).key}"
        quarterly.quarter_step(uow, subject=subject, today=today)
    with database.transaction() as uow:
        system = grant("adopt_pack")
        packs.adopt_pack(uow, system, area=county.code, pack=PACK, valid_from=today, today=today)
    ids = {}
    with database.transaction() as uow:
        for school in county.schools:
            found, _ = places.school_for(
                uow, name=school.name, township_code=school.township, by="system", today=today
            )
            ids[school] = found.id
    return ids


def register(
    database: Registry,
    drawn: Iterable[Drawn],
    today: date,
    told: Callable[[int], None] = lambda _done: None,
) -> int:
    """Bring children on file and grade them; returns how many are on file now. `told` hears how
    many are done."""
    done = 0
    for portion in portions(drawn, AT_ONCE):
        with database.transaction() as uow:
            facts = [one.facts for one in portion]
            kept = children.keep_rows(uow, facts, by="system", covers=_all, today=today)
            for one, end in zip(portion, kept, strict=True):
                if end.outcome != "accepted" or end.child_id is None:
                    raise AssertionError(f"a generated child was {end.outcome}: {end.conflict}")
                assessing.assess_child(
                    uow,
                    grant("assess_child"),
                    child_id=end.child_id,
                    scores=one.scores,
                    facts=one.seen,
                    today=today,
                )
        done += len(portion)
        told(done)
    return done


def verify(database: Registry, county: County, today: date) -> None:
    """The running quarter's verification, as far as it has come in each township."""
    for number, township in enumerate(sorted(county.townships)):
        course = COURSES[number % len(COURSES)]
        for village in sorted(county.villages):
            if village.startswith(township) and course != "none":
                _confirm(database, village, today, whole=course == "signed")
                if course == "signed":
                    _sign(database, village, today)
        if course == "signed":
            _sign(database, township, today)


def _confirm(database: Registry, village: str, today: date, *, whole: bool) -> None:
    with database.transaction() as uow:
        query = select(Child.id, Child.version).where(Child.area_code == village)
        shown = [{"id": i, "version": v} for i, v in uow.session.execute(query.order_by(Child.id))]
        system = grant("confirm_children")
        verifying.confirm_children(
            uow,
            system,
            area=village,
            quarter=None,
            children=shown if whole else shown[: len(shown) // 2],
            today=today,
        )


def _sign(database: Registry, place: str, today: date) -> None:
    with database.transaction() as uow:
        verifying.sign_off(uow, grant("sign_off"), area=place, quarter=None, today=today)


def portions(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _all(_village: str, _school: str | None) -> bool:
    return True
