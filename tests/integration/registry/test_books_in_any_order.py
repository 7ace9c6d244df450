"""Whatever happens to children in whatever order: village sums equal township and county, opening
and movements make the closing, kept counts equal a recount, and what was signed stays."""

import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.registry.queries.counts import wrong_counts
from services.registry.queries.recount import wrong_cells
from shared import clock
from shared.contracts.pairing.events import PairingActivated
from shared.errors import DomainError
from tests.integration.registry.conftest import TODAY, opened
from tests.integration.registry.quarters import (
    COUNTY_CODE,
    TOWNSHIPS,
    VILLAGES,
    come_to,
    confirm_all,
    officer,
    report,
    sign,
)

STATUSES = ("left_behind", "in_difficulty", "to_verify", "not_left_behind", "followed", "exited")
SITUATION = st.sampled_from(["away", "at_home", "deceased", "unknown", "imprisoned"])
WHICH = st.integers(0, 50)
VILLAGE = st.sampled_from(VILLAGES)
COUNTY = officer(COUNTY_CODE)


class Books(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        desk = opened(f"sqlite:///{folder}/test.db", folder)
        self.registry = next(desk)
        self.stack.callback(lambda: next(desk, None))
        self.children: list[str] = []
        self.merges: list[str] = []
        self.signed: dict[tuple[str, str], dict[str, Any]] = {}
        come_to(self.registry, TODAY)

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()
        clock.CLOCK.__init__()  # type: ignore[misc]

    def one(self, which: int) -> str | None:
        return self.children[which % len(self.children)] if self.children else None

    def attempt(self, operation: str, **fields: Any) -> Any:
        """A refusal is an answer too: it changes nothing."""
        try:
            return self.registry.call(COUNTY, operation, **fields)
        except DomainError:
            return None

    @rule(village=VILLAGE, father=SITUATION, mother=SITUATION, years=st.integers(0, 17))
    def join(self, village: str, father: str, mother: str, years: int) -> None:
        child = self.registry.register(
            name=f"单{len(self.children)}",
            id_number=None,
            birth_date=date(2025 - years, 3, 1 + len(self.children) % 28).isoformat(),
            area_code=village,
            father_situation=father,
            mother_situation=mother,
        )
        self.children.append(child["id"])

    @rule(which=WHICH, village=VILLAGE)
    def move(self, which: int, village: str) -> None:
        self.correct(which, area_code=village)

    @rule(which=WHICH, village=VILLAGE, mother=SITUATION, stage=st.sampled_from(["junior", "none"]))
    def correct_several(self, which: int, village: str, mother: str, stage: str) -> None:
        self.correct(which, area_code=village, mother_situation=mother, stage=stage)

    @rule(which=WHICH, mother=SITUATION)
    def return_or_leave(self, which: int, mother: str) -> None:
        self.correct(which, mother_situation=mother)

    def correct(self, which: int, **changes: Any) -> None:
        if child := self.one(which):
            self.attempt("correct_child", child_id=child, changes=changes, why="核实")

    @rule(which=WHICH, reason=st.sampled_from(["moved_away", "deceased", "in_error", "other"]))
    def exit(self, which: int, reason: str) -> None:
        if child := self.one(which):
            on = clock.today().isoformat()
            self.attempt("exit_child", child_id=child, reason=reason, on=on, why="核实")

    @rule(which=WHICH)
    def reopen(self, which: int) -> None:
        if child := self.one(which):
            self.attempt("reopen_child", child_id=child, why="返回")

    @rule(which=WHICH, score=st.integers(0, 3))
    def grade(self, which: int, score: int) -> None:
        if child := self.one(which):
            names = ("psychology", "health", "schooling", "guardianship", "living")
            facts = dict.fromkeys(names, "所见")
            scores = dict.fromkeys(names, score)
            self.attempt("assess_child", child_id=child, scores=scores, facts=facts)

    @rule(which=WHICH)
    def pair(self, which: int) -> None:
        if child := self.one(which):
            event = PairingActivated(
                pairing_id=f"p{which}",
                child_id=child,
                helper_id="h",
                area_code=VILLAGES[0],
                slot="any",
            )
            self.registry.fact(event)

    @rule(which=WHICH, other=WHICH)
    def merge(self, which: int, other: int) -> None:
        """Two files of one child: only one of them is counted from now on."""
        survivor, absorbed = self.one(which), self.one(other)
        if survivor and absorbed and survivor != absorbed:
            about = {"survivor_id": survivor, "absorbed_id": absorbed, "take": []}
            if done := self.attempt("merge_children", **about, why="同一人"):
                self.merges.append(done["id"])

    @rule(which=WHICH)
    def undo_merge(self, which: int) -> None:
        """Whatever happened to either file in between."""
        if self.merges:
            merge = self.merges[which % len(self.merges)]
            self.attempt("undo_merge", merge_id=merge, why="不是同一人")

    @invariant()
    def absorbed_files_are_counted_nowhere(self) -> None:
        if not hasattr(self, "registry"):
            return
        rows = self.registry.rows("children")
        assert {r["status"] for r in rows if r["merged_into"]} <= {"exited"}
        counted = [r for r in self.registry.rows("area_counts") if r["status"] != "exited"]
        standing = [r for r in rows if r["status"] != "exited"]
        assert sum(row["children"] for row in counted) == len(standing)

    @rule(days=st.sampled_from([1, 20, 95, 400]))
    def time_goes_by(self, days: int) -> None:
        come_to(self.registry, clock.today() + timedelta(days=days))

    @rule(pack=st.sampled_from(["national", "lishui", "heishi"]))
    def adopt(self, pack: str) -> None:
        day = clock.today()
        self.attempt("adopt_pack", area=COUNTY_CODE, pack=pack, valid_from=day.isoformat())
        come_to(self.registry, day)

    @rule(village=VILLAGE)
    def verify(self, village: str) -> None:
        try:
            confirm_all(self.registry, village)
            done = sign(self.registry, village)
        except DomainError:
            return
        self.remember(village, done["quarter"])

    @rule(area=st.sampled_from([*TOWNSHIPS, COUNTY_CODE]))
    def sign_above(self, area: str) -> None:
        try:
            done = sign(self.registry, area)
        except DomainError:
            return
        for village in VILLAGES:
            assert not village.startswith(area) or self.is_signed_or_empty(village, done["quarter"])

    def is_signed_or_empty(self, village: str, quarter: str) -> bool:
        if (village, quarter) in self.signed:
            return True
        found = self.registry.call(COUNTY, "get_verification", area=village, quarter=quarter)
        return bool(found["area"]["listed"] == 0)

    def remember(self, village: str, quarter: str) -> None:
        for status in STATUSES:
            frozen = report(self.registry, village, quarter, status)
            key = (village, quarter)
            self.signed.setdefault(key, {})[status] = numbers(frozen)

    @invariant()
    def everything_balances(self) -> None:
        if not hasattr(self, "registry"):
            return
        with self.registry.database.transaction() as uow:
            assert wrong_cells(uow.session) == {}
            assert wrong_counts(uow.session) == {}
        today = clock.today()
        period = f"{today.year}Q{(today.month + 2) // 3}"
        for status in ("left_behind", "not_left_behind"):
            for name in (period, str(today.year)):
                self.check_sums(name, status)

    def check_sums(self, period: str, status: str) -> None:
        county = report(self.registry, COUNTY_CODE, period, status)
        self.check_one(county)
        towns = [report(self.registry, town, period, status) for town in TOWNSHIPS]
        for view in towns:
            self.check_one(view)
        assert summed([town["area"] for town in towns]) == summed([county["area"]])

    def check_one(self, view: dict[str, Any]) -> None:
        for line in (view["area"], *view["items"], *view["figures"]):
            assert line["opening"] + sum(line["flows"].values()) == line["closing"]
            assert line["opening"] >= 0
            assert line["closing"] >= 0
        assert summed(view["items"]) == summed([view["area"]])
        for breakdown in ("sex", "band", "stage", "guardian", "level"):
            lines = [one for one in view["figures"] if one["breakdown"] == breakdown]
            assert sum(one["closing"] for one in lines) == view["area"]["closing"]
            assert sum(one["flows"].get("changed", 0) for one in lines) == 0

    @invariant()
    def what_was_signed_stays(self) -> None:
        for (village, quarter), kept in getattr(self, "signed", {}).items():
            for status in ("left_behind", "to_verify"):
                assert numbers(report(self.registry, village, quarter, status)) == kept[status]


def numbers(view: dict[str, Any]) -> Any:
    """What a signed quarter says: without what came after."""
    figures = {
        (one["breakdown"], one["value"]): (one["opening"], one["flows"], one["closing"])
        for one in view["figures"]
        if one["opening"] or one["flows"] or one["closing"]
    }
    area = view["area"]
    return (area["opening"], area["flows"], area["closing"]), figures


def summed(lines: list[dict[str, Any]]) -> Any:
    flows: Counter[str] = Counter()
    for line in lines:
        flows.update({flow: n for flow, n in line["flows"].items() if n})
    totals = [sum(line[name] for line in lines) for name in ("opening", "closing", "late")]
    return totals, {flow: n for flow, n in flows.items() if n}


Books.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestBooks = Books.TestCase
