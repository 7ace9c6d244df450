"""What the office's records say is what was done: waivers, states, accounts, closed months."""

from datetime import date
from typing import Any

import pytest

from services.funding.store.copies import SqlRules
from shared.clock import travel_to
from shared.contracts.funding.errors import MonthsNotValid
from shared.errors import InvalidRequest
from tests.integration.funding.office import APPROVER, AUDITOR, CLERK, COUNTY, URGENT, Office
from tests.integration.funding.test_at_the_same_moment import at_once
from tests.integration.funding.test_reliefs import home, relief

FULL_WIDTH = "\uff12"


def changes(office: Office, subject: str) -> list[dict[str, Any]]:
    return [row["changes"] for row in office.desk.history(subject)]


def test_a_waiver_is_kept_only_of_a_notice_that_was_cut_short(office: Office) -> None:
    [child] = office.register()
    fund = office.fund(10_000)
    roll = office.propose(fund)
    office.call(CLERK, "post_notice", roll_id=roll["id"])
    travel_to(date(2025, 9, 18))
    assert office.approve(roll)["waiver"] is None  # it hung out for all its days
    once = relief(office, child.child_id, fund, amount_fen=1, parts=[home(1)])
    assert office.approve(once)["waiver"] is None  # which is never posted
    office.register()
    early = office.propose(fund)
    office.call(CLERK, "post_notice", roll_id=early["id"])
    assert office.approve(early)["waiver"] == URGENT


def test_the_history_says_paid_when_all_is_paid(office: Office) -> None:
    with_account, _ = office.register(2)
    office.account(with_account)
    roll = office.approve(office.propose(office.fund(1000)))
    batch = office.batch(roll)
    office.pay(roll)
    told = changes(office, f"roll/{roll['id']}")
    assert ["approved", "paid"] not in [one.get("state") for one in told]
    assert told[-1] == {"payments": 1}

    office.take_in(batch, office.result(batch))

    assert changes(office, f"roll/{roll['id']}")[-1] == {"state": ["approved", "paid"]}
    versions = [row["version"] for row in office.desk.history(f"roll/{roll['id']}")]
    assert versions == sorted(set(versions))


def test_the_history_of_an_account_keeps_the_former_tail(office: Office) -> None:
    [child] = office.register()
    office.account(child, "6217000000000001111")
    office.account(child, "6217000000000002222")
    told = changes(office, f"bank_account/{child.child_id}")
    assert told == [{"number": [None, "1111"]}, {"number": ["1111", "2222"]}]


def test_two_first_accounts_at_once_are_two_changes(office: Office) -> None:
    [child] = office.register()
    outcomes = at_once(
        [lambda n=n: office.account(child, f"621700000000000000{n}") for n in range(4)]
    )
    assert all(isinstance(one, str) for one in outcomes), outcomes
    versions = [row["version"] for row in office.desk.history(f"bank_account/{child.child_id}")]
    assert versions == [1, 2, 3, 4]


def test_closed_months_are_listed_to_the_end(office: Office) -> None:
    months = [f"{year}-{month:02}" for year in range(2020, 2026) for month in range(1, 13)][:69]
    for month in months:
        office.call(APPROVER, "close_period", area=COUNTY, month=month)
    seen, after = [], None
    while True:
        found = office.call(AUDITOR, "list_periods", after=after, limit=40)
        seen += [one["month"] for one in found["items"]]
        if (after := found["next"]) is None:
            break
    assert seen == months[::-1]
    with pytest.raises(InvalidRequest):
        office.call(AUDITOR, "list_periods", after="nonsense")


@pytest.mark.parametrize(
    "month", ["0000-01", "1999-12", "2025-13", "2025-09\n", f"20{FULL_WIDTH}5-10", "2025-1"]
)
def test_a_month_is_a_month(office: Office, month: str) -> None:
    [child] = office.register()
    fund = office.fund(1000)
    parts = [{**home(100), "months": [month]}]
    with pytest.raises(InvalidRequest):
        relief(office, child.child_id, fund, amount_fen=100, parts=parts)
    with pytest.raises(InvalidRequest):
        office.call(APPROVER, "close_period", area=COUNTY, month=month)


@pytest.mark.parametrize("number", [FULL_WIDTH * 10, "62170000\n", "1" * 31])
def test_an_account_number_has_plain_digits(office: Office, number: str) -> None:
    [child] = office.register()
    with pytest.raises(InvalidRequest):
        office.account(child, number)


def test_months_of_a_part_of_an_allowance_are_refused(office: Office) -> None:
    [child] = office.register()
    with pytest.raises(MonthsNotValid):
        relief(
            office,
            child.child_id,
            office.fund(1000),
            kind="allowance",
            amount_fen=100,
            first_month="2025-09",
            last_month="2025-11",
            parts=[{**home(100), "months": ["2025-10"]}],
        )


def test_a_total_that_no_database_holds_is_no_500(office: Office) -> None:
    office.register()
    roll = office.propose(office.fund(1000))
    with pytest.raises(InvalidRequest):
        office.call(APPROVER, "approve_roll", roll_id=roll["id"], waiver=URGENT, total_fen=10**30)


def test_a_bank_reads_its_file_by_the_rules_of_its_day(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    [child] = office.register()
    office.account(child)
    batch = office.batch(office.approve(office.propose(office.fund(1000))))
    asked, plain = [], SqlRules.bank

    def noted(self: SqlRules, bank: str, area: str, today: date) -> Any:
        asked.append(today)
        return plain(self, bank, area, today)

    monkeypatch.setattr(SqlRules, "bank", noted)
    travel_to(date(2026, 3, 1))
    office.take_in(batch, office.result(batch))
    assert set(asked) == {date(2025, 9, 10)}
