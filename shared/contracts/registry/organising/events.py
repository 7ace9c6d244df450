"""Facts about how the work is organised. None carries what a person wrote, or a name."""

from dataclasses import dataclass
from typing import ClassVar

from shared.messaging.events import Event


@dataclass(frozen=True, kw_only=True)
class PlanStepDue(Event):
    """A step of a work plan is open some days before its last day, on it, or after it."""

    source: ClassVar[str] = "registry"
    aggregate: ClassVar[str] = "step_id"
    step_id: str
    plan_id: str
    area_code: str  # of the plan's place; of a school: its township
    school_id: str | None  # of a school's plan
    deadline: str  # ISO date, the last day
    overdue: bool
    posts: list[
        str
    ]  # the address of who answers for the step; overdue, of whoever made the plan too
