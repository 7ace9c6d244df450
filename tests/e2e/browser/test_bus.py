"""An operator finds a dead letter, reads why, mends the cause and sends it again, by hand."""

import pytest

from tests.e2e.browser.conftest import DESKTOP, PHONE, Visit
from tests.e2e.story import TOWNSHIP, Story
from tests.e2e.test_bus import Poison
from tests.pictures import eyes
from tests.probes import probe


@pytest.fixture
def operator(story: Story) -> str:
    story.account("yunwei", "operator")
    return "yunwei"


def test_a_dead_letter_is_found_understood_mended_and_sent_again(
    visit: Visit, story: Story, operator: str
) -> None:
    poison = Poison(story.folder)  # type: ignore[attr-defined]
    poison.plant()
    officer = story.people["minzheng"]
    township = next(a for a in officer.every("/areas", parent="520330") if a["name"] == TOWNSHIP)
    school = {"name": "灯塔小学", "township_code": township["code"]}
    officer.post("/schools", school)

    page = visit(operator, PHONE)
    probe(lambda: page.goto("/") and page.get_by_text("件事要处理").count(), 30, every=0.5)
    page.get_by_role("link", name="去处理").click()
    assert "1 条死信：学校登记" in page.get_by_role("status").inner_text()
    page.get_by_role("link", name="看死信").click()
    page.get_by_text("内容和技术信息").click()
    assert page.get_by_text("已有同名的留守儿童之家").is_visible()
    assert page.get_by_text("school_id").is_visible()
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert eyes.accessible(page) == []
        assert eyes.fitting(page, size["width"]) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert eyes.touchable(page) == []

    poison.mend()
    page.get_by_role("link", name="重投", exact=True).click()
    page.get_by_label("原因").fill("触发器已删除")
    page.get_by_role("button", name="先看会发生什么").click()
    assert page.get_by_text("现在还什么都没有做").is_visible()
    page.get_by_role("button", name="确认重投").click()
    assert "已重投 1 条死信" in page.get_by_role("status").inner_text()
    probe(lambda: page.goto("/bus") and page.get_by_text("一切正常").count(), 20, every=0.5)
    page.goto("/bus/conservation")
    assert page.get_by_text("每一条事件都有下落").is_visible()


def test_every_page_of_the_bus_is_accessible_and_fits_its_screen(
    visit: Visit, story: Story, operator: str
) -> None:
    for size in (PHONE, DESKTOP):
        page = visit(operator, size)
        for address in ("/bus", "/bus/dead-letters", "/bus/conservation", "/bus/topology"):
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            assert eyes.accessible(page) == [], address
            assert eyes.fitting(page, size["width"]) == [], address
