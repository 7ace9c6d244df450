"""Which children's parents are asked to be in touch, and whose week passed without a word.

Each day has a deadline per county, each village with something new one of its own, and in the
morning each village and school is told once, however many children it is about.
"""

from datetime import date, timedelta

from services.registry.domain.contacts import owing
from services.registry.domain.record import ChildRecord
from services.registry.ports import UnitOfWork
from shared.clock import midnight, now, office_opens
from shared.contracts.registry.events import ContactMissing

CONTACT_TIMER = "parent_contact"
DAY, VILLAGE, TELL_VILLAGE, TELL_SCHOOL = "day", "village", "tell_village", "tell_school"
TOGETHER = timedelta(minutes=10)  # all villages of a late day are through before anybody is told


def watch(uow: UnitOfWork, record: ChildRecord, today: date, *, fresh: bool = False) -> None:
    """After every change of a child: written at the end of the transaction."""
    rules = uow.rules.in_force(record.area_code, today)["parent_contact"]
    parents = () if record.merged_into else owing(record.facts, record.status, rules)
    if fresh and not parents:
        return
    uow.contacts.follow(
        record.id,
        record.area_code,
        record.school_id,
        parents,
        days=rules["days"],
        today=today,
        fresh=fresh,
    )


def plan_day(uow: UnitOfWork, county: str, today: date) -> None:
    _plan(uow, DAY, county, today)


def contact_day(uow: UnitOfWork, *, subject: str, today: date) -> None:
    """`subject` is "<step>/<place>@<day>". A day that a standstill swallowed is in the next."""
    step, _, rest = subject.partition("/")
    place, _, day = rest.partition("@")
    if step == DAY:
        for village in uow.contacts.due(place, today):
            _plan(uow, VILLAGE, village, today)
    elif step == VILLAGE:
        schools = uow.contacts.mark(place, today)
        _plan(uow, TELL_VILLAGE, place, today, later=True)
        for school in sorted(schools):
            _plan(uow, TELL_SCHOOL, school, today, later=True)
    else:
        _tell(uow, step, place, date.fromisoformat(day), today)


def _plan(uow: UnitOfWork, step: str, place: str, day: date, *, later: bool = False) -> None:
    due_at = max(office_opens(day), now() + TOGETHER) if later else midnight(day)
    uow.set_timer(CONTACT_TIMER, f"{step}/{place}@{day.isoformat()}", due_at)


def _tell(uow: UnitOfWork, step: str, place: str, since: date, today: date) -> None:
    school = place if step == TELL_SCHOOL else None
    area = uow.places.school(school).township_code if school else place
    newly, children = uow.contacts.without(
        village=None if school else place, school_id=school, since=since
    )
    if not newly:  # they were in touch this very morning
        return
    uow.emit(
        ContactMissing(
            version=int(now().timestamp() * 1000),
            place_id=place,
            area_code=area,
            school_id=school,
            newly=newly,
            children=children,
            days=uow.rules.in_force(area, today)["parent_contact"]["days"],
        )
    )
