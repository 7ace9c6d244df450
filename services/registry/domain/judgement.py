"""Whether a child is left behind, why, and when to ask again (DOMAIN section 2).

Judged again when a fact changes, on the day an age or a stretch of absence is reached, and at each
quarter's verification. Reasons are codes; their Chinese sentences are in `shared.texts.registry`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from services.registry.domain.ages import age_on, next_age
from services.registry.domain.course import months_away
from services.registry.domain.situation import Finding, Parent, Status, of_parents


class Rules(Protocol):
    """A policy pack, read by section."""

    def __getitem__(self, section: str) -> Any: ...


# A parent's return and coming of age end these; who had one may be followed for a scheme's sake. A
# scheme may also pay for children who never were left behind: that alone makes nobody followed.
COUNTED = frozenset({Status.LEFT_BEHIND, Status.IN_DIFFICULTY, Status.FOLLOWED})


@dataclass(frozen=True)
class Life:
    """The facts that a judgement rests on."""

    birth_date: date
    stage: str
    father: Parent
    mother: Parent
    pairing: bool = False  # somebody looks after the child
    scheme: bool = False  # a scheme pays for the child
    exit: str | None = None  # why a person closed the file, one of codes.EXITS


@dataclass(frozen=True)
class Judgement:
    status: Status
    reasons: tuple[str, ...]
    again_on: date | None  # the day on which the answer may change by itself


def judge(life: Life, pack: Rules, today: date, before: Status | None = None) -> Judgement:
    """`before` is the status until now; None for a child that comes on file. A closed file is not
    judged until somebody opens it again."""
    if life.exit is not None:
        return Judgement(Status.EXITED, (f"exit_{life.exit}",), None)
    finding = of_parents(life.father, life.mother, pack["left_behind"])
    reasons = [finding.reason]
    for limit in (_by_absence, _by_stage, _by_age):
        limited = limit(finding, life, pack, today)
        if limited is not finding:
            finding = limited
            reasons.append(finding.reason)
    status = finding.status
    if status is Status.NOT_LEFT_BEHIND:
        going_on = _followed(life, pack, today, before)
        if going_on:
            status = Status.FOLLOWED
            reasons += going_on
    return Judgement(status, tuple(reasons), _again_on(life, pack, today))


def _by_absence(finding: Finding, life: Life, pack: Rules, today: date) -> Finding:
    """Some packs ask for a stretch of absence, or for months in total within the year."""
    rules = pack["left_behind"]
    if finding.reason != "both_away" or not rules["continuous_months"]:
        return finding
    if _away_in_total(life, rules["months_in_year"], today):
        return finding
    since = _both_away_since(life)
    if since is None:
        return Finding(Status.TO_VERIFY, "away_since_unknown")
    if months_after(since, rules["continuous_months"]) > today:
        return Finding(Status.NOT_LEFT_BEHIND, "away_not_long_enough")
    return finding


def _away_in_total(life: Life, months: int, today: date) -> bool:
    """Whether each parent was away for so many months within the year; 0: it does not matter."""
    found = [months_away(parent, today) for parent in (life.father, life.mother)]
    return bool(months) and all(m is not None and m >= months for m in found)


def _by_stage(finding: Finding, life: Life, pack: Rules, _today: date) -> Finding:
    stages = pack["left_behind"]["stages"]
    if finding.status is Status.LEFT_BEHIND and stages and life.stage not in stages:
        return Finding(Status.NOT_LEFT_BEHIND, "stage_outside")
    return finding


def _by_age(finding: Finding, life: Life, pack: Rules, today: date) -> Finding:
    """A child in difficulty, or to be verified, stays so until it is of age."""
    if finding.status is Status.NOT_LEFT_BEHIND:
        return finding
    rules, ages = pack["left_behind"], pack["ages"]
    age = age_on(life.birth_date, today, day_after=ages["reached_day_after_birthday"])
    if age >= ages["majority"] and age >= rules["under_age"]:
        return Finding(Status.NOT_LEFT_BEHIND, "of_age")
    if finding.status is Status.LEFT_BEHIND:
        if age >= rules["under_age"]:
            return Finding(Status.NOT_LEFT_BEHIND, "aged_out")
        if age < rules["min_age"]:
            return Finding(Status.NOT_LEFT_BEHIND, "too_young")
    return finding


def _followed(life: Life, pack: Rules, today: date, before: Status | None) -> list[str]:
    """Why the child is followed on: a pairing until 18, a scheme until the end of study."""
    rules, ages = pack["followed"], pack["ages"]
    age = age_on(life.birth_date, today, day_after=ages["reached_day_after_birthday"])
    reasons = []
    if life.pairing and age < rules["pairing_until_age"]:
        reasons.append("followed_for_pairing")
    if life.scheme and before in COUNTED and life.stage != rules["scheme_until_stage"]:
        reasons.append("followed_for_scheme")
    return reasons


def _again_on(life: Life, pack: Rules, today: date) -> date | None:
    rules, day_after = pack["left_behind"], pack["ages"]["reached_day_after_birthday"]
    turning = {*ages_that_count(pack), *bounds(pack)}
    days = [next_age(life.birth_date, today, turning, day_after=day_after)]
    since = _both_away_since(life)
    if rules["continuous_months"] and since is not None:
        enough = months_after(since, rules["continuous_months"])
        days.append(enough if enough > today else None)
        days.append(_total_reached(life, rules["months_in_year"], today, enough))
    return min((day for day in days if day is not None), default=None)


def _total_reached(life: Life, months: int, today: date, before: date) -> date | None:
    """The day before which the months in total are full that dated situations add up to."""
    if not (life.father.earlier or life.mother.earlier):
        return None
    coming = (today + timedelta(days=n) for n in range(1, (before - today).days))
    return next((day for day in coming if _away_in_total(life, months, day)), None)


def ages_that_count(pack: Rules) -> list[int]:
    """The ages that change something for a child by law, rising (LAW "Who is registered")."""
    names = ("school_entry", "own_view", "own_consent", "leaves_register", "majority")
    return sorted({pack["ages"][name] for name in names})


def bounds(pack: Rules) -> set[int]:
    """Ages at which a judgement, a band of the statistics or a target may come out otherwise."""
    rules, targets = pack["left_behind"], pack["targets"]
    return {
        rules["under_age"],
        rules["min_age"],
        pack["followed"]["pairing_until_age"],
        targets["kindergarten_from_age"],
        targets["enrolment_until_age"],
        *pack["statistics"]["bands_from"],
    }


def _both_away_since(life: Life) -> date | None:
    """The day on which the later of the two went away."""
    if life.father.since is None or life.mother.since is None:
        return None
    return max(life.father.since, life.mother.since)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months on, or the first of the next where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:  # the 31st, or the end of February
        year, month = divmod(year * 12 + month + 1, 12)
        return date(year, month + 1, 1)
