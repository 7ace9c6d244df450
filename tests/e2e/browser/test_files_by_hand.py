"""Finding a child on a phone, and two people who correct one file at the same moment."""

from playwright.sync_api import Page, expect

from tests.e2e.browser.conftest import DESKTOP, PATIENCE, PHONE, Visit
from tests.e2e.story import Story
from tests.pictures import eyes

expect.set_options(timeout=PATIENCE)
VILLAGE = "永胜村村民委员会"


def registered(page: Page, name: str) -> str:
    page.goto("/children/new")
    page.get_by_label("乡镇（街道）").select_option(label="桃林镇")
    page.get_by_role("button", name="下一步").click()
    page.locator("#f-name").fill(name)
    page.locator("label:has(input[name=sex][value=female])").click()
    page.locator("#f-birth-date").fill("2016-05-20")
    page.locator("#f-area-code").select_option(label=VILLAGE)
    page.locator("#f-hobbies").fill("画画")
    page.get_by_role("button", name="登记建档").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    return page.url.partition("?")[0]


def searched(page: Page, words: str) -> None:
    page.goto("/")
    box = page.get_by_role("search").get_by_role("searchbox")
    box.fill(words)
    box.press("Enter")


def test_a_child_is_found_from_any_page_however_the_name_is_typed(
    visit: Visit, story: Story
) -> None:
    page = visit("minzheng", PHONE)
    registered(page, "单雨桐")
    for words in ("单雨桐", "雨桐", "shanyutong", "danyutong", "syt", "单雨彤", "雨桐 永胜"):
        searched(page, words)
        expect(page.get_by_role("link", name="单雨桐")).to_be_visible()
    searched(page, "单雨彤")
    expect(page.locator("main")).to_contain_text("同音")
    searched(page, "单")
    expect(page.get_by_role("alert")).to_contain_text("至少")
    searched(page, "永胜村")
    expect(page.get_by_role("link", name="桃林镇永胜村村民委员会")).to_be_visible()


def test_the_second_of_two_editors_is_told_and_loses_nothing(visit: Visit, story: Story) -> None:
    first = visit("minzheng", DESKTOP)
    address = registered(first, "令狐小雨")
    second = visit("minzheng", PHONE)
    second.goto(f"{address}/correction")
    second.locator("#f-hobbies").fill("踢球")
    second.locator("#f-class-name").fill("三年级2班")
    second.get_by_label("改正原因").fill("家访得知")
    first.goto(f"{address}/correction")
    first.locator("#f-hobbies").fill("唱歌")
    first.locator("#f-ethnicity").fill("苗族")
    first.get_by_label("改正原因").fill("电话核实")
    first.get_by_role("button", name="保存改正").click()
    expect(first.get_by_role("status").filter(has_text="已改正")).to_be_visible()
    second.get_by_role("button", name="保存改正").click()
    told = second.locator("#conflict")
    expect(told).to_contain_text("唱歌")
    expect(told).to_contain_text("踢球")
    expect(told).to_contain_text("苗族")
    assert eyes.fitting(second, PHONE["width"]) == []
    expect(second.locator("#f-class-name")).to_have_value("三年级2班")
    expect(second.locator("#f-ethnicity")).to_have_value("苗族")
    second.locator("label:has(input[name=choose-hobbies][value=theirs])").click()
    second.get_by_role("button", name="保存改正").click()
    expect(second.get_by_role("status").filter(has_text="已改正")).to_be_visible()
    for words in ("唱歌", "苗族"):
        expect(second.locator("main")).to_contain_text(words)
    second.goto(f"{address}?tab=school")
    expect(second.locator("main")).to_contain_text("三年级2班")
