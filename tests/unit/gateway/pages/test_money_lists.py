"""Every list that an office files goes out in words, as a workbook and as PDF."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from shared.access.roles import Role
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.services import Worker

LISTS = [
    (f"/rolls/{county.ROLL}/list", "发放名单"),
    (f"/rolls/{county.ROLL}/notice", "公示名单"),
    (f"/batches/{county.PAIRING}/lines", "银行发放明细"),
    ("/payments/refunds", "退款和冲正明细"),
    ("/statements/sums", "资金汇总表"),
    ("/ledger/balance", "试算平衡表"),
]


def cells(content: bytes) -> list[Any]:
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return [c.value for row in sheet.iter_rows() for c in row if c.value is not None]


@pytest.mark.parametrize(("address", "title"), LISTS)
def test_a_list_goes_out_as_a_workbook(browse: Browser, address: str, title: str) -> None:
    answer = browse(Role.FINANCE_CLERK).get(f"{address}.xlsx")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert title in str(cells(answer.data)[0])
    assert "xishui_living" not in str(cells(answer.data))
    assert county.CHILD not in str(cells(answer.data))


@pytest.mark.parametrize(("address", "_title"), LISTS)
def test_a_list_goes_out_as_pdf(browse: Browser, address: str, _title: str) -> None:
    answer = browse(Role.FINANCE_CLERK).get(f"{address}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")


@pytest.mark.parametrize("by", ["fund", "scheme", "township", "school", "term"])
def test_sums_are_named_in_words(browse: Browser, by: str) -> None:
    found = cells(browse(Role.FINANCE_CLERK).get(f"/statements/sums.xlsx?by={by}").data)
    assert 500 in found
    assert county.FUND not in found


def test_the_notice_that_is_filed_shows_masked_names_too(browse: Browser) -> None:
    found = str(cells(browse(Role.FINANCE_CLERK).get(f"/rolls/{county.ROLL}/notice.xlsx").data))
    assert "**" in found
    assert "小明" not in found
    assert "永胜" not in found


def test_a_partial_term_is_proposed_for_one_child(browse: Browser, worker: Worker) -> None:
    browser = browse(Role.FINANCE_CLERK)
    form = {
        "scheme": "xishui_living",
        "term": "2026-autumn",
        "area": county.COUNTY,
        "fund_id": county.FUND,
        "months": ["2026-10"],
        "why": "十月转入",
        "idempotency_key": "k1",
    }
    answer = browser.post(f"/eligible/{county.CHILD}", data=form)

    assert answer.status_code == 303
    operation, asked = worker.funding.told[-1]
    assert operation == "propose_roll"
    assert (asked["child_ids"], asked["months"]) == ([county.CHILD], ["2026-10"])
    assert asked["why"] == "十月转入"
