"""Help plans, the diary, handovers."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.pairing.models import DiaryEntry, Handover, HelpPlan, PlanStep
from shared.area_range import under
from shared.contracts.pairing.growing_codes import PlanState
from shared.contracts.pairing.growing_errors import (
    DiaryEntryNotFound,
    HandoverNotFound,
    PlanNotFound,
)


class SqlGrowing:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add_plan(self, plan: HelpPlan, steps: Iterable[PlanStep]) -> None:
        self._session.add(plan)
        self._session.flush()  # before what points to it
        self._session.add_all(steps)
        self._session.flush()

    def plan(self, plan_id: str) -> HelpPlan:
        """Locked."""
        plan = self._session.get(HelpPlan, plan_id, with_for_update=True)
        if plan is None:
            raise PlanNotFound(plan_id)
        return plan

    def steps(self, plan_ids: Collection[str]) -> list[PlanStep]:
        query = select(PlanStep).where(PlanStep.plan_id.in_(sorted(plan_ids)))
        return list(self._session.scalars(query.order_by(PlanStep.plan_id, PlanStep.number)))

    def due_between(
        self, township: str, first: date, last: date
    ) -> list[tuple[HelpPlan, PlanStep]]:
        """Steps of running plans that are not done, the earliest first."""
        query = (
            select(HelpPlan, PlanStep)
            .join(PlanStep, PlanStep.plan_id == HelpPlan.id)
            .where(PlanStep.due_on.between(first, last), PlanStep.done_on.is_(None))
            .where(HelpPlan.state == PlanState.RUNNING, under(HelpPlan.area_code, township))
            .order_by(PlanStep.due_on, PlanStep.plan_id, PlanStep.number)
        )
        return [(plan, step) for plan, step in self._session.execute(query)]

    def add_entry(self, entry: DiaryEntry) -> None:
        self._session.add(entry)

    def entry(self, entry_id: str) -> DiaryEntry:
        """Locked."""
        entry = self._session.get(DiaryEntry, entry_id, with_for_update=True)
        if entry is None:
            raise DiaryEntryNotFound(entry_id)
        return entry

    def sent_before(self, by: str, client_key: str) -> DiaryEntry | None:
        query = select(DiaryEntry).where(DiaryEntry.by == by, DiaryEntry.client_key == client_key)
        return self._session.scalar(query)

    def add_handover(self, handover: Handover) -> None:
        self._session.add(handover)

    def handover(self, pairing_id: str) -> Handover:
        """Locked."""
        handover = self._session.get(Handover, pairing_id, with_for_update=True)
        if handover is None:
            raise HandoverNotFound(pairing_id)
        return handover

    def waiting(self, child_ids: Collection[str]) -> bool:
        query = select(Handover.pairing_id).where(
            Handover.child_id.in_(child_ids), Handover.taken_on.is_(None)
        )
        return self._session.scalar(query.limit(1)) is not None

    def move(self, child_id: str, area_code: str, school_id: str | None) -> None:
        """All of it follows a child who moves: those who look after it now go on with it."""
        for table in (HelpPlan, DiaryEntry, Handover):
            statement = update(table).where(table.child_id == child_id)
            self._session.execute(statement.values(area_code=area_code, school_id=school_id))
