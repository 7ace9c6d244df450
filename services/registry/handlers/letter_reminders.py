"""What responsibility letters that nobody signed say by themselves: some days before they should be
signed, on that day, and after it. One reminder for all of a kind that were made together."""

from collections.abc import Iterable
from datetime import date, timedelta

from services.registry.domain.letters import PARTY_POST, LetterKind, LetterState
from services.registry.domain.plans import first_post, reminders
from services.registry.models import Letter
from services.registry.ports import UnitOfWork
from shared.clock import day_of, office_opens
from shared.contracts.registry.organising.events import LettersUnsigned

LETTER_TIMER = "letters"


def remind(
    uow: UnitOfWork,
    kind: LetterKind,
    year: int,
    area: str | None,
    school_id: str | None,
    today: date,
) -> None:
    """Of the letters that a place or school made today."""
    place = area or uow.places.school(str(school_id)).township_code
    pack = uow.rules.in_force(place, today)["letters"]
    due_on = today + timedelta(days=pack["sign_days"])
    made = f"{area or ''}/{school_id or ''}/{kind}/{year}/{today.isoformat()}"
    for day, _ in reminders(due_on, pack):
        if day > today:
            subject = f"{made}/{due_on.isoformat()}/{day.isoformat()}"
            uow.set_timer(LETTER_TIMER, subject, office_opens(day))


def letters_due(uow: UnitOfWork, *, subject: str, today: date) -> None:
    """`subject` is "<area>/<school>/<kind>/<year>/<made on>/<due day>/<day>"."""
    area, school, kind, year, made_on, due_on, _ = subject.split("/")
    place = area or uow.places.school(school).township_code
    mine = {"area": area or None, "school_id": school or None}
    made = uow.organising.letters_of(LetterKind(kind), int(year), **mine)
    waiting = [
        letter
        for letter in made
        if letter.state is LetterState.OPEN and day_of(letter.made_at).isoformat() == made_on
    ]
    if not waiting:
        return
    uow.emit(
        LettersUnsigned(
            version=today.toordinal(),
            letters_id=f"{area or school}/{kind}/{year}",
            area_code=place,
            school_id=school or None,
            year=int(year),
            deadline=due_on,
            waiting=len(waiting),
            overdue=today > date.fromisoformat(due_on),
            posts=[first_post(place, school or None), *_parties(LetterKind(kind), waiting)],
        )
    )


def _parties(kind: LetterKind, waiting: Iterable[Letter]) -> list[str]:
    """Teachers and guardians hear of it from whoever collects theirs."""
    post = PARTY_POST.get(kind)
    if post is None:
        return []
    where = "school" if kind is LetterKind.SCHOOL else "role"
    return sorted(f"{where}:{post}@{letter.party}" for letter in waiting)
