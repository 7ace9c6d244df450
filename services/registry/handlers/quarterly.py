"""What comes by itself in a quarter: its opening, reminders of who is missing, another pack.

Each is a durable deadline: a machine that stood still does at its start what was due meanwhile.
"""

from datetime import date, timedelta

from services.registry.domain.areas import COUNTY, TOWNSHIP
from services.registry.domain.quarters import Quarter, Step, chasers, opening, still_of_use
from services.registry.handlers.packs import JUDGE_AREA
from services.registry.handlers.verifying import PLACE, missing_under
from services.registry.handlers.watching import plan_day
from services.registry.models import Round
from services.registry.ports import UnitOfWork
from shared.clock import midnight, now, office_opens
from shared.contracts.registry.events import VerificationDue

QUARTER_TIMER, RULES_TIMER = "quarter", "rules"


def begin(uow: UnitOfWork, county: str, today: date) -> None:
    """For a county that is known from today on; again changes nothing."""
    _plan(uow, county, opening(Quarter.of(today)))
    uow.set_timer(RULES_TIMER, f"{county}@{today.isoformat()}", midnight(today))


def quarter_step(uow: UnitOfWork, *, subject: str, today: date) -> None:
    """`subject` is "<county>@<step>", as the deadline was set."""
    county, _, key = subject.partition("@")
    step = Step.keyed(key)
    deadlines = uow.rules.in_force(county, step.on)["deadlines"]
    if step.name == "open":
        uow.verification.open(
            Round(
                area_code=county,
                quarter=str(step.quarter),
                deadline=step.quarter.deadline(deadlines),
                opened_on=today,
            )
        )
        # The last quarter has ended: everybody of it is judged again.
        uow.start_job(JUDGE_AREA, f"{county}@{step.on.isoformat()}")
        for chaser in chasers(step.quarter, deadlines):
            if still_of_use(chaser, deadlines, today):
                _plan(uow, county, chaser)
        _plan(uow, county, opening(step.quarter.next))
    elif still_of_use(step, deadlines, today):
        chase(uow, county, str(step.quarter), overdue=step.name == "after")


def _plan(uow: UnitOfWork, county: str, step: Step) -> None:
    due_at = midnight(step.on) if step.name == "open" else office_opens(step.on)
    uow.set_timer(QUARTER_TIMER, f"{county}@{step.key}", due_at)


def chase(uow: UnitOfWork, county: str, quarter: str, *, overdue: bool) -> None:
    """Tell each place that has not signed off how much it waits for."""
    (current,) = uow.verification.rounds(county, [quarter])
    progress = uow.verification.progress(county, quarter)
    signed = uow.verification.signed_under(county, quarter)
    waiting = {
        village: one.listed - one.confirmed
        for village, one in progress.items()
        if one.listed and village not in signed
    }
    above = {village[:width] for village in progress for width in (TOWNSHIP, COUNTY)}
    for area in sorted(above - signed):
        waiting[area] = len(missing_under(uow, area, quarter))
    for area, missing in sorted(waiting.items()):
        uow.emit(
            VerificationDue(
                version=int(now().timestamp() * 1000),
                area_code=area,
                place=PLACE[len(area)],
                quarter=quarter,
                deadline=current.deadline.isoformat(),
                overdue=overdue,
                waiting=missing,
            )
        )


def rules_of_the_day(uow: UnitOfWork, *, subject: str, today: date) -> None:
    """Once a day: where another pack, or another version of it, holds now, whom it concerns is
    judged again. `subject` is "<county>@<day>"."""
    county = subject.partition("@")[0]
    plan_day(uow, county, today)
    if uow.children.judged_otherwise(county, uow.rules.in_force(county, today).hash):
        uow.start_job(JUDGE_AREA, county)
    tomorrow = today + timedelta(days=1)
    uow.set_timer(RULES_TIMER, f"{county}@{tomorrow.isoformat()}", midnight(tomorrow))
