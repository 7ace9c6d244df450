"""Who waits for whom on PostgreSQL: a closed month, a merge beside an approval, one order."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import eventlet
import pytest
from sqlalchemy import event, text

from services.funding.models import ClosedPeriod
from services.funding.service import FundingService
from shared.clock import now
from shared.contracts.funding.errors import PeriodClosed
from tests.integration.funding.office import APPROVER, CLERK, COUNTY, PAYER, Office
from tests.integration.funding.test_merges import merge
from tests.integration.funding.test_reliefs import allowance
from tests.probes import probe
from tests.service_desk import open_desk

LOCKED = re.compile(r"FROM (\w+).*FOR (?:UPDATE|SHARE)", re.DOTALL)


@pytest.fixture
def county(emptied_postgres: Callable[[], str], tmp_path: Path) -> Iterator[Office]:
    with open_desk(FundingService, emptied_postgres(), tmp_path) as desk:
        yield Office(desk)


def somebody_waits(uow: Any) -> bool:
    query = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    return bool(uow.session.scalar(query))


def locks(office: Office, *calls: Callable[[], Any]) -> list[list[str]]:
    """The tables in the order in which each call locked rows of them."""
    found: list[list[str]] = []

    def note(_c: Any, _cur: Any, statement: str, *_rest: Any) -> None:
        if locked := LOCKED.search(statement):
            found[-1].append(locked[1])

    event.listen(office.desk.database.engine, "before_cursor_execute", note)
    for call in calls:
        found.append([])
        call()
    event.remove(office.desk.database.engine, "before_cursor_execute", note)
    return found


def test_who_comes_while_the_month_is_closed_books_nothing(county: Office) -> None:
    with county.desk.database.transaction() as uow:
        uow.book.hold()
        uow.periods.close(
            ClosedPeriod(area_code=COUNTY, month="2025-09", closed_by="approver", closed_at=now())
        )
        booking = eventlet.spawn(county.fund, 1)
        probe(lambda: somebody_waits(uow))
    with pytest.raises(PeriodClosed):
        booking.wait()
    assert county.call(CLERK, "journal")["items"] == []


def test_a_month_is_closed_when_who_books_in_it_is_done(county: Office) -> None:
    month = {"area": COUNTY, "month": "2025-09"}
    with county.desk.database.transaction() as uow:
        uow.book.hold()
        closing = eventlet.spawn(county.call, APPROVER, "close_period", **month)
        probe(lambda: somebody_waits(uow))
        assert not closing.dead
    assert closing.wait()["month"] == "2025-09"


def test_what_an_approval_knows_of_its_children_stays_so(county: Office) -> None:
    survivor, absorbed = county.register(2)
    with county.desk.database.transaction() as uow:
        uow.children.hold([absorbed.child_id])
        merging = eventlet.spawn(merge, county, absorbed, survivor)
        probe(lambda: somebody_waits(uow))
        assert not merging.dead
    merging.wait()
    roll = county.propose(county.fund(1000))
    [tables] = locks(county, lambda: county.approve(roll))
    assert tables == ["rolls", "children", "funds", "chain_heads", "chain_heads"]


def test_the_journal_is_locked_after_all_that_is_booked(county: Office) -> None:
    survivor, absorbed = county.register(2)
    funds = [county.fund(20_000) for _ in range(3)]
    first, second = survivor.child_id, absorbed.child_id
    for child, fund in ((first, funds[0]), (second, funds[1])):
        county.approve(allowance(county, child, fund, "2025-09", "2025-10", 245_00))
    later = allowance(county, second, funds[2], "2025-10", "2025-11", 650_00)
    paid = county.approve(county.propose(funds[2], child_ids=[first]))
    found = locks(
        county,
        lambda: county.approve(later),
        lambda: county.pay(paid),
        lambda: merge(county, absorbed, survivor),
    )
    for tables in found:
        assert "chain_heads" in tables
        assert set(tables[tables.index("chain_heads") :]) == {"chain_heads"}
    assert PAYER.account_id in str(county.payments(roll_id=paid["id"]))
