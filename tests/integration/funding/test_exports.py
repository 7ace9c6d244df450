"""Lists that go out: whole, only to whom they are, and each in the access log."""

from typing import Any

import pytest

from shared.access.roles import Role
from shared.contracts.funding.errors import RollNotFound
from shared.errors import AccessDenied
from tests.integration.funding.office import APPROVER, AUDITOR, CLERK, PAYER, Office, ids, official

ELSEWHERE = official("elsewhere", Role.FINANCE_CLERK, "610924")


def exported(office: Office, what: str, subject: str | None = None) -> Any:
    return office.call(CLERK, "export_list", what=what, subject_id=subject)


def test_a_roll_goes_out_whole_with_its_reasons(office: Office) -> None:
    children = ids(office.register(3))
    roll = office.propose(office.fund(10_000))
    found = exported(office, "roll", roll["id"])

    assert [row["child_id"] for row in found["rows"]] == children
    assert found["rows"][0]["reasons"] == ["single_parent"]
    assert found["about"]["total_fen"] == 1500_00
    assert not found["more"]


def test_the_notice_holds_nothing_that_finds_a_child(office: Office) -> None:
    office.register()
    roll = office.propose(office.fund(10_000))
    [row] = exported(office, "notice", roll["id"])["rows"]
    assert set(row) == {"child_id", "township_code", "stage", "amount_fen"}
    assert row["township_code"] == "520330103"


def test_a_batch_shows_the_last_digits_alone(office: Office) -> None:
    [child] = office.register()
    number = office.account(child)
    batch = office.batch(office.approve(office.propose(office.fund(10_000))))
    [row] = exported(office, "batch", batch["id"])["rows"]
    assert row["tail"] == number[-4:]
    assert number not in str(row)


def test_what_came_back_is_listed(office: Office) -> None:
    office.register()
    roll = office.paid_roll(office.fund(10_000))
    [payment] = office.payments(roll_id=roll["id"])
    fields = {"document": "退1", "why": "多发一月", "amount_fen": 100_00}
    office.call(APPROVER, "refund_payment", payment_id=payment["id"], **fields)
    [row] = exported(office, "refunds")["rows"]
    assert (row["refunded_fen"], row["amount_fen"]) == (100_00, 500_00)


def test_sums_go_out_too(office: Office) -> None:
    office.register(2)
    office.paid_roll(office.fund(10_000))
    balance = office.call(AUDITOR, "export_sums", what="balance")
    statement = office.call(PAYER, "export_sums", what="statement", by="scheme")
    assert balance["about"]["difference_fen"] == 0
    assert [row["paid_fen"] for row in statement["rows"]] == [1000_00]


def test_each_export_is_in_the_access_log(office: Office) -> None:
    [child] = office.register()
    roll = office.propose(office.fund(10_000))
    exported(office, "roll", roll["id"])
    office.call(AUDITOR, "export_sums", what="balance")

    log = [(row["operation"], row["subject"]) for row in office.desk.rows("access_log")]
    assert ("funding.export_list", child.child_id) in log
    assert "funding.export_sums" in {operation for operation, _ in log}


def test_nobody_exports_what_is_not_theirs(office: Office) -> None:
    office.register()
    roll = office.propose(office.fund(10_000))
    for viewer in (ELSEWHERE, AUDITOR):
        with pytest.raises(AccessDenied):
            office.call(viewer, "export_list", what="roll", subject_id=roll["id"])
    with pytest.raises(RollNotFound):
        exported(office, "roll", "0" * 8 + "-0000-4000-8000-" + "0" * 12)
