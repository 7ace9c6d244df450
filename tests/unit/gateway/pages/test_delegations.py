"""Handing one's post to a colleague for some days."""

from shared.access.roles import Role
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker

FORM = {
    "role": "finance_payer",
    "to_account": county.FUND,
    "first_day": "2026-11-20",
    "last_day": "2026-11-27",
    "why": "外出培训",
    "idempotency_key": "k1",
}


def test_a_payer_chooses_a_colleague_by_name(browse: Browser, worker: Worker) -> None:
    browser = browse(Role.FINANCE_PAYER)
    assert "审批员" in browser.get("/delegations").text

    assert browser.post("/delegations", data=FORM).status_code == 303
    operation, sent = worker.funding.told[-1]
    assert (operation, sent["to_account"], sent["area"]) == ("delegate", county.FUND, county.COUNTY)


def test_a_clerk_sees_the_record_and_hands_nothing_over(browse: Browser) -> None:
    shown = browse(Role.FINANCE_CLERK).get("/delegations").text
    assert "外出培训" in shown
    assert "委托同事代办" not in shown
