"""Contact duties: made as their days come, overdue when these are over, told in time.

A county's day is a durable timer, which sets one for the round of each township; each sets its own
next one, so that a day on which nothing ran is made up for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from services.pairing.domain import duties as rules
from services.pairing.domain.duties import Duty, Rhythm, Window
from services.pairing.handlers import plans, watching
from services.pairing.models import Helper, Pairing, Promise
from services.pairing.ports import UnitOfWork
from shared.access.grant import COUNTY
from shared.clock import midnight
from shared.contracts.pairing.codes import PairingStatus, PromiseState
from shared.contracts.pairing.events import PromisesDue, PromisesNeglected

COUNTY_TIMER, TOWNSHIP_TIMER = "promise_day", "promise_round"


def begin(
    uow: UnitOfWork, pairing: Pairing, helper: Helper, today: date, *, since: date | None = None
) -> None:
    """A pair promises from its first day on; one that goes on after a rest takes up again what
    has not passed meanwhile. One that ran on paper until now, from the day `since`, has also
    promised what began in this term since then."""
    if not rules.owes(pairing.category):
        return
    rhythm = uow.rules.in_force(pairing.area_code, today).rhythm
    owners = {pairing.id, helper.id}
    for promise in uow.promises.of_owners(owners, PromiseState.VOID):
        if promise.last_day >= today:
            _settle(uow, promise, today)
    started = since or today
    first = max(started, rhythm.term_began(today))
    rows = [
        *_rows_of_pairing(pairing, rhythm, today, first, started),
        *_rows_of_helper(helper, rhythm, today, today, today),
    ]
    uow.promises.add(rows)
    if first < today:
        for promise in uow.promises.of_owners({pairing.id}, PromiseState.OPEN):
            _settle(uow, promise, today)
        watching.judge(uow, [pairing.child_id], today)
    _expect_day(uow, pairing.area_code[:COUNTY], today + timedelta(days=1))


def rest(uow: UnitOfWork, pairing: Pairing, helper: Helper, today: date) -> None:
    """The pair rests or has ended: what was not due yet is asked of nobody. What was overdue
    stays so."""
    owners = {pairing.id}
    others = [p for p in uow.pairings.live_of_helper(helper.id) if p.id != pairing.id]
    if not any(other.status is PairingStatus.ACTIVE for other in others):
        owners.add(helper.id)
    for promise in uow.promises.of_owners(owners, PromiseState.OPEN):
        if promise.last_day >= today:
            uow.promises.set_state(promise, PromiseState.VOID)


def _settle(uow: UnitOfWork, promise: Promise, today: date) -> None:
    state = rules.state_of(
        promise.reached,
        promise.wanted,
        done_on=promise.done_on,
        last_day=promise.last_day,
        today=today,
    )
    uow.promises.set_state(promise, state)


# -- contacts keep them ---------------------------------------------------------------------------


def keep(
    uow: UnitOfWork, promises: Sequence[Promise], on_date: date, *, term: str, today: date
) -> list[Promise]:
    """One contact of that day counts once for each owner: in its stretch, else for the oldest of
    the day's term that is overdue. The promises that it counted for."""
    by_owner: dict[str, list[Promise]] = defaultdict(list)
    for promise in promises:
        by_owner[promise.owner_id].append(promise)
    kept = [one for theirs in by_owner.values() if (one := _kept(theirs, on_date, term))]
    for promise in kept:
        promise.reached += 1
        if promise.reached >= promise.wanted:
            earlier = uow.contacts.newest_for(promise.id)
            promise.done_on = max(on_date, earlier or on_date)
        _settle(uow, promise, today)
    return kept


def _kept(promises: list[Promise], on_date: date, term: str) -> Promise | None:
    within = [p for p in promises if p.first_day <= on_date <= p.last_day]
    before = [p for p in promises if p.last_day < on_date and p.term == term]
    return next(iter([*within, *before]), None)


def unkeep(uow: UnitOfWork, promises: Sequence[Promise], today: date) -> None:
    """The contact was a mistake."""
    for promise in promises:
        promise.reached = max(0, promise.reached - 1)
        if promise.reached < promise.wanted:
            promise.done_on = None
        if promise.state is not PromiseState.VOID:
            _settle(uow, promise, today)


# -- day by day -----------------------------------------------------------------------------------


def county_day(uow: UnitOfWork, county: str, since: date, today: date) -> None:
    """`since` is the day it was meant for, which is before today where nothing ran meanwhile."""
    rhythm = uow.rules.in_force(county, today).rhythm
    chased = max(*rhythm.chase_days, rhythm.escalate_days)
    for township in uow.promises.townships(county, since - timedelta(days=chased)):
        uow.set_timer(TOWNSHIP_TIMER, f"{township}/{since.isoformat()}", midnight(today))
    _expect_day(uow, county, today + timedelta(days=1))


def _expect_day(uow: UnitOfWork, county: str, day: date) -> None:
    uow.set_timer(COUNTY_TIMER, f"{county}/{day.isoformat()}", midnight(day))


