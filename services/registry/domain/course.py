"""A parent's situations with the day since when each holds, and what follows from a new one.

The present one is `<parent>_situation` since `<parent>_since`; `<parent>_earlier` holds those
before it, each as "2024-03-01 away", until the next begins (DOMAIN section 2).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from services.registry.domain.situation import Parent, Situation

PARENTS = ("father", "mother")
DECEASED = Situation.DECEASED.value
YEAR, MONTHS = 365, 12  # a month away is the twelfth part of a year
Facts = Mapping[str, Any]


def said(since: str, situation: str) -> str:
    """One earlier situation as the dossier keeps it."""
    return f"{since} {situation}"


def read(earlier: Iterable[str] | None) -> Iterator[tuple[date | None, Situation]]:
    """In the order of their days; None for what is no day of the calendar."""
    for one in sorted(earlier or ()):
        day, _, situation = one.partition(" ")
        try:
            yield date.fromisoformat(day), Situation(situation)
        except ValueError:
            yield None, Situation(situation)


def settled(old: Facts, new: Facts) -> dict[str, Any]:
    """`new` with what it entails for the parents named in it: who has a day of death is deceased
    since; another situation does not inherit the former one's day; and a former one whose day is
    known goes among the earlier ones when a later one follows it."""
    found = dict(new)
    for who in PARENTS:
        if any(name.startswith(who) for name in new):
            _settle(who, old, found)
    return found


def _settle(who: str, old: Facts, new: dict[str, Any]) -> None:
    situation, since, death = (f"{who}_{part}" for part in ("situation", "since", "death_date"))

    def now(name: str) -> Any:
        return new[name] if name in new else old.get(name)

    if new.get(death) and situation not in new:
        new[situation] = DECEASED
    if now(situation) == DECEASED:
        if now(death) and (since not in new or not new[since]):
            new[since] = now(death)
        elif {situation, since} <= new.keys() and new[since] and not now(death):
            new[death] = now(since)
    elif situation in new and old.get(death) and death not in new:
        new[death] = None
    if old.get(situation) in (None, now(situation)):
        return
    if since not in new and old.get(since):
        new[since] = None
    if _follows(now(since), old.get(since), dead=now(situation) == DECEASED):
        former = said(old[since], old[situation])
        new.setdefault(f"{who}_earlier", sorted({*(old.get(f"{who}_earlier") or ()), former}))


def _follows(since: str | None, former: str | None, *, dead: bool) -> bool:
    """A death before a day on file is kept beside it, so that it is found to be impossible."""
    return bool(since and former and (since > former or dead))


def months_away(parent: Parent, today: date) -> int | None:
    """Full months away in total within the last 365 days: as stated, else from the dated
    situations; None where the present one has no day."""
    if parent.months_away is not None or parent.since is None:
        return parent.months_away
    spans = [*parent.earlier, (parent.since, parent.situation)]
    ends = [*(after for _, (after, _) in pairwise(spans)), today]
    first = today - timedelta(days=YEAR)
    days = sum(
        max((min(end, today) - max(since, first)).days, 0)
        for (since, situation), end in zip(spans, ends, strict=True)
        if situation is Situation.AWAY
    )
    return days * MONTHS // YEAR
