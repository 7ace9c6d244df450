"""What hangs on the wall shows nobody's full name, number or village."""

import pytest

from gateway.pages.noticing import masked
from shared.access.roles import Role
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.money_samples import public_list
from tests.unit.gateway.pages.services import Worker


@pytest.fixture
def long(worker: Worker) -> Worker:
    """A notice of two pages."""
    first, second = public_list({}), public_list({})
    parts = {None: {**first, "next": "more"}, "more": second}
    worker.funding.answers["public_list"] = ("PublicLineList", lambda r: parts[r.get("after")])
    return worker


@pytest.mark.parametrize(
    ("name", "shown"), [("王小明", "王**"), ("李雷", "李*"), ("张", "*"), ("", "*")]
)
def test_a_name_keeps_its_first_sign_alone(name: str, shown: str) -> None:
    assert masked(name) == shown


def test_the_notice_shows_masked_names_whatever_the_clerk_may_see(browse: Browser) -> None:
    page = browse(Role.FINANCE_CLERK).get(f"/rolls/{county.ROLL}/notice").get_data(as_text=True)

    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert "**" in table
    assert "小明" not in table
    assert "永胜" not in table


def test_the_printed_notice_is_one_list_numbered_through(browse: Browser, long: Worker) -> None:
    """It is printed whole, however many calls its lines take."""
    page = browse(Role.FINANCE_CLERK).get(f"/rolls/{county.ROLL}/notice/whole").text

    assert "<tr><td>1</td>" in page
    assert "<tr><td>2</td>" in page
    assert "下一页" not in page


def test_on_the_screen_the_notice_is_read_page_by_page(browse: Browser, long: Worker) -> None:
    browser = browse(Role.FINANCE_CLERK)
    first = browser.get(f"/rolls/{county.ROLL}/notice").text
    second = browser.get(f"/rolls/{county.ROLL}/notice?after=more").text

    assert first.count("**</td>") == second.count("**</td>") == 1
    assert "notice?after=more" in first
    assert "已是最后一页" in second
    assert f"/rolls/{county.ROLL}/notice/whole" in first