def township_round(uow: UnitOfWork, township: str, since: date, today: date) -> None:
    """All that became due from `since` to today, both included."""
    rhythm = uow.rules.in_force(township, today).rhythm
    _make(uow, township, rhythm, since, today)
    for promise in uow.promises.past_due(township, today):
        uow.promises.set_state(promise, PromiseState.OVERDUE)
    _remind(uow, township, rhythm, since, today)
    _escalate(uow, township, rhythm, since, today)
    plans.remind_of_steps(uow, township, rhythm, since, today)
    watching.judge_township(uow, township, today)


def _make(uow: UnitOfWork, township: str, rhythm: Rhythm, since: date, today: date) -> None:
    """Only on days on which a stretch begins are the pairs read at all. Helpers are locked before
    pairs, as wherever both are."""
    beginning = [duty for duty in rhythm.duties if _begins(rhythm, duty, since, today)]
    rows: list[dict[str, Any]] = []
    if any(not duty.per_child for duty in beginning):
        for helper in uow.promises.helpers(township):
            rows += _rows_of_helper(helper, rhythm, today, today, since)
    if any(duty.per_child for duty in beginning):
        for pairing in uow.promises.pairings(township):
            rows += _rows_of_pairing(pairing, rhythm, today, today, pairing.started_on)
    uow.promises.add(rows)


def _begins(rhythm: Rhythm, duty: Duty, since: date, today: date) -> bool:
    window = rhythm.window(duty, today)
    return window is not None and since <= window.first <= today


def _rows_of_pairing(
    pairing: Pairing, rhythm: Rhythm, today: date, since: date, started: date
) -> Iterator[dict[str, Any]]:
    about = {
        "owner_id": pairing.id,
        "pairing_id": pairing.id,
        "helper_id": pairing.helper_id,
        "child_id": pairing.child_id,
        "area_code": pairing.area_code,
        "school_id": pairing.school_id,
    }
    owed = [duty for duty in rhythm.duties if duty.per_child]
    return _rows(about, owed, rhythm, today, since, started)


def _rows_of_helper(
    helper: Helper, rhythm: Rhythm, today: date, since: date, started: date
) -> Iterator[dict[str, Any]]:
    about = {
        "owner_id": helper.id,
        "pairing_id": None,
        "helper_id": helper.id,
        "child_id": None,
        "area_code": helper.area_code,
        "school_id": helper.school_id,
    }
    owed = [duty for duty in rhythm.duties if not duty.per_child]
    return _rows(about, owed, rhythm, today, since, started)


def _rows(
    about: dict[str, Any],
    owed: list[Duty],
    rhythm: Rhythm,
    today: date,
    since: date,
    started: date,
) -> Iterator[dict[str, Any]]:
    """Of the stretches from `since` until today those that are owed by who began on `started`."""
    for duty in owed:
        for window in rhythm.windows(duty, since, today):
            if rules.owed_from(window, started):
                yield {**about, **_times(window), "duty": duty.kind, "term": rhythm.term_of(today)}


def _times(window: Window) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "first_day": window.first,
        "last_day": window.last,
        "wanted": window.wanted,
        "reached": 0,
        "state": PromiseState.OPEN,
        "done_on": None,
    }


def _remind(uow: UnitOfWork, township: str, rhythm: Rhythm, since: date, today: date) -> None:
    """One word to each helper for all of the day; of days that were missed together each promise
    counts once."""
    find = uow.promises.ending_on
    coming = [(since + timedelta(days=n), today + timedelta(days=n)) for n in rhythm.remind_days]
    missed = [(since - timedelta(days=n), today - timedelta(days=n)) for n in rhythm.chase_days]
    due = {one.id: one for span in coming for one in find(township, PromiseState.OPEN, *span)}
    overdue = {
        one.id: one for span in missed for one in find(township, PromiseState.OVERDUE, *span)
    }
    first: dict[str, date] = {}
    for one in (*due.values(), *overdue.values()):
        first[one.helper_id] = min(one.last_day, first.get(one.helper_id, one.last_day))
    counted = {
        word: Counter(one.helper_id for one in ones.values())
        for word, ones in (("due", due), ("overdue", overdue))
    }
    for helper in sorted(first):
        uow.emit(
            PromisesDue(
                helper_id=helper,
                area_code=township,
                deadline=first[helper].isoformat(),
                due=counted["due"][helper],
                overdue=counted["overdue"][helper],
            )
        )


def _escalate(uow: UnitOfWork, township: str, rhythm: Rhythm, since: date, today: date) -> None:
    """One word to each village, with the school whose children they are."""
    days = timedelta(days=rhythm.escalate_days)
    found = uow.promises.ending_on(township, PromiseState.OVERDUE, since - days, today - days)
    helpers: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in found:
        helpers[one.area_code, one.school_id or ""].append(one.helper_id)
    for (area_code, school_id), names in sorted(helpers.items()):
        uow.emit(
            PromisesNeglected(
                area_code=area_code,
                school_id=school_id or None,
                overdue=len(names),
                helpers=len(set(names)),
            )
        )
