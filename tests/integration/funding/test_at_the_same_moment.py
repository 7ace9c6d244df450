"""Several workers at once: greenlets of one process, and processes of their own."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import eventlet
import pytest

from shared import crypto
from shared.access.roles import Role
from shared.errors import DomainError
from shared.viewer import Viewer
from tests.integration.funding.office import (
    APPROVER,
    CLERK,
    COUNTY,
    PAYER,
    URGENT,
    Office,
    official,
)

PAYERS = [official(f"payer{n}", Role.FINANCE_PAYER) for n in range(4)]
Call = tuple[Viewer, str, dict[str, Any]]


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Every call in a greenlet of its own; a refusal is its outcome."""

    def outcome(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except DomainError as refused:
            return refused

    return list(eventlet.GreenPool(len(calls)).imap(outcome, calls))


def in_processes(office: Office, folder: Path, calls: Sequence[Call]) -> list[dict[str, Any]]:
    """Every call in a process of its own, all started by one shot."""
    url = office.desk.database.engine.url.render_as_string(hide_password=False)
    shot = folder / "shot"
    # The other processes open what was sealed in this one.
    shot.with_name("keys").write_text(crypto.key_ring().dump(), "ascii")
    workers = [
        subprocess.Popen(
            [
                sys.executable,
                "-W",
                "ignore",
                "-m",
                "tests.integration.funding.racer",
                url,
                str(shot),
                json.dumps({"operation": name, "fields": {"viewer": viewer.to_wire(), **fields}}),
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        for viewer, name, fields in calls
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    shot.touch()
    return [json.loads(worker.communicate(timeout=60)[0]) for worker in workers]


def nobody_is_paid_twice(office: Office, children: int) -> None:
    payments = office.payments()
    assert len(payments) == len({p["child_id"] for p in payments}) == children
    assert {p["state"] for p in payments} == {"paid"}
    assert len(office.published("payment_made")) == children
    entries = office.call(CLERK, "journal", limit=200)["items"]
    booked = Counter(e["payment_id"] for e in entries if e["kind"] == "grant_paid")
    assert sorted(booked.values()) == [1] * children
    assert office.book()["sound"]


def test_workers_that_pay_one_roll_pay_nobody_twice(office: Office) -> None:
    office.register(5)
    roll = office.approve(office.propose(office.fund(10_000)))

    outcomes = at_once([lambda p=p: office.pay(roll, p) for p in PAYERS * 2])

    paid = [o for o in outcomes if isinstance(o, dict)]
    assert len(paid) == 1
    assert {type(o).__name__ for o in outcomes if o not in paid} == {"RollNotApproved"}
    nobody_is_paid_twice(office, 5)


def test_a_payer_who_clicks_many_times_gets_one_answer(office: Office) -> None:
    office.register(5)
    roll = office.approve(office.propose(office.fund(10_000)))
    click = {"roll_id": roll["id"], "idempotency_key": "click"}

    answers = at_once([lambda: office.call(PAYER, "pay_roll", **click)] * 6)

    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["state"] == "paid"
    nobody_is_paid_twice(office, 5)


def test_processes_that_pay_one_roll_pay_nobody_twice(office: Office, tmp_path: Path) -> None:
    office.register(20)
    roll = office.approve(office.propose(office.fund(10_000)))

    outcomes = in_processes(
        office, tmp_path, [(payer, "pay_roll", {"roll_id": roll["id"]}) for payer in PAYERS[:3]]
    )

    assert Counter("answer" in o for o in outcomes) == {True: 1, False: 2}
    assert {o["refused"] for o in outcomes if "refused" in o} == {"RollNotApproved"}
    nobody_is_paid_twice(office, 20)
    again = in_processes(office, tmp_path, [(PAYER, "pay_roll", {"roll_id": roll["id"]})])
    assert again[0]["refused"] == "RollNotApproved"
    nobody_is_paid_twice(office, 20)


def test_processes_that_approve_cannot_overspend_a_fund(office: Office, tmp_path: Path) -> None:
    fund = office.fund(1200)
    rolls = []
    for _ in range(3):
        office.register(1)
        rolls.append(office.propose(fund))

    outcomes = in_processes(
        office,
        tmp_path,
        [(APPROVER, "approve_roll", {"roll_id": roll["id"], "waiver": URGENT}) for roll in rolls],
    )

    refused = Counter(o.get("refused") for o in outcomes)
    assert refused == {None: 2, "BudgetExceeded": 1}
    assert office.the_fund(fund)["committed_fen"] == 1000_00
    assert office.book()["sound"]


def test_two_approvals_at_once_cannot_overspend_a_fund(office: Office) -> None:
    fund = office.fund(1200)
    rolls = []
    for _ in range(4):
        office.register(1)
        rolls.append(office.propose(fund))

    outcomes = at_once([lambda r=r: office.approve(r) for r in rolls])

    refused = Counter(type(o).__name__ for o in outcomes)
    assert refused == {"dict": 2, "BudgetExceeded": 2}
    assert office.the_fund(fund)["left_fen"] == 200_00
    assert office.book()["sound"]


def copy_of(office: Office, roll: dict[str, Any], fund_id: str) -> dict[str, Any]:
    """The same roll once more, as a second clerk's proposal at the same instant would be."""
    twin = {**roll, "id": str(uuid4()), "fund_id": fund_id}
    with office.desk.database.transaction() as uow:
        for table, key in (("rolls", "id"), ("roll_lines", "roll_id"), ("roll_checks", "roll_id")):
            columns = uow.table(table)
            rows = uow.session.execute(
                columns.select().where(columns.c[key] == roll["id"])
            ).mappings()
            changed = {key: twin["id"]} | ({"fund_id": fund_id} if table == "rolls" else {})
            uow.session.execute(columns.insert(), [dict(row) | changed for row in rows.all()])
    return twin


@pytest.mark.parametrize("funds", [1, 2])
def test_a_child_on_two_rolls_is_granted_once(office: Office, funds: int) -> None:
    office.register(1)
    fund = office.fund(10_000)
    roll = office.propose(fund)
    twin = copy_of(office, roll, fund if funds == 1 else office.fund(10_000))

    outcomes = at_once([lambda r=r: office.approve(r) for r in (roll, twin)])

    refused = Counter(type(o).__name__ for o in outcomes)
    assert refused["dict"] == 1
    assert set(refused) <= {"dict", "AlreadyGranted", "NobodyEligible"}
    assert len(office.payments()) == 1
    assert office.call(CLERK, "trial_balance", area=COUNTY)["difference_fen"] == 0
    assert office.book()["sound"]


def test_receipts_at_once_make_one_unbroken_chain(office: Office) -> None:
    fund = office.fund(1)
    receipt = {"fund_id": fund, "amount_fen": 100, "document": "1"}

    at_once([lambda: office.call(CLERK, "receive_funds", **receipt)] * 8)

    assert office.the_fund(fund)["received_fen"] == 900
    check = office.book()
    assert (check["sound"], check["entries"]) == (True, 9)


def test_reversals_at_once_take_a_payment_back_once(office: Office) -> None:
    office.register(1)
    fund = office.fund(1000)
    office.paid_roll(fund)
    [payment] = office.payments()
    approvers = [official(f"approver{n}", Role.FINANCE_APPROVER) for n in range(4)]
    call = {"payment_id": payment["id"], "why": "slip"}

    outcomes = at_once([lambda a=a: office.call(a, "reverse_payment", **call) for a in approvers])

    assert Counter(type(o).__name__ for o in outcomes) == {"dict": 1, "PaymentNotPaid": 3}
    assert office.the_fund(fund)["left_fen"] == 1000_00
    assert office.book()["sound"]
