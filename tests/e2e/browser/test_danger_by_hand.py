"""A danger is reported from a phone without an account, and its first duty done with one tap."""

from playwright.sync_api import Page, expect

from tests.e2e.browser.conftest import DESKTOP, PATIENCE, PHONE, Visit, follow
from tests.e2e.story import Story
from tests.pictures import eyes

expect.set_options(timeout=PATIENCE)
VILLAGE = "永胜村村民委员会"


def sound(page: Page) -> None:
    assert eyes.accessible(page) == []


def test_a_danger_is_reported_without_an_account_and_acknowledged_in_one_tap(
    visit: Visit, story: Story
) -> None:
    township = story.known["townships"]["桃林镇"]
    story.account("baohu", "township_officer", area=township)
    page = visit(None, PHONE)
    page.get_by_role("link", name="孩子有危险").click()
    page.get_by_role("button", name="立即报告").click()
    expect(page.get_by_role("alert")).to_contain_text("发生了什么")
    page.locator("label:has(input[value=living_alone])").click()
    page.get_by_label("在哪里").select_option(label="桃林镇")
    page.get_by_label("是哪个孩子").fill("九岁女孩")
    sound(page)
    page.get_by_role("button", name="立即报告").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到，正在核实")
    code = page.locator(".code-large").inner_text()
    sound(page)

    page = visit("baohu", PHONE)
    follow(page, page.get_by_role("link", name="去办理").first)
    sound(page)
    page.get_by_role("button", name="已办好，我确认").click()
    expect(page.get_by_role("status").filter(has_text="已确认办理")).to_be_visible()
    expect(page.locator(".timeline")).to_contain_text("九岁女孩")
    sound(page)
    page.get_by_role("link", name="核验是否被改动").click()
    expect(page.locator("main")).to_contain_text("完整，没有被改动")

    page = visit("baohu", DESKTOP)
    page.goto("/cases")
    sound(page)

    page = visit(None, PHONE)
    page.goto("/report/status")
    page.get_by_label("查询码").fill(code.lower())
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已受理")
