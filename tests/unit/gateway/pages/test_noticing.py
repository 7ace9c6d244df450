"""What hangs on the wall shows nobody's full name, number or village."""

import pytest

from gateway.pages.noticing import masked
from shared.access.roles import Role
from tests.unit.gateway.pages import county
from tests.unit.gateway.pages.conftest import Browser
from tests.unit.gateway.pages.money_samples import public_list
from tests.unit.gateway.pages.services import Worker


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


def test_the_notice_is_one_list_numbered_through(browse: Browser, worker: Worker) -> None:
    """It is printed whole, however many calls its lines take."""
    first, second = public_list({}), public_list({})
    parts = {None: {**first, "next": "more"}, "more": second}
    worker.funding.answers["public_list"] = ("PublicLineList", lambda r: parts[r["after"]])

    page = browse(Role.FINANCE_CLERK).get(f"/rolls/{county.ROLL}/notice").text

    assert "<tr><td>1</td>" in page
    assert "<tr><td>2</td>" in page
    assert "翻页" not in page
