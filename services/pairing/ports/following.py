"""What the use cases need of how a child gets on: early warning, results, plans, diary."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from services.pairing.domain.watching import Limits, Signs
from services.pairing.models import (
    Child,
    DiaryEntry,
    Handover,
    HelperPoints,
    HelpPlan,
    PlanStep,
    Result,
    Score,
    Scoring,
)


class Watching(Protocol):
    def children(self, child_ids: Collection[str]) -> list[Child]: ...
    def signs(
        self, child_ids: Collection[str], limits: Limits, term: str, today: date
    ) -> dict[str, Signs]:
        """Of each child for whom there is one, before the limits are asked."""

    def of_township(self, township: str) -> set[str]:
        """Who has a helper, or is on the list."""

    def keep(self, child: Child, **values: Any) -> bool:
        """True if the child was not on the list."""

    def drop(self, child_ids: Collection[str]) -> None: ...
    def move(self, child_id: str, area_code: str, school_id: str | None) -> None: ...
    def mark(
        self, session_id: str, on_date: date, marks: Mapping[str, str], version: int
    ) -> None: ...
    def result(self, child_id: str, term: str) -> Result | None: ...
    def add_result(self, result: Result) -> None: ...


class Scorings(Protocol):
    def county_of(self, school_id: str) -> str:
        """That of most of the children with results; "" without any."""

    def results(self, school_id: str, terms: Collection[str]) -> list[Result]:
        """Of the school, of children whose file is not part of another."""

    def marks(self, child_ids: Collection[str], terms: Collection[str]) -> list[Result]:
        """Of these children, at whatever school."""

    def helpers_on(self, child_ids: Collection[str], day: date) -> dict[str, list[str]]: ...
    def confirmed(self, school_id: str, year: int) -> Scoring | None: ...
    def scores(self, scoring_id: str) -> list[Score]: ...
    def add(
        self, scoring: Scoring, scores: Iterable[Score], sums: Iterable[HelperPoints]
    ) -> None: ...


class Growing(Protocol):
    def add_plan(self, plan: HelpPlan, steps: Iterable[PlanStep]) -> None: ...
    def plan(self, plan_id: str) -> HelpPlan:
        """Locked. Raises PlanNotFound."""

    def steps(self, plan_ids: Collection[str]) -> list[PlanStep]: ...
    def due_between(
        self, township: str, first: date, last: date
    ) -> list[tuple[HelpPlan, PlanStep]]:
        """Steps of running plans that are not done, the earliest first."""

    def add_entry(self, entry: DiaryEntry) -> None: ...
    def entry(self, entry_id: str) -> DiaryEntry:
        """Locked. Raises DiaryEntryNotFound."""

    def sent_before(self, by: str, client_key: str) -> DiaryEntry | None: ...
    def add_handover(self, handover: Handover) -> None: ...
    def handover(self, pairing_id: str) -> Handover:
        """Locked. Raises HandoverNotFound."""

    def waiting(self, child_ids: Collection[str]) -> bool:
        """Whether a former helper left words that nobody has taken."""

    def move(self, child_id: str, area_code: str, school_id: str | None) -> None: ...
