"""Work plans in phases: which steps a plan can have, and in which state a step is on a day
(DOMAIN section 3: survey, launch, carry out, review)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from services.registry.domain.areas import COUNTY, TOWNSHIP, VILLAGE
from shared.access.roles import Role
from shared.contracts.registry.organising.errors import (
    PhaseDatesInvalid,
    PostNotThere,
    StepDatesInvalid,
    StepDoneOnInvalid,
    StepDropped,
)


class Phase(StrEnum):
    SURVEY = "survey"
    LAUNCH = "launch"
    CARRY_OUT = "carry_out"
    REVIEW = "review"


class StepState(StrEnum):
    """As kept; that an open one is late follows from the day."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


LATE = "late"
OPEN = (StepState.NOT_BEGUN, StepState.UNDER_WAY)

# Who can be made responsible at a place of so many digits, and at a school.
POSTS: dict[int, tuple[Role, ...]] = {
    COUNTY: (
        Role.COUNTY_OFFICER,
        Role.COUNTY_FEDERATION,
        Role.EDUCATION_BUREAU,
        Role.POLICE,
    ),
    TOWNSHIP: (Role.TOWNSHIP_OFFICER, Role.TOWNSHIP_FEDERATION),
    VILLAGE: (Role.VILLAGE_OFFICER,),
}
SCHOOL_POSTS = (Role.PRINCIPAL, Role.HEAD_TEACHER, Role.COUNSELLOR, Role.ROOM_MANAGER)


@dataclass(frozen=True)
class Period:
    from_on: date
    to_on: date


def check_phases(phases: Sequence[tuple[Phase, Period]], year: int) -> None:
    """Each phase once, none before the one that precedes it; a plan may begin in the year before
    its own and end in the year after. Raises PhaseDatesInvalid with the phase that is wrong."""
    order = list(Phase)
    ranked = sorted(phases, key=lambda one: order.index(one[0]))
    begun = date.min
    for number, (phase, period) in enumerate(ranked):
        years = {period.from_on.year, period.to_on.year}
        twice = number > 0 and ranked[number - 1][0] is phase
        if (
            twice
            or period.to_on < period.from_on
            or period.from_on < begun
            or not years <= {year - 1, year, year + 1}
        ):
            raise PhaseDatesInvalid(phase.value)
        begun = period.from_on


def check_step(phase: Period | None, from_on: date, due_on: date) -> None:
    """Within the days of its phase. Raises StepDatesInvalid."""
    if phase is None or not phase.from_on <= from_on <= due_on <= phase.to_on:
        raise StepDatesInvalid()


def address(post: str, area: str, school_id: str | None) -> str:
    """Of the post that answers for a step, as `shared.addresses` writes it. Raises PostNotThere
    where a place of that kind has no such post."""
    role = Role(post)
    if role not in (SCHOOL_POSTS if school_id else POSTS.get(len(area), ())):
        raise PostNotThere(post)
    return f"school:{role}@{school_id}" if school_id else f"role:{role}@{area}"


def first_post(area: str, school_id: str | None) -> str:
    """The address of the post that steers the work at a place or school."""
    post = (SCHOOL_POSTS if school_id else POSTS[len(area)])[0]
    return address(post, area, school_id)


def check_report(state: StepState, from_on: date, done_on: date | None, today: date) -> None:
    """`done_on` for a step that is done with this note. Raises StepDropped, StepDoneOnInvalid."""
    if state is StepState.DROPPED:
        raise StepDropped()
    if done_on is not None and (done_on > today or done_on.year < from_on.year - 1):
        raise StepDoneOnInvalid()


def state_on(state: StepState, due_on: date, done_on: date | None, day: date) -> tuple[str, bool]:
    """How it is shown, and whether it is, or was done, later than its last day."""
    if state in OPEN and day > due_on:
        return LATE, True
    return state.value, state is StepState.DONE and bool(done_on and done_on > due_on)


def reminders(due_on: date, rules: Mapping[str, Sequence[int]]) -> Iterator[tuple[date, int]]:
    """Days on which an open step is told of, with how many days it is past its last one (negative
    before it): from the pack's `remind_days` and `chase_days`, and on the day itself."""
    for days in sorted({0, *(-each for each in rules["remind_days"]), *rules["chase_days"]}):
        yield due_on + timedelta(days=days), days


def shifted(day: date, years: int) -> date:
    """The same day of another year; the last of February for a 29th that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
