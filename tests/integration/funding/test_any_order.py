"""Whatever is done in whatever order by whomever, the book holds and nobody has a grant twice."""

import tempfile
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.funding.service import FundingService
from shared.errors import DomainError
from shared.viewer import Viewer
from tests import servers
from tests.integration.funding.office import (
    APPROVER,
    AUDITOR,
    CHECKERS,
    CLERK,
    JACK,
    PAYER,
    URGENT,
    Office,
)
from tests.service_desk import open_desk

people = st.sampled_from([CLERK, APPROVER, PAYER, JACK])
checkers = st.sampled_from([*CHECKERS, CLERK])
stages = st.sampled_from(["kindergarten", "primary", "junior", "senior", "college"])
hardships = st.sampled_from([[], ["single_parent"], ["low_income"], ["parent_ill", "orphan"]])
places = st.integers(0, 5)


class AnyOrder(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.things = ExitStack()
        folder = Path(self.things.enter_context(tempfile.TemporaryDirectory()))
        desk = open_desk(FundingService, self.url(folder), folder)
        self.office = Office(self.things.enter_context(desk))
        self.fund = self.office.fund(3000)

    def url(self, folder: Path) -> str:
        return f"sqlite:///{folder}/funding.db"

    def teardown(self) -> None:
        self.things.close()

    def attempt(self, viewer: Viewer, operation: str, **fields: object) -> None:
        """A refusal is an answer; anything else that is raised fails the test."""
        with suppress(DomainError):
            self.office.call(viewer, operation, **fields)

    def roll(self, place: int) -> str:
        rolls = self.office.call(CLERK, "list_rolls")["items"]
        return str(rolls[place % len(rolls)]["id"]) if rolls else self.fund

    @rule(stage=stages, hardships=hardships, count=st.integers(1, 3))
    def children_come(self, stage: str, hardships: list[str], count: int) -> None:
        self.office.register(count, stage=stage, hardships=hardships)

    @rule(yuan=st.integers(1, 2000))
    def money_comes(self, yuan: int) -> None:
        fields = {"fund_id": self.fund, "amount_fen": yuan * 100, "document": "1"}
        self.attempt(CLERK, "receive_funds", **fields)

    @rule(yuan=st.integers(0, 4000), scheme=st.sampled_from(["xishui_living", "meals"]))
    def a_budget_is_set(self, yuan: int, scheme: str) -> None:
        fields = {"fund_id": self.fund, "scheme": scheme, "amount_fen": yuan * 100}
        self.attempt(APPROVER, "set_budget", **fields)

    @rule(viewer=people)
    def propose(self, viewer: Viewer) -> None:
        fields = {"scheme": "xishui_living", "term": "2025-autumn", "area": "520330"}
        self.attempt(viewer, "propose_roll", fund_id=self.fund, **fields)

    @rule(viewer=people, place=places)
    def approve(self, viewer: Viewer, place: int) -> None:
        self.attempt(viewer, "approve_roll", roll_id=self.roll(place), waiver=URGENT)

    @rule(viewer=checkers, place=places, agreed=st.booleans())
    def check(self, viewer: Viewer, place: int, *, agreed: bool) -> None:
        self.attempt(viewer, "check_roll", roll_id=self.roll(place), agreed=agreed)

    @rule(viewer=people, place=places)
    def send_to_the_bank(self, viewer: Viewer, place: int) -> None:
        """Each child has an account, and brothers and sisters share theirs."""
        roll = self.roll(place)
        with suppress(DomainError):
            for line in self.office.call(CLERK, "get_roll", roll_id=roll)["lines"]:
                self.office.account(line["child_id"], f"62{ord(line['child_id'][0]):08}")
        self.attempt(viewer, "make_batch", roll_id=roll, bank="rural_commercial")

    @rule(viewer=people, place=places, failed=st.sets(st.integers(1, 4)), spoilt=st.booleans())
    def the_bank_answers(
        self, viewer: Viewer, place: int, failed: set[int], *, spoilt: bool
    ) -> None:
        with suppress(DomainError):
            roll = self.roll(place)
            batches = self.office.call(CLERK, "get_progress", roll_id=roll)["batches"]
            if batches:
                batch = batches[place % len(batches)]
                lines = self.office.result(batch, failed)
                self.office.take_in(batch, lines[:-1] if spoilt else lines, viewer)

    @rule(
        viewer=people,
        place=places,
        operation=st.sampled_from(["reissue_payment", "return_payment", "refund_payment"]),
    )
    def put_right(self, viewer: Viewer, place: int, operation: str) -> None:
        payments = self.office.payments()
        more: dict[str, dict[str, object]] = {
            "reissue_payment": {},
            "return_payment": {"why": "moved"},
            "refund_payment": {"why": "too much", "amount_fen": 100_01, "document": "2"},
        }
        if payments:
            payment = payments[place % len(payments)]["id"]
            self.attempt(viewer, operation, payment_id=payment, **more[operation])

    @rule(viewer=people, place=places)
    def refuse(self, viewer: Viewer, place: int) -> None:
        self.attempt(viewer, "refuse_roll", roll_id=self.roll(place), why="no")

    @rule(viewer=people, place=places)
    def pay(self, viewer: Viewer, place: int) -> None:
        self.attempt(viewer, "pay_roll", roll_id=self.roll(place))

    @rule(viewer=people, place=places)
    def reverse(self, viewer: Viewer, place: int) -> None:
        payments = self.office.payments()
        if payments:
            payment = payments[place % len(payments)]["id"]
            self.attempt(viewer, "reverse_payment", payment_id=payment, why="slip")

    @invariant()
    def the_book_holds(self) -> None:
        check = self.office.book()
        assert check["sound"], check
        assert check["difference_fen"] == 0
        balance = self.office.call(AUDITOR, "trial_balance")
        assert balance["debit_fen"] == balance["credit_fen"]

    @invariant()
    def nobody_has_it_twice(self) -> None:
        payments = [p for p in self.office.payments(limit=200) if p["state"] != "reversed"]
        assert all(n == 1 for n in Counter(p["child_id"] for p in payments).values())
        fund = self.office.the_fund(self.fund)
        assert fund["committed_fen"] == sum(p["amount_fen"] - p["refunded_fen"] for p in payments)
        statement = self.office.call(AUDITOR, "statement", by="term")
        parts = ("paid_fen", "open_fen", "returned_fen")
        assert statement["granted_fen"] == sum(statement[part] for part in parts)
        assert statement["paid_fen"] == fund["paid_fen"]
        for budget in fund["budgets"]:
            assert 0 <= budget["committed_fen"] <= budget["amount_fen"]
            assert budget["left_fen"] >= 0
        assert sum(budget["amount_fen"] for budget in fund["budgets"]) <= fund["received_fen"]
        assert 0 <= fund["paid_fen"] <= fund["committed_fen"] <= fund["received_fen"]


class AnyOrderOnPostgres(AnyOrder):
    def url(self, folder: Path) -> str:
        return self.things.enter_context(servers.own_database())


AnyOrder.TestCase.settings = settings(max_examples=6, stateful_step_count=20, deadline=None)
test_any_order = AnyOrder.TestCase
AnyOrderOnPostgres.TestCase.settings = settings(
    max_examples=3, stateful_step_count=15, deadline=None
)
test_any_order_on_postgres = pytest.mark.requires("postgres")(AnyOrderOnPostgres.TestCase)
