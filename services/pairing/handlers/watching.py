"""Who comes on the early-warning list and leaves it: each night for a whole township, and at once
where a contact, an attendance or a result says something new."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from services.pairing.domain.watching import SIGNS
from services.pairing.models import Child
from services.pairing.ports import UnitOfWork
from shared.contracts.activities.events import AttendanceMarked, SessionHeld
from shared.contracts.pairing.events import WatchListGrown

MARKS = ("present", "absent", "on_leave", "not_enrolled")


def judge_township(uow: UnitOfWork, township: str, today: date) -> None:
    judge(uow, uow.watching.of_township(township), today)


def judge(uow: UnitOfWork, child_ids: Collection[str], today: date) -> None:
    """One word to each village and school whose children came on the list."""
    found = uow.watching.children(child_ids)
    by_county: dict[str, list[Child]] = {}
    for child in found:
        by_county.setdefault(child.area_code[:6], []).append(child)
    new: Counter[tuple[str, str]] = Counter()
    for _, children in sorted(by_county.items()):
        for child in _judged(uow, children, today):
            new[child.area_code, child.school_id or ""] += 1
    for (area_code, school_id), count in sorted(new.items()):
        uow.emit(WatchListGrown(area_code=area_code, school_id=school_id or None, children=count))


def _judged(uow: UnitOfWork, children: list[Child], today: date) -> list[Child]:
    """Those who are newly on the list."""
    policy = uow.rules.in_force(children[0].area_code, today)
    term, limits = policy.rhythm.term_of(today), policy.limits
    signs = uow.watching.signs([child.id for child in children], limits, term, today)
    new, gone = [], []
    for child in children:
        counted = signs[child.id].beyond(limits) if child.id in signs else None
        if child.status not in policy.statuses or counted is None or not counted.reasons:
            gone.append(child.id)
            continue
        values = {name: getattr(counted, name) for name in SIGNS}
        counts = {"of_sessions": limits.of_sessions, "signs": len(counted.reasons)}
        if uow.watching.keep(child, judged_on=today, **values, **counts):
            new.append(child)
    uow.watching.drop(gone)
    return new


def note_attendance(uow: UnitOfWork, fact: SessionHeld | AttendanceMarked, today: date) -> None:
    marks = {child: mark for mark in MARKS for child in getattr(fact, mark, ())}
    day = date.fromisoformat(fact.on_date)
    uow.watching.mark(fact.session_id, day, marks, fact.version)
    if not uow.replayed:  # the night looks at what a rebuilt copy says
        judge(uow, marks, today)
