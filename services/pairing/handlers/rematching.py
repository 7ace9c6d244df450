"""When a pairing ends or no longer covers: the village is matched again within the minute, and a
changed level has its new pairing within the days of the pack."""

from datetime import date, timedelta

from services.pairing.handlers.matchings import start_matching
from services.pairing.ports import UnitOfWork
from shared.access.grant import Grant
from shared.clock import midnight, now
from shared.contracts.pairing.codes import Coverage, EndReason
from shared.contracts.pairing.events import PairingStillMissing
from shared.contracts.registry.events import ChildGraded

REMATCH_TIMER, LEVEL_TIMER = "rematch", "new_pairing"
SOON = timedelta(seconds=20)  # for several pairs that end together to be matched together
OVER = frozenset(
    {
        EndReason.CONSENT_WITHDRAWN,
        EndReason.PARENT_RETURNED,
        EndReason.CHILD_LEFT,
        EndReason.FILE_CLOSED,
        EndReason.OF_AGE,
        EndReason.FULFILLED,
        EndReason.MERGED,
    }
)


def expect(uow: UnitOfWork, area_code: str) -> None:
    due_at = now() + SOON
    uow.set_timer(REMATCH_TIMER, f"{area_code}/{due_at:%Y%m%d%H%M%S}", due_at)


def after_ending(uow: UnitOfWork, area_code: str, reason: EndReason) -> None:
    """Where the help itself is over nobody has to follow."""
    if reason not in OVER:
        expect(uow, area_code)


def rematch(uow: UnitOfWork, grant: Grant, *, area: str, today: date) -> None:
    """Nothing where nobody is in want; again later where a matching of the place is under way."""
    policy = uow.rules.in_force(area, today)
    if not uow.matchings.in_want(area, policy.statuses):
        return
    if uow.matchings.under_way(area):
        expect(uow, area)
        return
    start_matching(uow, grant, area=area, at=now())


def follow_level(uow: UnitOfWork, fact: ChildGraded, today: date) -> None:
    """A child who has a helper and needs another or a second one now, or who has none and needs
    one more urgently than before. A first level is no change: it is matched with its place."""
    if not fact.level or fact.level == fact.previous_level or fact.merged_into:
        return
    risen = 0 < fact.previous_level < fact.level
    if not risen and not uow.pairings.live_of_child(fact.child_id):
        return
    days = uow.rules.in_force(fact.area_code, today).pairing_days
    last = today + timedelta(days=days)
    subject = f"{fact.child_id}/{fact.level}/{last.isoformat()}"
    uow.set_timer(LEVEL_TIMER, subject, midnight(last + timedelta(days=1)))
    expect(uow, fact.area_code)


def remind_of_level(uow: UnitOfWork, subject: str, today: date) -> None:
    """The days are over: the offices are told, unless the child is covered or the level has
    changed again. The subject is "child/level/last day"."""
    child_id, level, last = subject.split("/")
    child = uow.children.get(child_id)
    statuses = uow.rules.in_force(child.area_code, today).statuses
    if child.level != int(level) or child.status not in statuses:
        return
    if child.coverage is not Coverage.FULL:
        uow.emit(
            PairingStillMissing(
                child_id=child.id,
                area_code=child.area_code,
                level=child.level,
                deadline=last,
                version=child.version,
            )
        )
